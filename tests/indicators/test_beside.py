"""What stands beside a figure, and what the charts say of it: own line first, marks as words."""

from datetime import date

import pytest

from tests.cast import AT
from village.design.charts import Kind
from village.design.tables import Table
from village.evidence.indicators import selectors
from village.evidence.indicators.models import Version
from village.evidence.indicators.selectors.beside import beside
from village.evidence.indicators.selectors.figures import _shown
from village.figures.counts import Count, Withheld
from village.figures.figure import Figure, Unit, percentage
from village.kernel.periods import Period, year_ending

YEARS = {year: year_ending(year) for year in (2024, 2025, 2026)}


def place(area: str, year: int, value: float | None, mark: str = "") -> dict[str, object]:
    return {"area": area, "period": YEARS[year].label, "value": value, "mark": mark}


def comparison(**parts: object) -> dict[str, object]:
    whole = {"england": [], "region": [], "neighbours": [], "source": "DfE", "none": ""}
    return whole | parts


def share(part: int, whole: int, year: int) -> Figure:
    return percentage(Count(part), Count(whole), period=YEARS[year].label)


ENGLAND = [place("England", 2024, 84.5), place("England", 2025, 85.7)]


def test_our_own_line_is_the_first_and_marked_and_all_are_in_the_same_unit():
    public = comparison(england=ENGLAND, neighbours=[place("Camden", 2025, None, "suppressed")])
    own = [(YEARS[2025], share(843, 1000, 2025))]

    shown = beside(public, own, unit=Unit.PERCENT)

    assert shown.table.marked == 0
    assert [[words for words, _ in line] for line in shown.table.lines()] == [
        ["Here", "84.3%", "–"],
        ["England", "85.7%", "84.5%"],
        ["Camden", "suppressed", "–"],
    ]
    assert shown.table.caption.endswith("beside Here, in percent")


def test_a_place_without_a_value_has_no_bar_and_never_one_at_nought():
    public = comparison(england=ENGLAND, neighbours=[place("Camden", 2025, None, "suppressed")])
    withheld = percentage(Withheld(), Withheld(), period=YEARS[2025].label)

    shown = beside(public, [(YEARS[2025], withheld)], unit=Unit.PERCENT)

    assert [(one.name, one.kind) for one in shown.places] == [("England", Kind.COUNTRY)]
    assert shown.table.lines()[0][1][0] == "not shown"


@pytest.mark.parametrize(
    ("part", "year", "says"),
    [
        (843, 2025, "Not clearly different from England: 84.3% beside 85.7%, year to March 2025"),
        (700, 2025, "Lower than England: 70.0% beside 85.7%, year to March 2025"),
        (950, 2025, "Higher than England: 95.0% beside 85.7%, year to March 2025"),
        (700, 2026, "Lower than England: 70.0% beside 85.7%"),
    ],
)
def test_the_chart_says_what_the_test_says(part: int, year: int, says: str):
    own = [(YEARS[year], share(part, 1000, year))]

    assert beside(comparison(england=ENGLAND), own, unit=Unit.PERCENT).says == says


def test_a_quarter_stands_beside_the_newest_public_year_in_a_column_of_its_own():
    quarter = Period(date(2026, 4, 1), date(2026, 6, 30))
    own = [(quarter, percentage(Count(300), Count(620), period=quarter.label))]
    england = [{"area": "England", "period": "school year 2024/25", "value": 46.0, "mark": ""}]

    shown = beside(comparison(england=england), own, unit=Unit.PERCENT)

    assert [[words for words, _ in line] for line in shown.table.lines()] == [
        ["Here", "48.4%", "–"],
        ["England", "–", "46.0%"],
    ]
    assert [one.name for one in shown.places] == ["Here, April to June 2026", "England"]


def test_our_newest_figure_is_held_against_englands_newest_whatever_its_year():
    own = [(YEARS[2025], share(950, 1000, 2025)), (YEARS[2026], share(700, 1000, 2026))]

    shown = beside(comparison(england=ENGLAND), own, unit=Unit.PERCENT)

    assert shown.newest == "Lower than England: 85.7% in the year to March 2025"
    assert shown.says.startswith("Higher than England: 95.0%")


def test_a_bar_of_another_year_than_the_others_says_which():
    own = [(YEARS[2026], share(843, 1000, 2026))]

    shown = beside(comparison(england=ENGLAND), own, unit=Unit.PERCENT)

    assert shown.places[0].name == "Here, year to March 2026"


def test_where_nothing_is_public_there_is_nothing_beside():
    assert beside(comparison(), [], unit=Unit.PERCENT) is None


Series = dict[str, list[tuple[str, int, int]]]


def plain(series: Series, england: list[object]) -> dict[str, object]:
    """An indicator as the store keeps it: the parts that the charts over time read."""

    def figure(part: int, whole: int) -> dict[str, object]:
        return {
            "numerator": {"children": part, "events": part},
            "denominator": {"children": whole, "events": whole},
            "value": 100 * part / whole,
            "interval": {"lower": 80.0, "upper": 90.0, "level": 0.95, "method": "Wilson"},
            "wide_interval": {"lower": 75.0, "upper": 95.0, "level": 0.998, "method": "Wilson"},
            "unit": "percent",
            "period": "a period",
        }

    return {
        "indicator": "timely",
        "definition": {
            "title": "Timely",
            "direction": "higher is better",
            "review_on": "2027-03-31",
        },
        "sentence": "",
        "unit": "percent",
        "could_not": [],
        "series": {
            step: [{"period": period, "figure": figure(part, whole)} for period, part, whole in of]
            for step, of in series.items()
        },
        "breakdowns": {},
        "comparison": comparison(england=england),
        "edition": "1",
    }


def parts(series: Series, england: list[object]) -> list[object]:
    shown = _shown(plain(series, england), Version(name="v00001", built_at=AT))
    return selectors.over_time(shown)


def test_quarters_say_why_england_is_not_among_them():
    year = [("2024-04-01--2025-03-31", 843, 1000)]
    quarter = [("2025-01-01--2025-03-31", 210, 250)]

    years, quarters = parts({"year": year, "quarter": quarter}, ENGLAND)

    assert years.note == ""
    assert quarters.note.startswith("England’s figure is published once a year")


def test_a_year_that_england_has_not_published_is_said():
    (years,) = parts({"year": [("2025-04-01--2026-03-31", 843, 1000)]}, ENGLAND)

    assert years.note == "England’s figure of the year to March 2026 is not published yet."


def test_the_title_of_a_series_is_what_it_shows():
    still = [("2023-04-01--2024-03-31", 829, 1000), ("2024-04-01--2025-03-31", 843, 1000)]

    (years,) = parts({"year": still}, [])

    said = "84.3% in the year to March 2025: no clear change from 82.9%"
    assert years.chart.title == said


@pytest.mark.parametrize(
    ("groups", "says"),
    [
        ([("5 to 9", 20, 40), ("10 to 15", 30, 40)], "from 50.0% (5 to 9) to 75.0% (10 to 15)"),
        (
            [("5 to 9", 20, 40), ("10 to 15", 30, 40), ("16 to 17", 9, 10)],
            "Age, of groups with 10 or more: from 50.0% (5 to 9) to 75.0% (10 to 15)",
        ),
        ([("5 to 9", 20, 40), ("10 to 15", 9, 40)], "too few groups can be compared"),
        ([("5 to 9", 20, 40), ("Not known", 30, 40)], "too few groups can be compared"),
    ],
)
def test_groups_with_few_or_nobody_knows_whom_are_not_compared(
    groups: list[tuple[str, int, int]], says: str
):
    points = tuple((name, share(part, whole, 2025)) for name, part, whole in groups)
    table = Table.of("By age", "Age|#Figure", [(name, "") for name, _ in points])
    part = selectors.Breakdown("Age", table, points)
    shown = _shown(plain({}, []), Version(name="v00001", built_at=AT))

    assert says in selectors.breakdown_chart(shown, part).title
