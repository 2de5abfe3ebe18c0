"""Made-up districts for linkage: the identity rows of each agency, and who is truly whom."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from village.engine.linkage.records import PersonRecord, gather
from village.engine.synthetic import writing
from village.engine.synthetic.dice import Dice
from village.engine.synthetic.district import District
from village.engine.synthetic.people import Child as TrueChild
from village.engine.synthetic.recording import COUNCIL, Habit, postcode_on, write_down

COLUMNS = {
    "NHS number": "nhs_number", "UPN": "upn", "Forenames": "forenames", "Surname": "surname",
    "Other names": "other_names", "Date of birth": "birth_on", "Sex": "sex",
    "Postcode": "postcode", "Home postcode": "postcode",
}  # fmt: skip
AGENCIES = {
    "person-list": ("council", "Child ID"),
    "police-missing": ("police", "Police person ID"),
}


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
    written = writing.write(folder, seed=seed, scale=scale)
    rows: dict[str, list[dict[str, str | None]]] = defaultdict(list)
    for file in written.files:
        if file.spec in AGENCIES:
            agency, own_id = AGENCIES[file.spec]
            rows[agency] += _identities(file.path, agency, own_id)
    records = [one for agency in sorted(rows) for one in gather(rows[agency], agency=agency)]
    return Known(records, _truth(written.truth.people))


def _identities(path: Path, agency: str, own_id: str) -> Iterator[dict[str, str | None]]:
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            named = {name: row[title] for title, name in COLUMNS.items() if title in row}
            day = named.get("birth_on") or ""
            named["birth_on"] = "-".join(reversed(day.split("/")))
            yield {"child_key": f"{agency} {row[own_id]}", **named}


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


@dataclass(frozen=True)
class Register:
    """An agency that lists children by itself: how many of them, how well, with which numbers."""

    agency: str
    habit: Habit
    ages: range
    known: float
    nhs: float
    upn: float


REGISTERS = (
    Register("health", COUNCIL, range(18), known=0.98, nhs=0.985, upn=0.0),
    Register("education", COUNCIL, range(4, 17), known=0.9, nhs=0.0, upn=0.99),
)


def with_registers(known: Known, *, seed: int, scale: float) -> Known:
    """The same district, and what health and schools would list of it."""
    records, child_of = list(known.records), dict(known.child_of)
    district = District(seed, scale=scale)
    as_at = district.span.as_at
    for household in district.households():
        for child in household.children:
            for place, register in enumerate(REGISTERS):
                dice = Dice(seed, 70 + place, child.serial)
                age = (as_at - child.born).days // 365.25
                if age in register.ages and dice.chance(register.known):
                    for record in _listed(dice, child, register, as_at):
                        records.append(record)
                        child_of[record.key] = Child(str(child.serial), child.culture, child.births)
    return Known(records, child_of)


def _listed(
    dice: Dice, child: TrueChild, register: Register, as_at: date
) -> Iterator[PersonRecord]:
    for again in range(1 + dice.chance(register.habit.known_twice)):
        said = write_down(dice, child, habit=register.habit)
        yield PersonRecord(
            key=f"{register.agency} {child.serial}-{again}",
            agency=register.agency,
            forenames=said.forenames,
            surname=said.surname,
            other_names=(said.former,) if said.former else (),
            born=said.born,
            sex=said.sex,
            postcodes=tuple(filter(None, [postcode_on(dice, child, as_at, habit=register.habit)])),
            nhs_number=child.nhs_number if dice.chance(register.nhs) else "",
            upns=(child.upn,) if child.upn and dice.chance(register.upn) else (),
        )
