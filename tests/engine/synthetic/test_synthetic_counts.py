"""Made-up returns of counts: they pass our own check, add up, and tell what is odd about them."""

import csv
import io
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from village import kit
from village.engine.checks.counts import check
from village.engine.checks.findings import Severity
from village.engine.intake.counts import lines, open_table
from village.engine.intake.received import Received, receive
from village.engine.specs.counts import Asked, CountsSpec, Mark, Place
from village.engine.synthetic import write_counts
from village.engine.synthetic.counts import CountsFile, Quarter, counts_file
from village.engine.synthetic.counts_levels import CHANGED, LEVELS, ODDITIES
from village.kernel.periods import Period, quarters, year_ending

KITS = Path(__file__).parents[3] / "kits"
QUARTERS = [one for year in (2024, 2025, 2026) for one in quarters(year_ending(year))]
QUARTERS.append(quarters(year_ending(2027))[0])
SPRING = QUARTERS[-1]


@cache
def specs() -> dict[str, CountsSpec]:
    return {name: one.counts for name, one in kit.specs(KITS / "demo").items() if one.counts}


OWED = [(name, quarter) for name in sorted(specs()) for quarter in QUARTERS]


@cache
def written(name: str, quarter: Period, *, seed: int = 2026, scale: float = 1.0) -> bytes:
    out = io.StringIO()
    counts_file(out, specs()[name], Quarter(quarter, seed, scale))
    return out.getvalue().encode()


def received(name: str, quarter: Period, **more: float) -> Received:
    return receive(io.BytesIO(written(name, quarter, **more)), name="counts.csv")


def told(name: str, quarter: Period) -> dict[Place, tuple[object, object]]:
    """Numerator and denominator of every place."""
    spec = specs()[name]
    found = lines(open_table(received(name, quarter), spec), spec)
    return {line.place: (line.numerator, line.denominator) for line in found if line.place}


def number_of(indicator: str, quarter: Period) -> tuple[object, object]:
    name = next(name for name, spec in specs().items() for one in spec.asked
                if one.indicator == indicator)  # fmt: skip
    return told(name, quarter)[Place(indicator)]


def comments(name: str, quarter: Period) -> list[str]:
    rows = csv.DictReader(io.StringIO(written(name, quarter).decode()))
    return [row["Comment"] for row in rows if row["Comment"]]


@pytest.mark.parametrize("name", sorted(specs()))
def test_every_quarter_passes_our_own_check(name: str) -> None:
    """And nothing jumps tenfold from one quarter to the next."""
    previous, found = None, []
    for quarter in QUARTERS:
        result = check(received(name, quarter), specs()[name], period=quarter, previous=previous)
        found += [issue for issue in result.issues if issue.severity is not Severity.NOTICE]
        previous = told(name, quarter)

    assert found == []


@pytest.mark.parametrize("scale", [0.02, 0.3])
def test_a_small_district_passes_it_too(scale: float) -> None:
    for name, quarter in OWED:
        result = check(received(name, quarter, scale=scale), specs()[name], period=quarter)

        assert [issue for issue in result.issues if issue.severity is Severity.ERROR] == []


def test_the_same_seed_writes_the_same_bytes_whatever_else_is_owed(tmp_path: Path) -> None:
    health, police = specs()["counts-health"], specs()["counts-police"]

    (alone,) = write_counts(tmp_path / "one", [(police, SPRING)])
    *_, among = write_counts(
        tmp_path / "other", [(health, SPRING), (police, QUARTERS[0]), (police, SPRING)]
    )

    assert alone.path.read_bytes() == among.path.read_bytes()


def test_another_seed_counts_otherwise() -> None:
    one, other = (written("counts-health", SPRING, seed=seed) for seed in (1, 2))

    assert one != other
    assert [row.split(b",")[:4] for row in one.splitlines()] == [
        row.split(b",")[:4] for row in other.splitlines()
    ]


def test_a_file_says_its_return_and_its_quarter_in_its_name(tmp_path: Path) -> None:
    (file,) = write_counts(tmp_path, [(specs()["counts-police"], SPRING)])

    path = tmp_path / "returns" / "counts-police-2026-04-01--2026-06-30.csv"
    assert file == CountsFile(path, "counts-police", SPRING)
    assert not file.drop_in


def test_indicators_of_the_same_people_have_the_same_denominator() -> None:
    for quarter in QUARTERS:
        contacts = number_of("contacts-rate", quarter)[0]

        assert number_of("contacts-decided-in-a-day", quarter)[1] == contacts
        assert number_of("contacts-became-referrals", quarter)[1] == contacts


def test_levels_are_those_of_a_district_of_38_000_children() -> None:
    """Over three years each comes near to what the table says of it."""
    for name in ("contacts-rate", "domestic-abuse-with-a-child", "self-harm-attendances"):
        numbers = [number_of(name, quarter)[0] for quarter in QUARTERS[:12]]

        assert LEVELS[name].whole * 0.9 < sum(numbers) / 12 < LEVELS[name].whole * 1.15


def test_every_indicator_that_is_asked_for_has_a_level_of_its_own() -> None:
    asked = {one.indicator for spec in specs().values() for one in spec.asked}

    assert asked == set(LEVELS)
    assert {odd.indicator for odd in ODDITIES} <= asked


def test_one_change_of_a_definition_is_declared_and_seen() -> None:
    before, after = QUARTERS[5], QUARTERS[6]

    assert after.first == CHANGED.since == date(2024, 10, 1)
    assert CHANGED.comment in comments("counts-police", after)
    assert CHANGED.comment not in comments("counts-police", QUARTERS[7])
    assert number_of("police-notices", after)[0] > 1.2 * number_of("police-notices", before)[0]


def test_some_numbers_are_hidden_and_some_were_never_collected() -> None:
    marks = Counter(
        (name, amount)
        for name, quarter in OWED
        for amounts in told(name, quarter).values()
        for amount in amounts
        if isinstance(amount, Mark)
    )

    hidden = {name for name, mark in marks if mark is Mark.SUPPRESSED}
    missing = {name for name, mark in marks if mark is Mark.NOT_COLLECTED}
    assert hidden == {"counts-health", "counts-voluntary"}
    assert missing == {"counts-health", "counts-police", "counts-youth-justice"}
    assert sum(marks.values()) < 0.05 * sum(len(told(*one)) for one in OWED)


def test_a_quarter_that_was_not_collected_says_why_each_time() -> None:
    for quarter in QUARTERS[:3]:
        assert any("from January 2024" in words for words in comments("counts-health", quarter))

    assert number_of("mental-health-seen-in-time", QUARTERS[2])[0] is Mark.NOT_COLLECTED
    assert isinstance(number_of("mental-health-seen-in-time", QUARTERS[3])[0], int)


def test_an_indicator_of_another_kit_is_counted_too() -> None:
    asked = Asked("swings-mended", "Swings mended", "mended", "broken", ("sex",))
    spec = CountsSpec("counts-parks", "Parks", "1", "made up", "parks", (asked,))
    out = io.StringIO()

    counts_file(out, spec, Quarter(SPRING, 2026, 1.0))

    file = receive(io.BytesIO(out.getvalue().encode()), name="counts.csv")
    assert check(file, spec, period=SPRING).issues == ()
