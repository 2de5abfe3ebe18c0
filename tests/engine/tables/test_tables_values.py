"""A cell becomes a value of its column's kind, or stays visibly unreadable."""

from datetime import UTC, date, datetime

import pytest

from village.engine.specs.tables import Code, FieldSpec, Kind, Unreadable
from village.engine.specs.tables_clock import england_day, to_utc
from village.engine.specs.tables_marks import nhs_check_holds, upn_check_holds

ETHNICITY = (Code("WBRI", "White British", ("W1",)), Code("1A", "Family member"))


def read(kind: Kind, cell: object) -> object:
    return FieldSpec("f", "F", kind, codes=ETHNICITY if kind is Kind.CODE else ()).reader()(cell)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


GOOD = [
    (Kind.TEXT, "  Zoë \n Ann\u00a0Marie\ufeff ", "Zoë Ann Marie"),
    (Kind.TEXT, 7, "7"),
    (Kind.TEXT, "null", "null"),
    (Kind.DATE, "31/03/2026", date(2026, 3, 31)),
    (Kind.DATE, "1.4.2026", date(2026, 4, 1)),
    (Kind.DATE, "2026-03-31", date(2026, 3, 31)),
    (Kind.DATE, "31/03/2026 00:00:00.000", date(2026, 3, 31)),
    (Kind.DATE, "2026-03-31T00:00:00", date(2026, 3, 31)),
    (Kind.DATE, date(2026, 3, 31), date(2026, 3, 31)),
    (Kind.DATE, datetime(2026, 3, 31), date(2026, 3, 31)),
    (Kind.DATE, "29/02/2024", date(2024, 2, 29)),
    (Kind.MOMENT, "15/01/2026 14:05", utc(2026, 1, 15, 14, 5)),
    (Kind.MOMENT, "15/07/2026 14:05", utc(2026, 7, 15, 13, 5)),
    (Kind.MOMENT, "2026-07-15T14:05:59", utc(2026, 7, 15, 13, 5, 59)),
    (Kind.MOMENT, "2026-07-15T14:05:59.123Z", utc(2026, 7, 15, 14, 5, 59)),
    (Kind.MOMENT, "2026-07-15 14:05+01:00", utc(2026, 7, 15, 13, 5)),
    (Kind.MOMENT, "25/10/2026 01:30", utc(2026, 10, 25, 0, 30)),
    (Kind.MOMENT, "25/10/2026 02:00", utc(2026, 10, 25, 2, 0)),
    (Kind.MOMENT, datetime(2026, 7, 15, 0, 0), utc(2026, 7, 14, 23, 0)),
    (Kind.CODE, "wbri", "WBRI"),
    (Kind.CODE, "a) WBRI", "WBRI"),
    (Kind.CODE, "A) White-British", "WBRI"),
    (Kind.CODE, "w1", "WBRI"),
    (Kind.CODE, "1a", "1A"),
    (Kind.WHOLE_NUMBER, "12", 12),
    (Kind.WHOLE_NUMBER, 12.0, 12),
    (Kind.FLAG, "Yes", True),
    (Kind.FLAG, "b) No", False),
    (Kind.FLAG, 1, True),
    (Kind.FLAG, False, False),
    (Kind.POSTCODE, "n12ud", "N1 2UD"),
    (Kind.POSTCODE, " EC1A  1BB ", "EC1A 1BB"),
    (Kind.POSTCODE, "ZZ99 3VZ", "ZZ99 3VZ"),
    (Kind.POSTCODE, "TV5 1VO", "TV5 1VO"),  # made up: no real one ends on these letters
    (Kind.NHS_NUMBER, "943 476 5919", "9434765919"),
    (Kind.NHS_NUMBER, 9434765919, "9434765919"),
    (Kind.NHS_NUMBER, 9434765919.0, "9434765919"),
    (Kind.UPN, "t801200001001", "T801200001001"),
    (Kind.IDENTIFIER, "00123", "00123"),
    (Kind.IDENTIFIER, 123, "123"),
]


@pytest.mark.parametrize(("kind", "cell", "value"), GOOD)
def test_a_readable_cell_becomes_its_value(kind, cell, value):
    assert read(kind, cell) == value


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("cell", [None, "", "  ", "\ufeff"])
def test_only_an_empty_cell_is_empty(kind, cell):
    assert read(kind, cell) is None


BAD = [
    (Kind.TEXT, "#N/A"),
    (Kind.TEXT, "a\x01b"),
    (Kind.TEXT, "x" * 201),
    (Kind.TEXT, date(2026, 2, 1)),
    (Kind.DATE, "03/31/2026"),
    (Kind.DATE, "31/03/26"),
    (Kind.DATE, "30/02/2026"),
    (Kind.DATE, "46112"),
    (Kind.DATE, 46112),
    (Kind.DATE, 46112.0),
    (Kind.DATE, "31/03/2026 14:05"),
    (Kind.DATE, datetime(2026, 3, 31, 14, 5)),
    (Kind.DATE, "01/01/0001"),
    (Kind.DATE, "not known"),
    (Kind.DATE, "٣١/٠٣/٢٠٢٦"),
    (Kind.MOMENT, "15/07/2026"),
    (Kind.MOMENT, date(2026, 7, 15)),
    (Kind.MOMENT, "15/07/2026 25:00"),
    (Kind.MOMENT, "29/03/2026 01:30"),
    (Kind.MOMENT, 46218.5),
    (Kind.CODE, "British"),
    (Kind.CODE, date(2026, 1, 1)),
    (Kind.WHOLE_NUMBER, "1,200"),
    (Kind.WHOLE_NUMBER, "1.5"),
    (Kind.WHOLE_NUMBER, "-1"),
    (Kind.WHOLE_NUMBER, "²"),
    (Kind.WHOLE_NUMBER, True),
    (Kind.FLAG, "perhaps"),
    (Kind.POSTCODE, "N1"),
    (Kind.POSTCODE, "1N 2UD"),
    (Kind.NHS_NUMBER, "943476591"),
    (Kind.NHS_NUMBER, "94347659190"),
    (Kind.NHS_NUMBER, 9.43e9 + 0.5),
    (Kind.UPN, "I801200001001"),
    (Kind.UPN, "T80120000100"),
    (Kind.IDENTIFIER, "1.23E+11"),
    (Kind.IDENTIFIER, "1E11"),
    (Kind.IDENTIFIER, date(2026, 12, 1)),
    (Kind.IDENTIFIER, "x" * 65),
]


@pytest.mark.parametrize(("kind", "cell"), BAD)
def test_an_unreadable_cell_stays_visible(kind, cell):
    value = read(kind, cell)

    assert isinstance(value, Unreadable)
    assert value.shown


def test_a_value_that_cannot_be_read_is_not_shown_in_a_log():
    value = read(Kind.DATE, "Ada Example")

    assert "Ada" not in repr(value)


@pytest.mark.parametrize("number", ["9434765919", "9876543210", "4010232137"])
def test_a_true_nhs_number_holds(number):
    assert nhs_check_holds(number)


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("9434765918", "a wrong last digit"),
        ("4934765919", "two digits changed over"),
        ("0000000000", "a placeholder"),
        ("1111111111", "a placeholder that would pass modulus 11"),
    ],
)
def test_a_false_nhs_number_does_not_hold(number, why):
    assert not nhs_check_holds(number), why


def test_a_number_whose_check_digit_would_be_ten_never_holds():
    remainder_one = [f"{n:09}" for n in range(100_000_000, 100_000_400) if _remainder(n) == 1]

    assert remainder_one
    assert not any(
        nhs_check_holds(start + last) for start in remainder_one for last in "0123456789"
    )


def _remainder(number: int) -> int:
    return sum(int(d) * w for d, w in zip(f"{number:09}", range(10, 1, -1), strict=True)) % 11


@pytest.mark.parametrize("mark", ["T801200001001", "A801200001008", "R80120000100T"])
def test_a_upn_s_first_letter_is_that_of_a_slow_reckoning(mark):
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    total = 0
    for place in range(1, 13):
        sign = mark[place]
        total += (letters.index(sign) if sign in letters else int(sign)) * (place + 1)

    right = letters[total % 23] + mark[1:]

    assert upn_check_holds(right)
    assert not any(upn_check_holds(other + mark[1:]) for other in letters if other != right[0])


@pytest.mark.parametrize(
    ("clock", "moment"),
    [
        (datetime(2026, 3, 29, 0, 59), utc(2026, 3, 29, 0, 59)),
        (datetime(2026, 3, 29, 1, 0), None),
        (datetime(2026, 3, 29, 1, 59), None),
        (datetime(2026, 3, 29, 2, 0), utc(2026, 3, 29, 1, 0)),
        (datetime(2026, 10, 25, 0, 59), utc(2026, 10, 24, 23, 59)),
        (datetime(2026, 10, 25, 1, 0), utc(2026, 10, 25, 0, 0)),
        (datetime(2026, 10, 25, 1, 59), utc(2026, 10, 25, 0, 59)),
        (datetime(2026, 10, 25, 2, 0), utc(2026, 10, 25, 2, 0)),
    ],
)
def test_england_s_clock_is_turned_into_utc_around_its_changes(clock, moment):
    assert to_utc(clock) == moment


def test_the_own_clock_agrees_with_the_time_zone_database():
    zoneinfo = pytest.importorskip("zoneinfo")
    london = zoneinfo.ZoneInfo("Europe/London")
    days = [
        datetime(year, 1 + n % 12, 1 + n % 28, n % 24, 30)
        for year in range(1996, 2037)
        for n in range(400)
    ]

    for clock in days:
        there_and_back = clock.replace(tzinfo=london).astimezone(UTC).astimezone(london)
        if there_and_back.replace(tzinfo=None) == clock:
            assert to_utc(clock) == clock.replace(tzinfo=london).astimezone(UTC)
            assert england_day(clock.replace(tzinfo=london)) == clock.date()
        else:
            assert to_utc(clock) is None
