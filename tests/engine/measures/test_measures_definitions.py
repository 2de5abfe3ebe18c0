"""A definition that cannot be counted is refused by the key at fault."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from tests.engine.store.houses import House, all_definitions, mapping_of, rulebook
from village.engine.checks.census.cases import a_child
from village.engine.errors import KitFault
from village.engine.measures.definition import Definition, DefinitionFault
from village.engine.measures.measured import PopulationRow
from village.engine.pipeline import Rulebook

PERCENT, RATE = "referrals-no-further-action", "referrals-rate"
CHILDREN, AT_DATE = "missing-children-repeat", "plans-rate-at-date"


def changed(of: str, path: str, value: Any) -> Mapping[str, Any]:
    """The mapping of a national indicator with one key changed, or taken out by `...`."""
    mapping = {key: dict(v) if isinstance(v, Mapping) else v for key, v in mapping_of(of).items()}
    *parents, key = path.split(".")
    place = mapping
    for parent in parents:
        place = place[parent]
    if value is ...:
        del place[key]
    else:
        place[key] = value
    return mapping


FIELD = {"field": "no_further_action"}
FAULTS = [
    (PERCENT, "id", "Big Id", "id"),
    (PERCENT, "id", "../figures", "id"),
    (PERCENT, "id", "a--b", "id"),
    (PERCENT, "id", ..., "id"),
    (PERCENT, "edition", 2026, "edition"),
    (PERCENT, "title", "  ", "title"),
    (PERCENT, "question", ..., "question"),
    (PERCENT, "why", None, "why"),
    (PERCENT, "unit", "per cent", "unit"),
    (PERCENT, "direction", "up", "direction"),
    (PERCENT, "numerator_words", "", "numerator_words"),
    (PERCENT, "denominator_words", ["x"], "denominator_words"),
    (PERCENT, "source", ..., "source"),
    (PERCENT, "author", ..., "author"),
    (PERCENT, "review_on", "2027-03-31", "review_on"),
    (PERCENT, "review_on", ..., "review_on"),
    (PERCENT, "caveats", "one sentence", "caveats"),
    (PERCENT, "caveats", [1], "caveats"),
    (PERCENT, "history_months", "twelve", "history_months"),
    (PERCENT, "history_months", -1, "history_months"),
    (PERCENT, "history_months", True, "history_months"),
    (PERCENT, "steps", ..., "steps"),
    (PERCENT, "steps", [], "steps"),
    (PERCENT, "steps", "year", "steps"),
    (PERCENT, "steps", ["month"], "steps"),
    (PERCENT, "steps", ["year", "year"], "steps"),
    (PERCENT, "breakdowns", ["postcode"], "breakdowns"),
    (PERCENT, "breakdowns", ["sex", "sex"], "breakdowns"),
    (PERCENT, "wording", "referrals", "wording"),
    (PERCENT, "wording.counted", ..., "wording.counted"),
    (PERCENT, "wording.one", "", "wording.one"),
    (PERCENT, "wording.did", 3, "wording.did"),
    (PERCENT, "wording.did", ..., "wording.did"),
    (PERCENT, "numerator", ["rows"], "numerator"),
    (PERCENT, "numerator.table", ..., "numerator.table"),
    (PERCENT, "numerator.counts", "events", "numerator.counts"),
    (PERCENT, "numerator.on", ..., "numerator"),
    (PERCENT, "numerator.on", ["referred_on"], "numerator"),
    (PERCENT, "numerator.open", ["a", "b"], "numerator"),
    (PERCENT, "numerator.at_least", 2, "numerator.at_least"),
    (PERCENT, "numerator.where", {"field": "x"}, "numerator.where"),
    (PERCENT, "numerator.where", ["no_further_action"], "numerator.where"),
    (PERCENT, "numerator.where", [FIELD], "numerator.where"),
    (PERCENT, "numerator.where", [{**FIELD, "is": True, "known": True}], "numerator.where"),
    (PERCENT, "numerator.where", [{**FIELD, "like": "x%"}], "numerator.where"),
    (PERCENT, "numerator.where", [{"field": 3, "is": True}], "numerator.where"),
    (PERCENT, "numerator.where", [{**FIELD, "is": None}], "numerator.where"),
    (PERCENT, "numerator.where", [{**FIELD, "is": [True]}], "numerator.where"),
    (PERCENT, "numerator.where", [{**FIELD, "in": []}], "numerator.where"),
    (PERCENT, "numerator.where", [{**FIELD, "in": "N1"}], "numerator.where"),
    (PERCENT, "numerator.where", [{**FIELD, "at_most": "45"}], "numerator.where"),
    (PERCENT, "numerator.where", [{**FIELD, "at_least": True}], "numerator.where"),
    (PERCENT, "numerator.where", [{**FIELD, "known": "yes"}], "numerator.where"),
    (PERCENT, "denominator", ..., "numerator"),
    (PERCENT, "denominator", "referrals", "denominator"),
    (PERCENT, "denominator", {"population": "under-18"}, "numerator"),
    (PERCENT, "denominator.table", "assessments", "numerator"),
    (PERCENT, "denominator.on", "closed_on", "numerator"),
    (PERCENT, "denominator.counts", "children", "numerator"),
    (PERCENT, "denominator.where", [{"field": "closed_on", "known": True}], "numerator"),
    (PERCENT, "unit", "count", "denominator"),
    (PERCENT, "unit", "per 10,000", "denominator"),
    (RATE, "denominator", ..., "denominator"),
    (RATE, "denominator.population", 18, "denominator.population"),
    (RATE, "denominator.of", "boys", "denominator"),
    (CHILDREN, "numerator.at_least", 0, "numerator.at_least"),
    (CHILDREN, "numerator.at_least", "three", "numerator.at_least"),
    (CHILDREN, "denominator.at_least", 4, "numerator"),
    (AT_DATE, "numerator.open", ["started_on"], "numerator.open"),
    (AT_DATE, "numerator.open", "started_on", "numerator.open"),
    (AT_DATE, "numerator.open", [1, 2], "numerator.open"),
    (AT_DATE, "numerator.on", "started_on", "numerator"),
]


@pytest.mark.parametrize(("of", "path", "value", "blamed"), FAULTS)
def test_a_fault_is_told_by_its_key(of: str, path: str, value: object, blamed: str) -> None:
    with pytest.raises(DefinitionFault) as told:
        Definition.from_mapping(changed(of, path, value))

    assert told.value.path == blamed
    assert str(told.value) == f"{blamed}: {told.value.message}"
    assert len(told.value.message) > 10


def test_the_national_definitions_are_in_order() -> None:
    found = all_definitions()

    assert len(found) == 45
    assert len({one.id for one in found}) == 45
    assert max(sum(one.numerator.table == table for one in found) for table in tables(found)) <= 6


def tables(found: tuple[Definition, ...]) -> set[str]:
    return {one.numerator.table for one in found}


def test_what_a_kit_may_leave_out_has_a_plain_meaning() -> None:
    mapping = dict(mapping_of(PERCENT))
    for key in ("breakdowns", "caveats", "history_months"):
        mapping.pop(key, None)

    found = Definition.from_mapping(mapping)

    assert (found.breakdowns, found.caveats, found.history_months) == ((), (), 0)
    assert found.numerator.at_least == 1


def test_a_part_may_ask_more_than_its_whole_and_never_less() -> None:
    found = Definition.from_mapping(mapping_of(CHILDREN))
    part, whole = found.numerator, found.denominator

    assert part.is_part_of(whole)
    assert part.is_part_of(part)
    assert not whole.is_part_of(part)


UNCOUNTABLE = [
    ("numerator.where", [{"field": "no_such_column", "is": True}], "no_such_column"),
    ("numerator.where", [{"field": "no_further_action", "is": "yes"}], "no_further_action"),
    ("numerator.where", [{"field": "primary_need", "at_most": 45}], "primary_need"),
    ("numerator.where", [{"field": "referred_on", "at_least": 45}], "referred_on"),
    ("numerator.where", [{"field": "primary_need", "in": ["N1", 2]}], "primary_need"),
]


@pytest.mark.parametrize(("path", "value", "named"), UNCOUNTABLE)
def test_a_condition_that_no_column_can_meet_is_a_fault_of_the_kit(
    house: House, path: str, value: object, named: str
) -> None:
    house.census(a_child())
    strange = Definition.from_mapping(changed(PERCENT, path, value))

    with pytest.raises(KitFault, match=named) as told:
        house.build(rulebook=Rulebook([strange], (), {}))

    assert told.value.where == f"{PERCENT}, numerator.where"
    assert house.store.current() is None


def test_a_date_that_no_column_has_is_a_fault_of_the_kit(house: House) -> None:
    house.census(a_child())
    mapping = changed(RATE, "numerator.on", "seen_on")

    with pytest.raises(KitFault, match="seen_on"):
        house.build(rulebook=Rulebook([Definition.from_mapping(mapping)], (), {}))


def test_a_population_with_groups_of_other_names_is_a_fault_and_not_a_nought(house: House) -> None:
    """A group named F would stand beside Female with nobody in it."""
    house.census(a_child())
    row = PopulationRow("under-18", date(2026, 3, 31), "sex", "F", 500)

    with pytest.raises(KitFault, match="F"):
        house.build(rulebook=rulebook(RATE, populations=[row]))


CONDITIONS = [
    ({"field": "primary_need", "in": ["N1", "N9"]}, 6),
    ({"field": "primary_need", "is": "N1"}, 6),
    ({"field": "referred_on", "at_most": date(2025, 6, 3)}, 6),
    ({"field": "referred_on", "at_least": date(2025, 6, 3)}, 0),
    ({"field": "days_since_previous", "known": False}, 6),
    ({"field": "days_since_previous", "known": True}, 0),
]


@pytest.mark.parametrize(("condition", "counted"), CONDITIONS)
def test_each_kind_of_condition_counts(
    house: House, condition: Mapping[str, Any], counted: int
) -> None:
    house.census(*(a_child(LAchildID=f"A{n}") for n in range(6)))
    mapping = changed(PERCENT, "numerator.where", [condition])

    house.build(rulebook=Rulebook([Definition.from_mapping(mapping)], (), {}))

    figure = house.points(PERCENT)["year to March 2026"]
    assert figure["numerator"] == {"children": counted, "events": counted}
