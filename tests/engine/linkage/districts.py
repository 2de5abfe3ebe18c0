"""Made-up districts for linkage: the identity rows of each agency, and who is truly whom."""

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from village.engine.linkage.records import PersonRecord, gather
from village.engine.synthetic import writing

COLUMNS = {
    "NHS number": "nhs_number", "UPN": "upn", "Forenames": "forenames", "Surname": "surname",
    "Other names": "other_names", "Date of birth": "birth_on", "Sex": "sex",
    "Postcode": "postcode", "Home postcode": "postcode",
}  # fmt: skip
AGENCIES = {
    "Child ID": "council", "Police person ID": "police", "Patient ID": "health",
    "Pupil ID": "education", "Youth justice ID": "youth_justice",
}  # fmt: skip
"""Whose record a row is, by the column of the agency's own number."""


@dataclass(frozen=True)
class Child:
    """A child as it truly is. culture: the group of names; births: how many were born together."""

    serial: str
    culture: str
    births: int


@dataclass(frozen=True)
class Known:
    """records: of all agencies. child_of: whose record it truly is, by the record's key."""

    records: list[PersonRecord]
    child_of: Mapping[str, Child]


def district(folder: Path, *, seed: int, scale: float) -> Known:
    """Write a district, read what its agencies say of who their children are."""
    written = writing.write(folder, seed=seed, scale=scale, all_agencies=True)
    rows: dict[str, list[dict[str, str | None]]] = defaultdict(list)
    for file in written.files:
        if file.path.suffix == ".csv":
            _read(file.path, rows)
    records = [one for agency in sorted(rows) for one in gather(rows[agency], agency=agency)]
    return Known(records, _truth(written.truth.people))


def _read(path: Path, rows: dict[str, list[dict[str, str | None]]]) -> None:
    """Add what a file says of who its children are, if it names them."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        table = csv.DictReader(lines)
        own_id = next((name for name in table.fieldnames or () if name in AGENCIES), None)
        if own_id is None or "Forenames" not in (table.fieldnames or ()):
            return
        agency = AGENCIES[own_id]
        for row in table:
            named = {name: row[title] for title, name in COLUMNS.items() if title in row}
            named["birth_on"] = "-".join(reversed((named.get("birth_on") or "").split("/")))
            rows[agency].append({"child_key": f"{agency} {row[own_id]}", **named})


def _truth(path: Path) -> dict[str, Child]:
    found = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            child = Child(row["child"], row["culture"], int(row["born_together"]))
            for column, ids in row.items():
                if column.endswith("_ids"):
                    agency = column.removesuffix("_ids")
                    found.update({f"{agency} {one}": child for one in ids.split(";") if one})
    return found
