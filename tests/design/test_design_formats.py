"""Numbers, dates and sizes are written one way."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from village.design import formats, tables
from village.design.tables import Column, Table
from village.figures import figure
from village.figures.counts import Count, Withheld


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (1234567, "1,234,567"),
        (-1234.5, "−1,234.5"),
        (-0.04, "0.0"),
        (12.25, "12.3"),
        (12.35, "12.4"),
        (Decimal("2.50"), "2.5"),
        (3.0, "3"),
        (None, "–"),
    ],
)
def test_a_number(value, written):
    assert formats.number(value) == written


@pytest.mark.parametrize(
    ("share", "written"),
    [(0.1234, "12.3%"), (1, "100.0%"), (0, "0.0%"), (0.0005, "0.1%"), (None, "–")],
)
def test_a_share(share, written):
    assert formats.percent(share) == written


@pytest.mark.parametrize(
    ("hour", "minute", "written"),
    [
        (8, 5, "9:05am"),
        (11, 0, "12 noon"),
        (23, 0, "midnight"),
        (11, 30, "12:30pm"),
        (22, 1, "11:01pm"),
    ],
)
def test_a_clock_stands_at_summer_time_in_summer(hour, minute, written):
    assert formats.clock(datetime(2026, 7, 15, hour, minute, tzinfo=UTC)) == written


def test_a_moment_just_before_midnight_in_summer_is_of_the_next_day():
    assert formats.day(datetime(2026, 7, 14, 23, 30, tzinfo=UTC)) == "15 July 2026"
    assert formats.short_day(date(2026, 7, 5)) == "5 Jul 2026"


@pytest.mark.parametrize(
    ("count", "written"),
    [(0, "0 bytes"), (1, "1 byte"), (1023, "1023 bytes"), (1536, "1.5 KB"), (4194304, "4.0 MB")],
)
def test_a_size(count, written):
    assert formats.size(count) == written


def test_a_count_of_things():
    assert formats.counted(1, "child", "children") == "1 child"
    assert formats.counted(1204, "child", "children") == "1,204 children"
    assert formats.counted(0, "error") == "0 errors"


def test_what_is_withheld_is_words_everywhere():
    withheld = figure.percentage(Withheld(), Count(60), period="2026")

    assert formats.figure(Withheld()) == "not shown"
    assert formats.figure(withheld) == "not shown"
    assert formats.span(withheld) == "not shown"
    assert tables.words(Withheld()) == "not shown"


def test_a_figure_is_rounded_last_and_says_its_unit():
    share = figure.percentage(Count(30), Count(120), period="2026")

    assert formats.figure(share) == "25.0%"
    assert formats.figure(Count(0)) == "0"
    assert formats.span(share) == "18.1% to 33.4%"


def test_a_column_may_say_how_its_numbers_read_and_never_how_words_do():
    columns = (Column("Group"), Column("Share", is_number=True, write=formats.percent))
    table = Table("T", columns, (("A", 0.5), ("B", Withheld()), ("C", None)))

    assert [line[1][0] for line in table.lines()] == ["50.0%", "not shown", "–"]
