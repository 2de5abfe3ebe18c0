"""A linked figure is withheld like any other, and says how sure its links are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa
import pytest

from tests.engine.store.houses import definition
from village.engine.measures.certainty import moves_of
from village.engine.measures.counting import read_count
from village.engine.measures.definition import Definition
from village.engine.measures.engines import connected
from village.engine.measures.letting_out import let_out
from village.engine.measures.measured import Ground, Measured, measured
from village.engine.measures.release import releasable
from village.engine.measures.weaving import PART, WHOLE, Weighed, woven
from village.engine.specs.groups import GROUPS
from village.engine.specs.releases import Listed
from village.figures.audiences import DFE, Audience
from village.figures.linkage import Moves
from village.kernel.periods import year_ending

YEAR = year_ending(2026)
LINKED, ALL = "exclusions-with-a-social-worker", "exclusions-of-anybody"
STATEMENT: Mapping[str, Any] = {
    "sources": {"council": {}, "education": {}, "police": {}},
    "estimates": {
        "precision expected": 0.999,
        "head count too high by": 0.012,
        "found without numbers": {"found": 900, "of": 1_000},
        "found without numbers between": {
            "council and education": {"found": 96, "of": 100},
            "council and police": {"found": 10, "of": 100},
        },
    },
}
SENDERS = {"school-exclusions": "education", "referrals": "council"}


def exclusions(known: int, unknown: int, *, sex: str = "Female") -> list[dict[str, Any]]:
    """Each of another pupil, all in the last quarter; of the first ones the council has a case."""
    return [
        {"child_key": f"{sex} pupil {number}", "case": number < known, "sex": sex}
        for number in range(known + unknown)
    ]


COMMON = {
    "period_end": YEAR.last, "age_band": "10 to 15", "ethnicity": "White", "returned": 0,
    "disability": "Not known",
}  # fmt: skip


def ground_of(engine: Any, pupils: Sequence[Mapping[str, Any]]) -> Ground:  # Any: an engine
    """The education service's exclusions and the council's cases, under keys of their own."""
    excluded = [
        {**COMMON, "child_key": one["child_key"], "sex": one["sex"], "row": n,
         "row_key": f"x{n}", "began_on": date(2026, 2, 3), "kind": "suspension"}
        for n, one in enumerate(pupils)
    ]  # fmt: skip
    cases = [
        {**COMMON, "child_key": f"case of {one['child_key']}", "sex": one["sex"], "row": n,
         "row_key": f"r{n}", "referred_on": date(2026, 1, 5), "closed_on": date(2026, 3, 5),
         "no_further_action": False}
        for n, one in enumerate(pupils) if one["case"]
    ]  # fmt: skip
    links = [
        {"child_key": key, "child": f"whole {n}", "deprivation": GROUPS["deprivation"][n % 6]}
        for n, one in enumerate(pupils)
        for key in (one["child_key"], f"case of {one['child_key']}")
    ]
    tables: dict[str, ir.Table] = {
        "school-exclusions": engine.create_table("x", pa.Table.from_pylist(excluded)),
        "referrals": engine.create_table("r", pa.Table.from_pylist(cases)),
    }
    children = engine.create_table("l", pa.Table.from_pylist(links))
    coverage = {name: [YEAR] for name in tables}
    return Ground(tables, coverage, (), {}, children, STATEMENT, SENDERS)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Any]:
    with connected(spill=tmp_path / "spill") as found:
        yield found


def of(engine: Any, *pupils: dict[str, Any], indicator: Definition | None = None) -> Measured:
    return measured(indicator or definition(LINKED), ground_of(engine, pupils))


def newest(plain: Mapping[str, Any], step: str = "year") -> Mapping[str, Any]:
    figure: Mapping[str, Any] = plain["series"][step][-1]["figure"]
    return figure


def test_a_small_number_of_linked_children_is_withheld(engine: Any) -> None:
    plain = releasable(of(engine, *exclusions(3, 60)), made_up=True).plain

    assert "withheld" in newest(plain)["numerator"]
    assert "withheld" in newest(plain)["denominator"]
    assert newest(plain)["value"] is None
    assert plain["linkage"]["nearer"] is None
    assert plain["linkage"]["right"] is None
    assert not any(number in plain["linkage"]["sentence"] for number in (" 3 ", " 60 ", " 63 "))


def test_all_but_a_few_is_withheld_too(engine: Any) -> None:
    """63 linked of 65 tells of the two whom the council does not know."""
    plain = releasable(of(engine, *exclusions(63, 2)), made_up=True).plain

    assert "withheld" in newest(plain)["numerator"]


@pytest.mark.parametrize("split", ["sex", "disability", "deprivation"])
def test_groups_that_linkage_makes_hide_enough_beside_a_small_one(engine: Any, split: str) -> None:
    few = exclusions(2, 1, sex="Male")

    plain = releasable(of(engine, *exclusions(80, 80), *few), made_up=True).plain

    groups = plain["breakdowns"]["by"][split]
    hidden = [one["group"] for one in groups if "withheld" in one["figure"]["numerator"]]
    assert [one["group"] for one in groups] == [*GROUPS[split]]
    assert len(hidden) != 1
    assert split != "sex" or hidden == ["Female", "Male"]


def test_the_part_and_the_whole_are_bound_in_what_leaves(engine: Any) -> None:
    mapping = read_count({"table": "school-exclusions", "counts": "rows", "on": "began_on"}, "")
    linked = definition(LINKED)
    plainly = replace(
        definition("suspensions-rate"), id=ALL, numerator=mapping, breakdowns=(), steps=("year",)
    )
    pupils = [*exclusions(40, 3)]

    weave = woven([Weighed(of(engine, *pupils), DFE), Weighed(again(engine, plainly, pupils), DFE)])

    part, whole = (weave.at[LINKED, role, YEAR.key] for role in (PART, WHOLE))
    assert linked.numerator is not None
    assert linked.numerator.is_part_of(mapping)
    assert weave.at[ALL, PART, YEAR.key] == whole
    assert {part, whole, f"{whole} less {part}"} in [
        {id for id, _ in one.times} for one in weave.linked.relations
    ]
    assert f"{whole} less {part}" in weave.linked.small


def test_a_part_that_is_the_whole_is_still_another_cell(engine: Any) -> None:
    weave = woven([Weighed(of(engine, *exclusions(40, 0)), DFE)])

    part, whole = (weave.at[LINKED, role, YEAR.key] for role in (PART, WHOLE))

    assert part != whole
    assert "with (referrals referred_on..closed_on no_further_action is False on the day)" in part
    assert weave.linked.cells[f"{whole} less {part}"].number == 0


def again(engine: Any, indicator: Definition, pupils: Sequence[Mapping[str, Any]]) -> Measured:
    """The same rows once more, under an indicator that asks nothing elsewhere."""
    tables = {"school-exclusions": engine.table("x"), "referrals": engine.table("r")}
    coverage = {name: [YEAR] for name in tables}
    return measured(indicator, Ground(tables, coverage, (), {}))


def test_a_linked_figure_that_leaves_hides_what_is_small(engine: Any) -> None:
    found = [of(engine, *exclusions(40, 3))]
    listed = [Listed(LINKED, (Audience.PUBLIC.value,), ("sex",))]

    made = let_out(found, listed, audience=Audience.PUBLIC, name="public-00001")

    (point,) = made.plain["indicators"][LINKED]["series"]["year"]
    assert (point["numerator"], point["denominator"]) == ("small number", 43)
    assert point["value"] is None
    assert "comes out too low" in made.plain["indicators"][LINKED]["caveats"][-1]


def test_how_sure_the_links_are_stands_beside_the_figure(engine: Any) -> None:
    told = releasable(of(engine, *exclusions(240, 760)), made_up=True).plain["linkage"]

    assert told["agencies"] == ["council", "education"]
    assert told["found"]["share"] == 0.96
    assert round(told["found"]["low"], 3) == 0.902
    assert not told["tried_over_all_agencies"]
    assert told["precision_expected"] == 0.999
    assert told["head_count_too_high_by"] == 0.012
    assert told["moves"] == "too low"
    assert told["nearer"]["value"] == pytest.approx(24 * 0.999 / 0.96, rel=0.01)
    assert told["right"] == {"mean": pytest.approx(239.76), "low": 239, "high": 240}
    assert "the council and the education service" in told["sentence"]
    assert "about 96 of 100" in told["sentence"]


def test_agencies_whose_records_share_no_number_are_told_by_all(engine: Any) -> None:
    estimates = {**STATEMENT["estimates"], "found without numbers between": {}}
    ground = replace(
        ground_of(engine, exclusions(240, 760)), linkage={**STATEMENT, "estimates": estimates}
    )

    told = releasable(measured(definition(LINKED), ground), made_up=True).plain["linkage"]

    assert told["tried_over_all_agencies"]
    assert "Their records share no number" in told["sentence"]


def test_figures_of_one_agency_rest_on_no_link(engine: Any) -> None:
    of_one = replace(
        ground_of(engine, exclusions(20, 20)), senders=dict.fromkeys(SENDERS, "council")
    )

    linked = releasable(measured(definition(LINKED), of_one), made_up=True).plain

    assert linked["series"]["year"]
    assert linked["linkage"] is None


ELSEWHERE = {"table": "referrals", "on": "referred_on"}


@pytest.mark.parametrize(
    ("part", "whole", "moves"),
    [
        ([ELSEWHERE], [], Moves.TOO_LOW),
        ([{**ELSEWHERE, "none": True}], [], Moves.TOO_HIGH),
        ([ELSEWHERE], [ELSEWHERE], Moves.LITTLE),
        ([ELSEWHERE, {**ELSEWHERE, "table": "assessments"}], [ELSEWHERE], Moves.EITHER),
        ([ELSEWHERE, {**ELSEWHERE, "none": True}], [], Moves.EITHER),
    ],
)
def test_what_the_part_asks_beyond_the_whole_says_which_way_it_moves(
    part: list[Any], whole: list[Any], moves: Moves
) -> None:
    count = {"table": "school-exclusions", "counts": "rows", "on": "began_on"}
    of_both = replace(
        definition(LINKED),
        numerator=read_count({**count, "also": part}, "numerator"),
        denominator=read_count({**count, "also": whole}, "denominator"),
    )

    assert moves_of(of_both) is moves
