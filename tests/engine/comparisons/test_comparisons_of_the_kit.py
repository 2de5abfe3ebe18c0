import io
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from village.engine.errors import KitFault, Unreadable
from village.engine.intake.public_statistics import Mark, PublicCell
from village.engine.intake.public_statistics_areas import ENGLAND, Area
from village.engine.intake.public_statistics_comparison import Comparison, comparison
from village.engine.intake.public_statistics_series import (
    Role,
    SeriesRow,
    read_series,
    write_series,
)
from village.engine.intake.received import receive
from village.figures.compare import neighbours
from village.figures.figure import Unit
from village.figures.intervals import rate
from village.kernel import yaml

FOLDER = Path(__file__).parents[3] / "kits" / "england" / "comparisons"
INDICATORS = FOLDER.parent / "indicators"
LATEST = date(2025, 3, 31)
TENTH = Decimal("0.1")
COMPARED = (
    "referrals-rate",
    "re-referrals-12-months",
    "referrals-no-further-action",
    "assessments-in-45-working-days",
    "conferences-in-15-working-days",
    "plans-rate-at-date",
    "plans-second-or-subsequent",
)
SCHOOL_YEARS = ("absence-of-known-pupils",)
"""Their years end on 31 August."""
PUBLIC = (*COMPARED, *SCHOOL_YEARS)


def of_the_kit() -> Mapping[str, Comparison]:
    entries = yaml.load(FOLDER / "comparisons.yaml")["comparisons"]
    read = [comparison(entry.value, folder=FOLDER) for entry in entries]  # type: ignore[arg-type]
    return {one.indicator: one for one in read}


KIT = of_the_kit()


def test_every_indicator_of_the_kit_has_a_comparison_or_a_reason_for_none() -> None:
    assert set(KIT) == {file.stem for file in INDICATORS.glob("*.yaml")}
    assert all(bool(one.none) != bool(one.rows) for one in KIT.values())
    assert {name for name, one in KIT.items() if one.rows} == set(PUBLIC)


def test_a_comparison_has_the_unit_of_its_indicator() -> None:
    for name, one in KIT.items():
        assert one.unit == yaml.load(INDICATORS / f"{name}.yaml").text("unit"), name


@pytest.mark.parametrize("name", PUBLIC)
def test_every_series_names_its_source_its_licence_and_its_neighbours(name: str) -> None:
    source = KIT[name].source

    assert source is not None
    assert "Open Government Licence v3.0" in source.attribution
    assert source.neighbours.endswith("2025")
    for words in (source.publisher, source.dataset, source.measure, source.found_in):
        assert words


@pytest.mark.parametrize("name", PUBLIC)
def test_every_series_has_five_years_of_england_london_and_ten_neighbours(name: str) -> None:
    one = KIT[name]

    for year in range(2021, 2026):
        end = date(year, 8 if name in SCHOOL_YEARS else 3, 31)
        england = one.country(end)
        assert england is not None and england.value is not None
        assert [place.area for place in one.regions(end)] == ["London"]
        assert len(one.neighbours(end)) == 10


def test_a_missing_figure_is_a_word_and_no_nought() -> None:
    series = KIT["plans-second-or-subsequent"]
    marked = [row for row in series.rows if row.value.mark]

    assert [(row.area.name, row.year_ending.year, row.value.mark) for row in marked] == [
        ("Hackney", 2021, Mark.NOT_AVAILABLE),
        ("Hackney", 2022, Mark.NOT_AVAILABLE),
        ("Westminster", 2021, Mark.SUPPRESSED),
        ("Westminster", 2023, Mark.SUPPRESSED),
    ]
    assert all(row.value.number is None and row.part is None for row in marked)
    summary = neighbours(series.neighbours(date(2021, 3, 31)), unit=series.unit)
    assert (summary.with_data, summary.of) == (8, 10)


@pytest.mark.parametrize("name", PUBLIC)
def test_published_values_are_reproduced_from_their_counts_to_the_printed_decimal(
    name: str,
) -> None:
    per = 10_000 if KIT[name].unit is Unit.PER_10_000 else 100
    for row in KIT[name].rows:
        if row.part is None or row.whole is None or row.value.number is None:
            continue
        ours = (Decimal(row.part) * per / row.whole).quantize(TENTH, ROUND_HALF_UP)
        # Counts of England and of regions are rounded to the nearest 10 before they are published.
        slack = Decimal(0) if row.role is Role.NEIGHBOUR else TENTH
        assert abs(ours - Decimal(str(row.value.number))) <= slack, (row.area.name, row.year_ending)


def test_the_published_referral_rate_of_a_borough_is_reproduced() -> None:
    """DfE, children in need 2025: Islington, 2,407 referrals, 35,624 children, rate 675.7."""
    ours = rate(2407, 35_624)

    assert ours is not None
    assert round(ours.value, 1) == 675.7


def test_the_published_plan_rate_of_a_borough_is_reproduced() -> None:
    """DfE, children in need 2025: Islington, 112 children on a plan, 35,624 children, rate 31.4."""
    ours = rate(112, 35_624)

    assert ours is not None
    assert round(ours.value, 1) == 31.4


def test_the_newest_public_year_is_not_later_than_the_day() -> None:
    one = KIT["referrals-rate"]

    assert one.newest(until=date(2026, 3, 31)) == LATEST
    assert one.newest(until=date(2024, 12, 31)) == date(2024, 3, 31)
    assert one.newest(until=date(2020, 3, 31)) is None
    assert KIT["missing-children-repeat"].newest(until=LATEST) is None


def test_england_of_2025_stands_as_it_was_published() -> None:
    shown = {name: KIT[name].country(LATEST) for name in COMPARED}

    assert {name: place.value for name, place in shown.items() if place} == {
        "referrals-rate": 519.4,
        "re-referrals-12-months": 22.6,
        "referrals-no-further-action": 6.5,
        "assessments-in-45-working-days": 85.7,
        "conferences-in-15-working-days": 81.4,
        "plans-rate-at-date": 40.6,
        "plans-second-or-subsequent": 24.5,
    }
    assert {place.period for place in shown.values() if place} == {"year to March 2025"}


def test_a_school_year_is_called_one() -> None:
    place = KIT["absence-of-known-pupils"].country(date(2025, 8, 31))

    assert place is not None
    assert (place.period, place.value) == ("school year 2024/25", 46.0)


ROWS = (
    SeriesRow(ENGLAND, Role.COUNTRY, LATEST, PublicCell(12345.67, None), 10, 20),
    SeriesRow(
        Area("E1", "9", "Vale, the"), Role.NEIGHBOUR, LATEST, PublicCell(None, Mark.SUPPRESSED)
    ),
)


def table_of(rows: tuple[SeriesRow, ...]) -> str:
    written = io.StringIO()
    write_series(rows, written)
    return written.getvalue()


def test_a_table_comes_back_as_it_was_written() -> None:
    received = receive(io.BytesIO(table_of(ROWS[::-1]).encode()), name="table.csv")

    assert tuple(read_series(received)) == ROWS


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("country", "planet"),
        ("2025-03-31", "31/03/2025"),
        ("suppressed", "hidden"),
        (",10,20", ",ten,20"),
        (",12345.67,,", ",12345.67,suppressed,"),
        (",12345.67,,", ",,,"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(right: str, wrong: str) -> None:
    text = table_of(ROWS).replace(right, wrong, 1)

    with pytest.raises(Unreadable) as fault:
        list(read_series(receive(io.BytesIO(text.encode()), name="table.csv")))

    assert "table.csv, row" in fault.value.where


def entry(**changes: object) -> dict[str, object]:
    whole = {
        "indicator": "worries",
        "edition": "1",
        "unit": "percent",
        "file": "worries.csv",
        "retrieved": LATEST,
    }
    return {**whole, **changes}


def test_a_table_that_is_not_there_or_not_right_is_a_fault_of_the_kit(tmp_path: Path) -> None:
    with pytest.raises(KitFault, match="cannot be read"):
        comparison(entry(), folder=tmp_path)
    (tmp_path / "worries.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(KitFault, match="lacks these columns"):
        comparison(entry(), folder=tmp_path)
    (tmp_path / "worries.csv").write_text(table_of((*ROWS, *ROWS)), encoding="utf-8")
    with pytest.raises(KitFault, match="2 rows give an area and year a second time"):
        comparison(entry(), folder=tmp_path)
    with pytest.raises(KitFault, match="retrieved"):
        comparison(entry(retrieved="soon"), folder=tmp_path)
