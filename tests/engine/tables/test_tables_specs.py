"""A return's spec comes out of a kit whole, or names the key that is wrong and its mend."""

from typing import Any

import pytest

from tests.engine.tables.makers import mapping, small, spec
from village.engine.specs.tables import Kind, Length, SpecFault
from village.engine.specs.tables_build import table_spec
from village.kernel.codes import ETHNICITY


def test_the_person_list_asks_for_identities_alone():
    people = spec("person-list")

    assert people.length is Length.AS_AT
    assert people.child == "child_id"
    assert set(people.identities) == {field.name for field in people.fields}
    assert [field.name for field in people.required] == ["child_id", "forenames", "surname", "sex"]


def test_police_episodes_keep_what_happened_apart_from_who_it_was():
    episodes = spec("police-missing")

    apart = {"person_id", "forenames", "surname", "birth_on", "postcode", "episode_id"}
    assert set(episodes.identities) == apart
    assert episodes.field("missing_from").kind is Kind.MOMENT
    assert {"cse", "cce", "looked_after", "council_told_on"} <= set(episodes.places)


@pytest.mark.parametrize("name", ["person-list", "police-missing"])
def test_the_kit_says_that_no_national_layout_exists(name):
    assert "no national layout exists" in spec(name).source


def test_the_police_ethnicity_codes_are_those_of_the_census():
    codes = [code.code for code in spec("police-missing").field("ethnicity").codes]

    assert codes == [code.code for code in ETHNICITY.codes]


def test_codes_may_come_from_a_code_list_of_the_kit():
    lists = {"sex": [{"code": "F", "title": "Female", "aliases": ["2"]}]}
    field = {"name": "sex", "title": "Sex", "kind": "code", "codes": "sex"}

    built = table_spec(mapping(fields=[*CHILD, field]), code_sets=lists)

    assert built.field("sex").reader()("2") == "F"


def test_a_frozen_spec_finds_its_columns_by_name():
    built = small()

    assert built.field("born_on").title == "Born on"
    assert built.places["born_on"] == 2
    with pytest.raises(AttributeError):
        built.title = "another"


CHILD = [{"name": "child_id", "title": "Child ID", "kind": "identifier", "required": True}]
NAME = {"name": "name", "title": "Name", "kind": "text"}
DAYS = [
    {"name": "a_on", "title": "A", "kind": "date"},
    {"name": "b_on", "title": "B", "kind": "date"},
]
RULE = {
    "id": "order",
    "kind": "in order",
    "fields": ["a_on", "b_on"],
    "message": "M.",
    "mend": "N.",
}


def with_field(**changes: Any) -> dict[str, Any]:
    return mapping(fields=[*CHILD, {**NAME, **changes}])


def with_rule(**changes: Any) -> dict[str, Any]:
    return mapping(fields=[*CHILD, *DAYS, NAME], rules=[{**RULE, **changes}])


FAULTS = [
    (with_field(kind="day"), "fields[2].kind", "Write one of: text, date, moment"),
    (with_field(name="Full Name"), "fields[2].name", "small letters"),
    (with_field(colour="red"), "fields[2].colour", "Known: kind, name, title"),
    (with_field(required="yes"), "fields[2].required", "Write “true” or “false”"),
    (with_field(longest=0), "fields[2].longest", "Write it in figures"),
    (with_field(aliases=["CHILD-ID"]), "fields[2]", "Give each a spelling of its own"),
    (with_field(aliases="Names"), "fields[2].aliases", "Begin each line with “- ”"),
    (with_field(kind="date", repeats=True), "fields[2].repeats", "Write “kind: text”"),
    (with_field(kind="code"), "fields[2]", "Add “codes: …”"),
    (with_field(kind="code", codes="shoes"), "fields[2].codes", "Known: none"),
    (
        with_field(kind="code", codes=[{"code": 1, "title": "One"}]),
        "fields[2].codes[1].code",
        'Put it in quotation marks: "1"',
    ),
    (
        with_field(kind="code", codes=[{"code": "a", "title": "One"}, {"code": "A", "title": "x"}]),
        "fields[2].codes[2]",
        "Give each a spelling of its own",
    ),
    (mapping(child="name"), "child", "Write one of: child_id"),
    (mapping(period="month"), "period", "Write one of: year, quarter, as-at"),
    (mapping(prefix="pl"), "prefix", "capital letters"),
    (mapping(edition=2026), "edition", 'Put it in quotation marks: "2026"'),
    (mapping(fields={"name": "x"}), "fields", "Begin each line with “- ”"),
    (mapping(fields=["child_id"]), "fields[1]", "“key: value”"),
    ({"return": "x", "fields": []}, "the spec", "Add “title: …”"),
    (with_rule(kind="sorted"), "rules[1].kind", "Write one of: unique"),
    (with_rule(fields=["a_on", "name"]), "rules[1].fields[2]", "Write one of: a_on, b_on"),
    (with_rule(fields=["a_on"]), "rules[1].fields", "Write 2 columns"),
    (with_rule(id="name-missing", fields=["a_on", "b_on"]), "rules[1].id", "a spelling of its own"),
    (with_rule(mend=""), "rules[1].mend", "Write at least one word"),
    (with_rule(kind="under age"), "rules[1]", "Add “years: …”"),
    (
        with_rule(kind="needed when", fields=["name"], when={"field": "sex", "is": "F"}),
        "rules[1].when.field",
        "Write one of: child_id",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("written", "where", "mend"), FAULTS, ids=[fault[1] for fault in FAULTS])
def test_a_wrong_key_is_named_with_its_path_and_what_to_write(written, where, mend):
    with pytest.raises(SpecFault) as caught:
        table_spec(written)

    assert caught.value.where == where
    assert mend in caught.value.mend
    assert caught.value.exit_code == 6


def test_a_fault_carries_the_path_by_which_a_kit_finds_the_line():
    with pytest.raises(SpecFault) as caught:
        table_spec(with_field(kind="day"))

    assert caught.value.path == ("fields", 1, "kind")
