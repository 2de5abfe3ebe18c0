"""What the same child has elsewhere: within a period, at its end, on a day, any of them, none."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa
import pytest

from village.engine.measures.compile import counted
from village.engine.measures.counting import Count, DefinitionFault, read_count
from village.engine.measures.engines import connected
from village.engine.measures.linked import of_children
from village.kernel.periods import quarters, year_ending

FIRST, SECOND, *_ = quarters(year_ending(2026))
ASKED = {"table": "calls", "counts": "children", "on": "called_on"}
PLANS = {"table": "plans", "open": ["started_on", "ended_on"]}
VISITS = {"table": "visits", "on": "visited_on"}
CALLS = [("a", date(2025, 4, 10)), ("a", date(2025, 7, 2)), ("b", date(2025, 4, 11)),
         ("c", date(2025, 8, 1)), ("d", date(2025, 4, 12))]  # fmt: skip
OPENED = [("A", date(2025, 4, 1), date(2025, 5, 1)), ("B", date(2025, 4, 20), None)]
VISITED = [("A", date(2025, 5, 5)), ("C", date(2025, 5, 5)), ("A", date(2025, 7, 7))]
SAME = {"a": "one", "A": "one", "b": "two", "B": "two", "c": "three", "C": "three"}
GROUPS = {"sex": "Female", "age_band": "5 to 9", "ethnicity": "White"}


def rows(names: tuple[str, ...], told: list[tuple[Any, ...]]) -> pa.Table:
    full = [
        {"child_key": child, **dict(zip(names, days, strict=True)), "row": n, "returned": 0,
         "row_key": f"row {n}", "period_end": date(2026, 3, 31), **GROUPS}
        for n, (child, *days) in enumerate(told)
    ]  # fmt: skip
    return pa.Table.from_pylist(full)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, ir.Table]]:
    """One agency writes small letters and the others capitals; `d` is known to one alone."""
    links = [{"child_key": key, "child": child, "deprivation": "2"} for key, child in SAME.items()]
    with connected(spill=Path(tmp_path_factory.mktemp("spill"))) as engine:
        found = {
            "calls": engine.create_table("calls", rows(("called_on",), CALLS)),
            "plans": engine.create_table("plans", rows(("started_on", "ended_on"), OPENED)),
            "visits": engine.create_table("visits", rows(("visited_on",), VISITED)),
        }
        linked = engine.create_table("links", pa.Table.from_pylist(links))
        yield of_children(found, linked, wanted=tuple(found))


def told(tables: Mapping[str, ir.Table], whole: Count, part: Count) -> list[tuple[int, int]]:
    """Part and whole of the first two quarters."""
    of = counted(whole, tables, periods=[FIRST, SECOND], part=part).to_pyarrow().to_pylist()
    totals = {row["period"]: row for row in of if row["dimension"] == "all"}
    return [(totals[n]["part_events"], totals[n]["events"]) for n in (0, 1)]


def count(*also: Mapping[str, Any], **more: Any) -> Count:
    return read_count({**ASKED, **more, "also": list(also)}, "numerator")


@pytest.mark.parametrize(
    ("also", "parts"),
    [
        ([VISITS], [1, 1]),  # one in both quarters; three called later than it was visited
        ([PLANS], [1, 0]),  # two's plan stands at both ends, and two called before the first
        ([{**PLANS, "on_the_day": True}], [1, 0]),  # one's stood on the day; two's came after
        ([{"any": [VISITS, PLANS]}], [2, 1]),
        ([VISITS, PLANS], [0, 0]),
        ([{**VISITS, "none": True}], [2, 1]),
        ([{"any": [VISITS, PLANS], "none": True}], [1, 1]),
    ],
)
def test_a_part_holds_those_who_have_it_elsewhere(
    tables: Mapping[str, ir.Table], also: list[Mapping[str, Any]], parts: list[int]
) -> None:
    whole = read_count(ASKED, "denominator")

    found = told(tables, whole, count(*also))

    assert found == [(parts[0], 3), (parts[1], 2)]


def test_a_whole_may_ask_it_too_and_the_part_more(tables: Mapping[str, ir.Table]) -> None:
    whole, part = count({"any": [VISITS, PLANS]}), count({"any": [VISITS, PLANS]}, VISITS)

    found = told(tables, whole, part)

    assert part.is_part_of(whole)
    assert not whole.is_part_of(part)
    assert found == [(1, 2), (1, 1)]


def test_rows_are_marked_by_their_own_day(tables: Mapping[str, ir.Table]) -> None:
    whole = read_count({**ASKED, "counts": "rows"}, "denominator")

    found = told(tables, whole, count({**PLANS, "on_the_day": True}, counts="rows"))

    assert found == [(1, 3), (0, 2)]


def test_a_condition_on_the_other_table_is_met_there(tables: Mapping[str, ir.Table]) -> None:
    still_open = {**PLANS, "where": [{"field": "ended_on", "known": False}]}

    found = told(tables, read_count(ASKED, "denominator"), count(still_open))

    assert found == [(1, 3), (0, 2)]


def test_a_column_that_the_other_table_lacks_is_a_fault(tables: Mapping[str, ir.Table]) -> None:
    unknown = {**PLANS, "where": [{"field": "colour", "is": "red"}]}

    with pytest.raises(DefinitionFault, match="there is no column colour"):
        told(tables, read_count(ASKED, "denominator"), count(unknown))


def test_the_tables_that_it_looks_at_are_told(tables: Mapping[str, ir.Table]) -> None:
    assert count({"any": [VISITS, PLANS]}, VISITS).tables == ("calls", "visits", "plans")


@pytest.mark.parametrize(
    ("also", "words"),
    [
        ("plans", "must be a list"),
        (["plans"], "must be a list"),
        ([{"table": "plans"}], "needs either"),
        ([{**PLANS, "counts": "rows"}], "has no key `counts`"),
        ([{**PLANS, "none": "yes"}], "`none` is true"),
        ([{**VISITS, "on_the_day": True}], "goes with `open"),
        ([{"any": []}], "`any` is a list"),
        ([{"any": [PLANS], "table": "visits"}], "`any` is a list"),
        ([{"any": ["plans"]}], "each item of `any`"),
        ([{"any": [{**PLANS, "none": True}]}], "has no key `none`"),
        ([{**PLANS, "where": [{"field": "colour"}]}], "each condition"),
    ],
)
def test_what_cannot_be_asked_is_refused(also: object, words: str) -> None:
    with pytest.raises(DefinitionFault, match=words) as told:
        read_count({**ASKED, "also": also}, "numerator")

    assert told.value.path.startswith("numerator.also")


def test_the_day_decides_only_where_what_is_counted_has_a_day() -> None:
    with pytest.raises(DefinitionFault, match="goes with a count that has a day"):
        read_count(
            {**PLANS, "counts": "rows", "also": [{**PLANS, "on_the_day": True}]}, "numerator"
        )
