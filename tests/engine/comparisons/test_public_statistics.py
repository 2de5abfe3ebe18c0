"""Files invented in the shapes that publishers use; no figure in them is real."""

import io

import pytest

from village.engine.errors import Unreadable
from village.engine.intake.public_statistics import (
    SYMBOLS,
    Mark,
    PublicCell,
    PublicRow,
    read_public_statistics,
)
from village.engine.intake.public_statistics_areas import (
    ENGLAND,
    INNER_LONDON,
    LONDON,
    OUTER_LONDON,
    Area,
    directory,
    known_area,
)
from village.engine.intake.public_statistics_lait import Polarity, read_dictionary, read_long
from village.engine.intake.public_statistics_periods import period_of
from village.engine.intake.received import Received, receive

HEADER = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,"
    "region_name,old_la_code,new_la_code,la_name,category,sex,referral_count,referral_percent\n"
)
NATIONAL = "2025,Reporting year,National,E92000001,England,,,,,,Referrals,Total,1230,10.5\n"
REGIONAL = (
    "2025,Reporting year,Regional,E92000001,England,E13000001,Inner London,,,,Referrals,Total,"
    "340,c\n"
)
LOCAL = (
    "202425,Academic year,Local authority,E92000001,England,E12000007,London,999,E09000099,"
    "Thornbury Vale,Referrals,Girls,c,z\n"
)
DICTIONARY = (
    "Measure_code,Topic,Measure,Measure_short,Polarity,y_axis_name,Description,dps\n"
    '1,Worry,"Worries, rate",Worry_Rate,Low,Rate per 10,How many worries,\n'
    "2,Worry,Worries,Worry_Num,-,Number,How many worries,0.0\n"
    "3,Worry,Joys,Joy,High,Score,How many joys,2.0\n"
)
LONG = (
    "measure_short,period,area_key,value\n"
    "Worry_Rate,2025,970,521.29999999999995\n"
    "Worry_Rate,2025,999,-\n"
    "Worry_Num,2025 (Rev),986,17\n"
    "Joy,2023/24,987,3.14159\n"
    "Other,nonsense,888,x\n"
)
VALE = Area("E09000099", "999", "Thornbury Vale")


def file(text: str) -> Received:
    return receive(io.BytesIO(text.encode()), name="figures.csv")


def rows(*lines: str, header: str = HEADER) -> list[PublicRow]:
    indicators = ("referral_count", "referral_percent")
    return list(read_public_statistics(file(header + "".join(lines)), indicators=indicators))


def test_a_row_is_read_with_its_period_area_filters_and_indicators() -> None:
    (row,) = rows(NATIONAL)

    assert (row.period.label, row.period.kind, row.level) == ("2025", "Reporting year", "National")
    assert row.area == ENGLAND
    assert row.filters == {"category": "Referrals", "sex": "Total"}
    assert row.indicators == {
        "referral_count": PublicCell(1230, None),
        "referral_percent": PublicCell(10.5, None),
    }


def test_a_sign_stays_a_word_beside_no_number() -> None:
    (row,) = rows(LOCAL)

    assert row.indicators["referral_count"] == PublicCell(None, Mark.SUPPRESSED)
    assert row.indicators["referral_percent"] == PublicCell(None, Mark.NOT_APPLICABLE)
    assert row.area == VALE
    assert row.period.label == "2024/25"


@pytest.mark.parametrize("sign", SYMBOLS)
def test_no_sign_of_any_publisher_is_ever_a_number(sign: str) -> None:
    (row,) = rows(NATIONAL.replace("1230", sign))

    assert row.indicators["referral_count"].number is None
    assert row.indicators["referral_count"].mark is not None


@pytest.mark.parametrize("sign", ["c", "z", "x", "k", "u", "low", "..", "-", ":"])
def test_every_sign_that_has_been_seen_is_known(sign: str) -> None:
    assert sign in SYMBOLS


def test_inner_london_has_one_name_under_both_of_its_codes() -> None:
    (row,) = rows(REGIONAL)

    assert row.area == INNER_LONDON
    assert known_area("987") == known_area("E13000001") == INNER_LONDON
    assert (known_area("988"), known_area("E13000002")) == (OUTER_LONDON, OUTER_LONDON)
    assert (known_area("970"), known_area("986")) == (ENGLAND, LONDON)
    assert known_area("999") is None


def test_a_region_without_other_codes_keeps_its_own() -> None:
    (row,) = rows(REGIONAL.replace("E13000001,Inner London", "E12000001,North East"))

    assert row.area == Area("E12000001", "", "North East")


def test_another_level_of_geography_comes_through_without_a_code() -> None:
    (row,) = rows(NATIONAL.replace("National", "School"))

    assert (row.level, row.area) == ("School", Area("", "", ""))


def test_binary_noise_is_read_as_the_number_that_was_meant() -> None:
    (row,) = rows(NATIONAL.replace("10.5", "10.499999999999999"))

    assert row.indicators["referral_percent"] == PublicCell(10.5, None)


@pytest.mark.parametrize("cell", ["1;2", "12%", "nan", "inf", "=1+1", "C"])
def test_a_cell_that_is_neither_number_nor_sign_is_refused_unseen(cell: str) -> None:
    with pytest.raises(Unreadable) as fault:
        rows(NATIONAL, LOCAL.replace(",c,", f",{cell},"))

    assert fault.value.where == "figures.csv, row 3, column referral_count"
    assert cell not in fault.value.what


def test_a_missing_column_is_named() -> None:
    with pytest.raises(Unreadable, match="referral_percent"):
        rows(NATIONAL, header=HEADER.replace("referral_percent", "percent"))
    with pytest.raises(Unreadable, match="time_period"):
        rows(header="a,b\n")


def test_a_row_that_was_cut_is_refused() -> None:
    with pytest.raises(Unreadable, match="3 cells and the header 14"):
        rows("2025,Reporting year,National\n")


@pytest.mark.parametrize(
    ("text", "label", "first", "last", "status"),
    [
        ("2025", "2025", 2025, 2025, ""),
        ("2025 (Rev)", "2025", 2025, 2025, "Rev"),
        ("2024-25 (OT)", "2024/25", 2024, 2025, "OT"),
        ("202425", "2024/25", 2024, 2025, ""),
        ("2023/24", "2023/24", 2023, 2024, ""),
        ("2023-24", "2023/24", 2023, 2024, ""),
        ("1999/00", "1999/00", 1999, 2000, ""),
        ("2014-16", "2014 to 2016", 2014, 2016, ""),
        ("2021/22-23/24", "2021 to 2024", 2021, 2024, ""),
    ],
)
def test_every_way_of_writing_a_period_is_read(
    text: str, label: str, first: int, last: int, status: str
) -> None:
    period = period_of(text, where="row 2")

    assert (period.label, period.first, period.last) == (label, first, last)
    assert (period.status, period.text) == (status, text)


@pytest.mark.parametrize("text", ["0", "", "25", "2025/2026", "spring"])
def test_a_period_that_is_not_known_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="period"):
        period_of(text, where="row 2")


def test_the_dictionary_gives_measures_their_polarity_and_decimals() -> None:
    measures = read_dictionary(file(DICTIONARY))

    assert measures["Worry_Rate"].title == "Worries, rate"
    assert [measures[short].decimals for short in ("Worry_Rate", "Worry_Num", "Joy")] == [
        None,
        0,
        2,
    ]
    assert [m.polarity for m in measures.values()] == [
        Polarity.LOW,
        Polarity.NEITHER,
        Polarity.HIGH,
    ]


def test_the_long_table_is_read_for_the_measures_that_are_asked_for() -> None:
    found = list(
        read_long(
            file(LONG),
            measures=read_dictionary(file(DICTIONARY)),
            only=("Worry_Rate", "Worry_Num", "Joy"),
            areas=directory([VALE]),
        )
    )

    assert [(row.area, row.period.label, row.value) for row in found] == [
        (ENGLAND, "2025", PublicCell(521.3, None)),
        (VALE, "2025", PublicCell(None, Mark.NO_FIGURE)),
        (LONDON, "2025", PublicCell(17, None)),
        (INNER_LONDON, "2023/24", PublicCell(3.14, None)),
    ]


def test_a_measure_or_an_area_that_nobody_knows_is_refused() -> None:
    measures = read_dictionary(file(DICTIONARY))

    with pytest.raises(Unreadable, match="no measure named Nothing"):
        list(read_long(file(LONG), measures=measures, only=("Nothing",), areas={}))
    with pytest.raises(Unreadable, match="area whose number"):
        list(read_long(file(LONG), measures=measures, only=("Worry_Rate",), areas={}))


@pytest.mark.parametrize(("number", "mark"), [(None, None), (3.0, Mark.SUPPRESSED)])
def test_a_cell_is_a_number_or_a_mark(number: float | None, mark: Mark | None) -> None:
    with pytest.raises(ValueError):
        PublicCell(number, mark)
