"""An extract of the data set is read from files or sheets, with or without its prefixes."""

import json
from typing import Any

import pytest

from tests.engine.annex_a.lists import ENGLAND, SPRING, of_sheets, spec_of, table_of
from tests.engine.ssd.extract import (
    GOOD,
    Tables,
    changed,
    columns,
    csv,
    files,
    having,
    part,
    zipped,
)
from village import kit
from village.engine.checks.returns import recognise
from village.engine.intake.tables_set import read
from village.engine.pipeline.keeping import part as parted_return
from village.engine.pipeline.keeping import schemas_of
from village.engine.store.split import Sent, Tokens

PREFIXES = {name: next(iter(columns(name).values())).partition("_")[0] + "_" for name in GOOD}


def bare(tables: Tables) -> dict[str, str]:
    """The files without any prefix, of names or columns."""
    return {
        f"{name}.csv": csv(name, rows).replace(f'"{PREFIXES[name]}', '"', len(columns(name)))
        for name, rows in tables.items()
    }


def parted(tables: Tables = GOOD) -> tuple[dict[str, list[dict[str, Any]]], list[dict[str, Any]]]:
    events: dict[str, list[dict[str, Any]]] = {}
    identities: list[dict[str, Any]] = []
    parted_return(
        zipped(files(tables)),
        spec=spec_of("ssd"),
        keyed=Tokens(Sent("council", "return-1", SPRING)),
        event=lambda table, row: events.setdefault(table, []).append(row),
        keep=lambda identity: identities.append(dict(identity)),
    )
    return events, identities


def test_every_column_opens_with_its_tables_four_letters() -> None:
    assert {len(prefix) for prefix in PREFIXES.values()} == {5}
    for name, prefix in PREFIXES.items():
        assert all(column.startswith(prefix) for column in columns(name).values()), name


@pytest.mark.parametrize("held", [files(GOOD), files(GOOD, before=""), bare(GOOD)])
def test_tables_are_known_with_and_without_their_prefixes(held: dict[str, str]) -> None:
    found = read(zipped(held), table_of("ssd"))

    assert len(found.tables) == 22
    assert all(all(map(bool, table.header.places)) for table in found.tables.values())
    assert found.notes == ()


def test_the_tables_may_be_sheets_of_one_workbook() -> None:
    sheets = {
        f"ssd_{name}": [
            list(columns(name).values()),
            *([row.get(field) for field in columns(name)] for row in rows),
        ]
        for name, rows in GOOD.items()
    }

    assert len(read(of_sheets(sheets), table_of("ssd")).tables) == 22


def test_the_extract_is_known_among_all_returns_of_the_kit() -> None:
    specs = kit.specs(ENGLAND)

    assert recognise(zipped(files(GOOD)), specs).id == "ssd"
    assert recognise(zipped(bare(GOOD)), specs).id == "ssd"


def test_every_table_of_events_has_its_schema_and_the_persons_own_groups() -> None:
    events, _ = parted()

    schemas = schemas_of(spec_of("ssd"))
    assert set(events) == set(schemas)
    for table, rows in events.items():
        assert all(set(row) == set(schemas[table].names) for row in rows), table
    (plan,) = events["ssd_cp_plans"]
    assert (plan["sex"], plan["ethnicity"], plan["age_band"]) == ("Female", "White", "10 to 15")


def test_a_table_without_a_person_finds_its_child_through_another() -> None:
    events, _ = parted()

    (factors,), (assessment,) = events["ssd_assessment_factors"], events["ssd_cin_assessments"]
    (review,), (care,) = events["ssd_cla_reviews"], events["ssd_cla_episodes"]
    assert factors["child_key"] == assessment["child_key"]
    assert review["child_key"] == care["child_key"]
    assert factors["factors"] == "3B; 16A"


def test_factors_may_be_a_list_or_an_object_of_yes_and_no() -> None:
    held = json.dumps({"3B": "Yes", "4A": "No", "16A": "Y"})

    events, _ = parted(changed(having("assessment_factors", factors_json=held)))

    assert events["ssd_assessment_factors"][0]["factors"] == "3B; 16A"


def test_what_json_holds_is_read_by_key_and_nothing_else_of_it_is_kept() -> None:
    events, identities = parted()

    (contact,), (enquiry,) = events["ssd_contacts"], events["ssd_s47_enquiry"]
    said = (contact["new_referral"], contact["no_further_action"], contact["advice"])
    assert said == (True, False, None)
    assert enquiry["to_conference"] is True
    assert "CANARY" not in str(events)
    assert "CANARY" not in str([one.get("postcode") for one in identities])


def test_names_numbers_and_addresses_go_to_the_identities_alone() -> None:
    events, identities = parted()

    assert "Example" not in str(events)
    assert "N1 2UD" not in str(events)
    assert {one.get("nhs_number") for one in identities} >= {"9434765919"}
    assert {one.get("postcode") for one in identities} >= {"N1 2UD"}
    assert part("person").id not in events
