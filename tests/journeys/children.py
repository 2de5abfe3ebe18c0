"""Every id of every child of the district, read from the files that the agencies sent."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

CENSUS_IDS = re.compile(r"<(?:LAchildID|UPN|FormerUPN)>([^<]+)<")
TABLE_IDS = (
    "Child ID", "UPN", "NHS number", "Police person ID", "Episode reference", "Patient ID",
    "Pupil ID", "Youth justice ID", "Interview reference", "Referral reference",
    "Exclusion reference", "Decision reference", "Incident reference",
)  # fmt: skip
WORD = re.compile(r"[A-Za-z0-9]+")


def ids_of(made_up: Path) -> frozenset[str]:
    """The ids under which the council, the schools, the NHS and the police know the children."""
    found = set(_ids(made_up))
    assert len(found) > 500, "the district's files hold no ids, so nothing would be looked for"
    return frozenset(found)


def _ids(made_up: Path) -> Iterator[str]:
    for path in made_up.glob("*/*.xml"):
        yield from CENSUS_IDS.findall(path.read_text(encoding="utf-8"))
    for path in (made_up / "returns").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                yield from (row[name] for name in TABLE_IDS if row.get(name))


def named_in(text: str, ids: frozenset[str]) -> set[str]:
    """Which of the children's ids stand in a text, as words of their own."""
    return ids & set(WORD.findall(text))
