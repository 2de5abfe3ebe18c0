"""Annex A workbooks for the tests: eleven lists in order, and what can be changed in them."""

import io
from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from village import kit
from village.engine.checks.findings import Checked
from village.engine.checks.tables_set import check_set
from village.engine.intake.received import Received, receive
from village.engine.intake.tables_set import TableSet, read
from village.engine.specs.returns import Spec
from village.engine.specs.tables import TableSpec
from village.engine.synthetic.workbook_file import Cell, write_workbook
from village.kernel.periods import Period, quarter_holding

ENGLAND = Path(__file__).parents[3] / "kits" / "england"
SPRING = quarter_holding(date(2026, 3, 31))
Lists = dict[str, list[dict[str, Cell]]]
Change = Callable[[Lists], object]

PERSON: dict[str, Cell] = {
    "child_id": "C1", "sex": "b) Female", "ethnicity": "a) WBRI",
    "birth_on": date(2015, 1, 25), "age": 11.2,
}  # fmt: skip
DISABLED: dict[str, Cell] = {"disability": "b) No"}

GOOD: Lists = {
    "contacts": [PERSON | {"contacted_on": date(2026, 1, 9), "source": "q) 6: Police"}],
    "early_help": [
        PERSON
        | {
            "started_on": date(2025, 11, 3),
            "completed_on": date(2025, 12, 1),
            "organisation": "A school",
        }
    ],
    "referrals": [
        PERSON
        | {
            "referred_on": date(2026, 1, 12),
            "source": "j) 3D: Health services",
            "no_further_action": "No",
            "earlier_referrals": 0,
        }
    ],
    "assessments": [
        PERSON
        | DISABLED
        | {
            "started_on": date(2026, 1, 13),
            "child_seen": "a) Yes",
            "authorised_on": date(2026, 2, 20),
            "needs_social_care": "Yes",
        }
    ],
    "enquiries": [
        PERSON
        | DISABLED
        | {
            "started_on": date(2026, 1, 20),
            "conference_not_needed": "No",
            "conference_on": date(2026, 2, 5),
            "became_plan": "Yes",
            "enquiries_in_a_year": 1,
            "conferences_in_a_year": 1,
        }
    ],
    "in_need": [
        PERSON
        | DISABLED
        | {
            "started_on": date(2026, 1, 12),
            "need": "N1 - Abuse or Neglect",
            "last_seen_on": date(2026, 3, 20),
            "status": "b) Child protection plan",
        },
        PERSON
        | DISABLED
        | {
            "child_id": "C2",
            "started_on": date(2025, 6, 2),
            "need": "N2",
            "status": "a) Looked after child",
        },
    ],
    "protection": [
        PERSON
        | DISABLED
        | {
            "started_on": date(2026, 2, 5),
            "initial_category": "Physical abuse",
            "latest_category": "NEG",
            "visited_on": date(2026, 3, 20),
            "seen_alone": "a) Yes",
            "reviewed_on": date(2026, 3, 25),
            "emergency": "b) No",
            "previous_plans": 0,
        }
    ],
    "in_care": [
        PERSON
        | DISABLED
        | {
            "child_id": "C2",
            "unaccompanied": "b) No",
            "started_on": date(2025, 7, 1),
            "need": "N1",
            "again": "b) No",
            "status_since": date(2025, 7, 1),
            "legal_status": "C1: ICO",
            "permanence": "Adoption",
            "placements": 1,
            "placed_on": date(2025, 7, 1),
            "placement": "f) U6: Foster placement - not FFA",
            "provider": "b) PR1 - Own provision",
            "placement_postcode": "N1 2UD",
            "times_missing": 1,
            "times_absent": 0,
            "interview_offered": "a) Yes",
            "interview_accepted": "b) No",
        }
    ],
    "leavers": [
        PERSON
        | DISABLED
        | {
            "child_id": "C3",
            "birth_on": date(2007, 5, 4),
            "age": 18,
            "eligibility": "b) Former relevant child",
            "in_touch": "a) Yes",
            "contacted_on": date(2026, 3, 2),
            "accommodation": "U: Independent living",
            "suitability": "a) Suitable",
            "activity": "F1: Full time in higher education",
        }
    ],
    "adoption": [
        PERSON
        | DISABLED
        | {
            "child_id": "C2",
            "family_id": "F1",
            "entered_care_on": date(2025, 7, 1),
            "decided_on": date(2025, 9, 1),
            "order_on": date(2025, 10, 1),
            "matched_on": date(2026, 1, 5),
            "placed_on": date(2026, 2, 2),
            "adopted_on": None,
        }
    ],
    "adopters": [
        {
            "adopter_id": "A1",
            "family_id": "F1",
            "sex": "a) Male",
            "ethnicity": "k) APKN",
            "disability": "b) No",
            "fosters_for_adoption": "Yes",
            "enquired_on": date(2024, 1, 8),
            "stage_1_from": date(2024, 2, 1),
            "stage_1_until": date(2024, 4, 1),
            "stage_2_from": date(2024, 4, 2),
            "stage_2_until": date(2024, 8, 1),
            "approved_on": date(2024, 9, 1),
            "children_placed": 1,
        }
    ],
}


@cache
def spec_of(name: str) -> Spec:
    return kit.specs(ENGLAND)[name]


def table_of(name: str) -> TableSpec:
    found = spec_of(name).table
    assert found is not None
    return found


def part(name: str) -> TableSpec:
    """One list by its short name."""
    return next(one for one in table_of("annex-a").parts if one.id == f"annex_{name}")


def sheet(name: str, rows: list[dict[str, Cell]]) -> list[list[Cell]]:
    """A list's column names as the return has them, and its rows."""
    fields = [field for field in part(name).fields if field.inside is None]
    head: list[Cell] = [field.title for field in fields]
    return [head, *([row.get(field.name) for field in fields] for row in rows)]


def sheets_of(lists: Lists) -> dict[str, list[list[Cell]]]:
    return {
        f"List {number + 1}": sheet(name, rows) for number, (name, rows) in enumerate(lists.items())
    }


def changed(*changes: Change) -> Lists:
    """The good lists, changed."""
    lists = deepcopy(GOOD)
    for change in changes:
        change(lists)
    return lists


def having(name: str, row: int = 0, **values: Cell) -> Change:
    """Other values in one row of a list."""
    return lambda lists: lists[name][row].update(values)


def more(name: str, row: int = 0, **values: Cell) -> Change:
    """One more row, like another but for these values."""
    return lambda lists: lists[name].append({**lists[name][row], **values})


def without(name: str, row: int = 0) -> Change:
    return lambda lists: lists[name].pop(row)


def workbook(sheets: Mapping[str, Any]) -> bytes:
    out = io.BytesIO()
    write_workbook(out, sheets)
    return out.getvalue()


def received(lists: Lists = GOOD, *, name: str = "annex-a.xlsx") -> Received:
    return receive(io.BytesIO(workbook(sheets_of(lists))), name=name)


def of_sheets(sheets: Mapping[str, Any], *, name: str = "annex-a.xlsx") -> Received:
    return receive(io.BytesIO(workbook(sheets)), name=name)


def opened(sheets: Mapping[str, Any]) -> TableSet:
    return read(of_sheets(sheets), table_of("annex-a"))


def checked(lists: Lists = GOOD, *, period: Period | None = SPRING) -> Checked:
    return check_set(received(lists), table_of("annex-a"), period=period)


def found(result: Checked) -> dict[str, str]:
    """What each rule that found something found: contacts 2 Date of Contact=..."""
    said: dict[str, list[str]] = {}
    for issue in result.issues:
        said.setdefault(issue.rule, []).append(f"{issue.table} {issue.row} {issue.column}")
    return {rule: "; ".join(places) for rule, places in said.items()}
