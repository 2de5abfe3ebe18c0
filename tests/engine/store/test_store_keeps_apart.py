"""Identities lie apart from events, sealed; nothing that names a child is anywhere else."""

import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.store.houses import (
    COUNCIL,
    KEYS,
    MISSING,
    PERSONS,
    House,
    census,
    missing,
    persons,
    quarter,
    received,
)
from tests.engine.tables.makers import episode, person, small
from village.engine import apart
from village.engine.checks.census.cases import (
    a_child,
    a_cin_plan,
    a_cp_plan,
    an_assessment,
    an_episode,
    an_s47,
)
from village.engine.pipeline import keep_apart
from village.engine.specs.census_document import ChildSpec
from village.engine.specs.returns import CENSUS, Spec
from village.engine.store.keep import read_identities
from village.engine.store.split import Identity, Sent
from village.kernel.periods import Period, year_ending
from village.kernel.seal import Tampered

NAMES = (
    "CANARYchild", "X801200001001", "Y801200001002", "CANARYsource", "CANARYneed",
    "CANARYclosure", "CANARYfactor", "CANARYfirst", "CANARYlatest", "CANARYsex", "CANARYethnic",
    "CANARYdisability", "CANARYdate", "CANARYflag", "CANARYproceedings", "CANARYunknown",
    "CANARYperson", "CANARYfore", "CANARYsur", "CANARYepisode", "CANARYalias", "CANARYrisk",
    "CANARYfound", "N1 9XX", "N19XX", "N1 8YY", "N18YY", "9434765919", "943 476 5919",
)  # fmt: skip
BIRTHS = ("2011-02-03", "2027-01-30", "2012-08-09", "2013-10-11")
BORN_IN_TABLES = ("09/08/2012", "11/10/2013")
CANARIES = (*NAMES, *BIRTHS, *BORN_IN_TABLES)


def named_child() -> ChildSpec:
    """A child with a canary wherever a name, a number or a stray word could stand."""
    modules = (
        an_assessment("2025-06-03", "2025-07-01", "1A", "CANARYfactor"),
        an_assessment("CANARYdate"),
        an_s47("2025-06-03", "2025-06-20", not_required="CANARYflag"),
        a_cin_plan("2025-06-03"),
        a_cp_plan(
            "2025-06-03",
            InitialCategoryOfAbuse="CANARYfirst",
            LatestCategoryOfAbuse="CANARYlatest",
            NumberOfPreviousCPP="CANARYunknown",
        ),
        ("PreProceedingsandFGDM", {"PPOutcome": "CANARYproceedings"}),
    )
    stray = {
        "ReferralSource": "CANARYsource",
        "PrimaryNeedCode": "CANARYneed",
        "ReasonForClosure": "CANARYclosure",
        "ReferralNFA": "CANARYflag",
    }
    return a_child(
        an_episode(*modules, **stray),
        disabilities=("CANARYdisability",),
        LAchildID="CANARYchild",
        UPN="X801200001001",
        FormerUPN="Y801200001002",
        UPNunknown="CANARYunknown",
        PersonBirthDate="2011-02-03",
        ExpectedPersonBirthDate="2027-01-30",
        PersonDeathDate="CANARYdate",
        Sex="CANARYsex",
        Ethnicity="CANARYethnic",
    )


def filled(house: House) -> House:
    """A store with one of each return, all of them about the same canaries, and a version."""
    house.census(named_child())
    house.missing(
        episode(
            police_person_id="CANARYperson", forenames="CANARYfore", surname="CANARYsur",
            date_of_birth="09/08/2012", home_postcode="N1 9XX", episode_reference="CANARYepisode",
            missing_from="04/01/2026 21:30", returned="05/01/2026 01:00", council_told_on="",
            risk_grade="CANARYrisk", found_by="CANARYfound", ethnicity="CANARYethnic",
            sex="CANARYsex",
        )
    )  # fmt: skip
    house.keep(
        persons(
            person(
                child_id="CANARYchild", upn="X801200001001", nhs_number="943 476 5919",
                forenames="CANARYfore", surname="CANARYsur", other_names="CANARYalias",
                date_of_birth="11/10/2013", postcode="N1 8YY",
            )
        ),
        "persons",
        of=PERSONS,
        period=Period.parse("2026-06-30--2026-06-30"),
    )  # fmt: skip
    house.build()
    return house


def told(path: Path) -> Iterator[str]:
    """All that can be read in a file: its bytes, and what a table holds once it is unpacked."""
    yield path.read_bytes().decode("latin-1")
    if path.suffix == ".parquet":
        table = pq.read_table(path)
        yield str(table.schema) + str(table.schema.metadata)
        yield from (str(value) for row in table.to_pylist() for value in row.values())


def found(house: House, *parts: str) -> set[tuple[str, str]]:
    """Which canaries stand in which files, in plain bytes or in the cells of a table."""
    return {
        (name, canary)
        for name in house.files(*parts)
        for words in told(house.root / name)
        for canary in CANARIES
        if canary.lower() in words.lower()
    }


def test_no_file_of_the_store_holds_a_name_a_number_or_a_birth_date_in_plain(house: House) -> None:
    filled(house)

    assert found(house) == set()


def test_the_search_for_canaries_can_find_one(house: House) -> None:
    filled(house)
    (house.root / "events" / "census-2026" / "slip.txt").write_text("x canaryCHILD x")

    assert found(house, "events") == {("events/census-2026/slip.txt", "CANARYchild")}


def test_events_hold_only_the_columns_that_are_written_down(house: House) -> None:
    filled(house)

    columns = {
        path.stem: set(pq.read_schema(path).names)
        for path in (house.root / "events").rglob("*.parquet")
    }
    common = {"row_key", "child_key", "row", "period_end", "sex", "age_band", "ethnicity"}
    assert columns["referrals"] - common == {
        "referred_on", "referral_source", "primary_need", "no_further_action", "closed_on",
        "closure_reason", "disability",
    }  # fmt: skip
    assert columns["police-missing"] - common == {
        "event_key", "missing_from", "returned_at", "category", "risk", "found_by", "found_where",
        "looked_after", "cse", "cce", "council_told_on",
    }  # fmt: skip


def test_identities_hold_the_names_and_open_with_the_key_alone(house: House) -> None:
    filled(house)

    (child,) = read_identities(house.store, "census-2026", KEYS)
    (missed,) = read_identities(house.store, "missing-2026-4", KEYS)
    (listed,) = read_identities(house.store, "persons", KEYS)
    assert (child["child_id"], child["upn"], child["birth_date"]) == (
        "CANARYchild", "X801200001001", "2011-02-03",
    )  # fmt: skip
    assert (missed["surname"], missed["birth_on"], missed["postcode"]) == (
        "CANARYsur", "2012-08-09", "N1 9XX",
    )  # fmt: skip
    assert (listed["nhs_number"], listed["other_names"]) == ("9434765919", "CANARYalias")


def test_one_returns_sealed_file_cannot_stand_in_for_another(house: House) -> None:
    filled(house)
    sealed = house.root / "identities" / "census-2026.sealed"
    sealed.rename(house.root / "identities" / "other.sealed")

    with pytest.raises(Tampered):
        list(read_identities(house.store, "other", KEYS))


def test_a_list_of_people_leaves_no_event(house: House) -> None:
    stored = house.keep(
        persons(person()), "persons", of=PERSONS, period=Period.parse("2026-06-30--2026-06-30")
    )

    assert (dict(stored.rows), stored.identities) == ({}, 1)
    assert list((house.root / "events" / "persons").iterdir()) == []


def test_free_text_and_numbers_stay_out_of_events_whatever_a_kit_says(house: House) -> None:
    """A kit may forget to call a column identity; what could name somebody is kept out anyway."""
    fields = [
        {"name": "child_id", "title": "Child ID", "kind": "identifier", "required": True},
        {"name": "note", "title": "Note", "kind": "text"},
        {"name": "upn", "title": "UPN", "kind": "upn"},
        {"name": "nhs", "title": "NHS number", "kind": "nhs number"},
        {"name": "home", "title": "Home", "kind": "postcode"},
        {"name": "birth_on", "title": "Born on", "kind": "date"},
        {"name": "seen_on", "title": "Seen on", "kind": "date"},
        {"name": "times", "title": "Times", "kind": "whole number"},
    ]
    spec = small(fields=fields)
    text = (
        "Child ID,Note,UPN,NHS number,Home,Born on,Seen on,Times\r\n"
        "CANARYchild,CANARYfore,X801200001001,9434765919,N1 9XX,2011-02-03,2026-01-05,"
        "123456789012\r\n"
    )

    house.keep(text.encode(), "small", of=Spec("small", spec, "council"), period=quarter(2026, 4))

    kept = pq.read_table(house.root / "events" / "small" / "small.parquet")
    assert kept.column("seen_on").to_pylist()[0].isoformat() == "2026-01-05"
    assert kept.column("times").to_pylist() == [123456789012]
    assert not {"child_id", "note", "upn", "nhs", "home", "birth_on"} & set(kept.column_names)
    assert found(house) == set()


CASES = [
    (CENSUS, year_ending(2026), COUNCIL, census(named_child(), a_child())),
    (MISSING, quarter(2026, 4), "agencyPolice", missing(episode(), episode(surname="CANARYsur"))),
    (PERSONS, Period.parse("2026-06-30--2026-06-30"), COUNCIL, persons(person(), person())),
]


class Mouth:
    """What a confined process says, through JSON as it would cross the border."""

    def __init__(self) -> None:
        self.rows: list[tuple[str | None, dict[str, object]]] = []

    def progress(self, done: int, of: int, words: str = "") -> None:
        assert 0 <= done <= of

    def row(self, row: object) -> None:
        table, cells = json.loads(json.dumps(row))
        self.rows.append((table, cells))


@pytest.mark.parametrize(("spec", "period", "agency", "content"), CASES)
def test_a_file_parted_by_another_process_leaves_the_same(
    house: House, tmp_path: Path, spec: Spec, period: Period, agency: str, content: bytes
) -> None:
    mouth, other = Mouth(), House(tmp_path / "other")
    house.keep(content, "same", of=spec, period=period, agency=agency)
    secret = (house.root / "child-secret.sealed").read_bytes()
    (other.store.root / "child-secret.sealed").write_bytes(secret)

    crossed = json.loads(json.dumps(apart.tell(spec)))
    apart.split(
        received(content).open(), say=mouth, name="return", spec=crossed,
        period=period.key, agency=agency, ref="same",
    )  # fmt: skip
    keep_apart(
        mouth.rows, spec=spec, sent=Sent(agency, "same", period), source=received(content).open(),
        store=other.store, keyring=KEYS,
    )  # fmt: skip

    for_us, for_them = tables(house), tables(other)
    assert for_us == for_them
    assert identities(house) == identities(other)


def tables(house: House) -> dict[str, pa.Table]:
    return {path.name: pq.read_table(path) for path in (house.root / "events" / "same").iterdir()}


def identities(house: House) -> list[Identity]:
    return list(read_identities(house.store, "same", KEYS))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    code=st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=1, max_size=12)
)
def test_a_code_that_no_list_knows_never_reaches_the_events(house: House, code: str) -> None:
    """Whatever stands where a code should: a name, a number, half a sentence."""
    canary = f"zq{code}"
    child = a_child(
        an_episode(ReferralSource=canary, PrimaryNeedCode=canary, ReasonForClosure=canary)
    )

    house.census(child)

    rows = pq.read_table(house.root / "events" / "census-2026" / "referrals.parquet").to_pylist()
    assert [rows[0][name] for name in ("referral_source", "primary_need", "closure_reason")] == [
        None, None, None,
    ]  # fmt: skip
