"""Extracts of the Standard Safeguarding Dataset for the tests, as CSV files in a zip."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from copy import deepcopy

from tests.engine.annex_a.lists import SPRING, table_of
from village.engine.checks.findings import Checked
from village.engine.checks.tables_set import check_set
from village.engine.intake.received import Received, receive
from village.engine.specs.tables import TableSpec
from village.kernel.periods import Period

Tables = dict[str, list[dict[str, str]]]
Change = Callable[[Tables], object]

GOOD: Tables = {
    "person": [
        {
            "child_id": "C1",
            "forenames": "Ada",
            "surname": "Example",
            "sex": "F",
            "ethnicity": "WBRI",
            "birth_on": "2015-01-25 00:00:00",
            "nhs_number": "943 476 5919",
        },
        {
            "child_id": "C2",
            "forenames": "Bo",
            "surname": "Example",
            "sex": "M",
            "ethnicity": "APKN",
            "birth_on": "2010-07-01",
        },
    ],
    "family": [{"family_id": "F1", "child_id": "C1"}],
    "address": [
        {
            "address_id": "D1",
            "child_id": "C1",
            "kind": "Home",
            "lived_from": "2020-02-01",
            "postcode": "N1 2UD",
            "address_json": json.dumps({"STREET": "CANARY", "UPRN": "100"}),
        },
    ],
    "disability": [{"child_id": "C2", "code": "LD"}],
    "contacts": [
        {
            "contact_id": "K1",
            "child_id": "C1",
            "contacted_on": "2026-01-09T11:20:00",
            "source": "6",
            "outcome_json": json.dumps(
                {"NEW_REFERRAL_FLAG": "Y", "NFA_FLAG": "N", "ADVICE_FLAG": ""}
            ),
        },
    ],
    "early_help_episodes": [
        {
            "episode_id": "H1",
            "child_id": "C1",
            "started_on": "2025-09-01",
            "ended_on": "2025-12-01",
        },
    ],
    "cin_episodes": [
        {
            "referral_id": "R1",
            "child_id": "C1",
            "referred_on": "2026-01-12",
            "need": "N1",
            "source": "6",
            "no_further_action": "N",
            "outcome_json": json.dumps({"SINGLE_ASSESSMENT_FLAG": "Y"}),
        },
        {
            "referral_id": "R2",
            "child_id": "C2",
            "referred_on": "2025-06-02",
            "need": "N2",
            "source": "2A",
            "no_further_action": "N",
        },
    ],
    "cin_assessments": [
        {
            "assessment_id": "S1",
            "child_id": "C1",
            "referral_id": "R1",
            "started_on": "2026-01-13",
            "child_seen": "Y",
            "authorised_on": "2026-02-20",
            "no_further_action": "N",
        },
    ],
    "assessment_factors": [
        {"row_id": "1", "assessment_id": "S1", "factors_json": json.dumps(["3B", "16A"])},
    ],
    "cin_plans": [
        {
            "plan_id": "P1",
            "referral_id": "R1",
            "child_id": "C1",
            "started_on": "2026-01-20",
            "ended_on": "2026-02-05",
        },
    ],
    "cin_visits": [
        {
            "visit_id": "V1",
            "child_id": "C1",
            "visited_on": "2026-01-27",
            "seen": "Y",
            "seen_alone": "N",
            "bedroom_seen": "Y",
        },
    ],
    "s47_enquiry": [
        {
            "enquiry_id": "E1",
            "referral_id": "R1",
            "child_id": "C1",
            "started_on": "2026-01-20",
            "ended_on": "2026-02-02",
            "no_further_action": "N",
            "outcome_json": json.dumps({"CP_CONFERENCE_FLAG": "Y", "OUTCOME_COMMENTS": "CANARY"}),
        },
    ],
    "initial_cp_conference": [
        {
            "conference_id": "I1",
            "child_id": "C1",
            "enquiry_id": "E1",
            "referral_id": "R1",
            "held_on": "2026-02-05",
            "due_on": "2026-02-10",
            "transfer_in": "N",
            "became_plan": "Y",
        },
    ],
    "cp_plans": [
        {
            "plan_id": "T1",
            "referral_id": "R1",
            "conference_id": "I1",
            "child_id": "C1",
            "started_on": "2026-02-05",
            "initial_category": "NEG",
            "latest_category": "Neglect",
        },
    ],
    "cp_visits": [
        {
            "visit_id": "W1",
            "child_id": "C1",
            "plan_id": "T1",
            "visited_on": "2026-02-12",
            "seen": "Y",
            "seen_alone": "Y",
            "bedroom_seen": "N",
        },
    ],
    "cp_reviews": [
        {
            "review_id": "X1",
            "child_id": "C1",
            "plan_id": "T1",
            "reviewed_on": "2026-03-25",
            "due_on": "2026-05-05",
            "continues": "Y",
            "quorate": "Y",
            "participation": "PN1",
        },
    ],
    "cla_episodes": [
        {
            "episode_id": "L1",
            "child_id": "C2",
            "care_id": "Q1",
            "referral_id": "R2",
            "started_on": "2025-07-01",
            "change": "S",
            "need": "N2",
            "entered_care_on": "2025-07-01",
        },
    ],
    "cla_placement": [
        {
            "placement_id": "M1",
            "care_id": "Q1",
            "child_id": "C2",
            "started_on": "2025-07-01",
            "placement": "U6",
            "provider": "PR1",
            "placement_postcode": "N1 2UD",
        },
    ],
    "cla_reviews": [
        {
            "review_id": "Y1",
            "care_id": "Q1",
            "reviewed_on": "2025-07-28",
            "due_on": "2025-07-29",
            "cancelled": "N",
            "participation": "PN1",
        },
    ],
    "missing": [
        {
            "missing_id": "Z1",
            "child_id": "C2",
            "missing_on": "2026-02-01",
            "returned_on": "2026-02-02",
            "kind": "Missing",
            "interview_offered": "Y",
            "interview_accepted": "NA",
        },
    ],
    "care_leavers": [
        {
            "row_id": "1",
            "child_id": "C2",
            "contacted_on": "2026-03-01",
            "eligibility": "Eligible",
            "in_touch": "YES",
            "accommodation": "Z",
            "suitability": "1",
            "activity": "F2",
        },
    ],
    "sdq_scores": [{"score_id": "G1", "child_id": "C2", "scored_on": "2026-01-05", "score": "14"}],
}


def part(name: str) -> TableSpec:
    return next(one for one in table_of("ssd").parts if one.id == f"ssd_{name}")


def columns(name: str) -> dict[str, str]:
    """The data set's own name of each column, by the field's."""
    return {field.name: field.aliases[0] for field in part(name).fields if field.inside is None}


def csv(name: str, rows: list[dict[str, str]]) -> str:
    known = columns(name)
    lines = [list(known.values()), *([row.get(field, "") for field in known] for row in rows)]
    quoted = (['"' + cell.replace('"', '""') + '"' for cell in line] for line in lines)
    return "".join(",".join(line) + "\r\n" for line in quoted)


def files(tables: Tables, *, before: str = "ssd_") -> dict[str, str]:
    return {f"{before}{name}.csv": csv(name, rows) for name, rows in tables.items()}


def zipped(held: Mapping[str, str | bytes], *, name: str = "ssd.zip") -> Received:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, content in held.items():
            archive.writestr(path, content)
    return receive(out, name=name)


def changed(*changes: Change) -> Tables:
    tables = deepcopy(GOOD)
    for change in changes:
        change(tables)
    return tables


def having(name: str, row: int = 0, **values: str) -> Change:
    return lambda tables: tables[name][row].update(values)


def more(name: str, row: int = 0, **values: str) -> Change:
    return lambda tables: tables[name].append({**tables[name][row], **values})


def checked(tables: Tables = GOOD, *, period: Period | None = SPRING) -> Checked:
    return check_set(zipped(files(tables)), table_of("ssd"), period=period)
