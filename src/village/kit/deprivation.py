"""How deprived the place of a postcode is: what linkage gives a child's figures for a postcode."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from village import engine
from village.kernel.yaml import KitError
from village.kit.section import Entries, Kind, Piece, Section, listed
from village.kit.shape import day, document, each, key, record, text
from village.kit.table import rows_of, table_of

COLUMNS = ["postcode", "quintile"]
QUINTILES = ("1", "2", "3", "4", "5")
_BEGINNING = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?(?: [0-9](?:[A-Z]{2})?)?")
_EXAMPLE = "Write a postcode, or how it begins, and 1 (most deprived) to 5, like N1 2UD,3 or N1,3."


@dataclass(frozen=True, slots=True)
class LookUp:
    """One look-up in one edition.

    groups: by a postcode (N1 2UD) or how postcodes begin (N1 2, N1); where several fit, the longest
    counts. sha256: of its table, so that changed content under the same edition is seen.
    """

    title: str
    groups: dict[str, str]
    sha256: str


_LOOK_UP = record(
    "One look-up of deprivation by postcode",
    {
        "look_up": key("The look-up's key", example="imd-2025"),
        "edition": text("Which edition of it", example="2026-1", longest=40),
        "title": text("In words", example="Index of Multiple Deprivation 2025", longest=200),
        "file": text("The table beside this file", example="a.csv", pattern=r"^[a-z0-9-]+\.csv$"),
        "source": text("Who made it, and how areas became postcodes", example="MHCLG, 2025"),
    },
    {
        "retrieved": day("When it was taken over"),
        "licence": text("Under which licence", example="Open Government Licence v3.0"),
        "attribution": text("What must be said", example="Contains public sector information"),
        "notes": each(text("A sentence", example="Quintiles are England's."), "What to know"),
    },
)


def read(piece: Piece, _earlier: Entries) -> LookUp:
    """Raises KitError for a table that is missing, or a row of it that cannot be read."""
    path = table_of(piece.node)
    content = path.read_bytes()
    groups = dict(_groups(content, path))
    return LookUp(piece.node.text("title"), groups, sha256(content).hexdigest())


def _groups(content: bytes, path: Path) -> Iterator[tuple[str, str]]:
    seen = set[str]()
    for number, cells in rows_of(content, path, COLUMNS):
        if len(cells) != len(COLUMNS) or cells[1].strip() not in QUINTILES:
            raise KitError(path, number, "The row cannot be read.", _EXAMPLE)
        beginning = " ".join(cells[0].upper().split())
        if not _BEGINNING.fullmatch(beginning):
            raise KitError(path, number, "That is no postcode, nor how one begins.", _EXAMPLE)
        if beginning in seen:
            raise KitError(path, number, "The row says a postcode again.", "Keep one of the two.")
        seen.add(beginning)
        yield beginning, engine.GROUPS["deprivation"][QUINTILES.index(cells[1].strip())]


SECTION = Section(
    name="deprivation",
    kind=Kind.RULES,
    place="deprivation/",
    shape=document(
        "Deprivation by postcode",
        record("Look-ups", {"look_ups": each(_LOOK_UP, "Look-ups", least=1)}),
    ),
    split=listed("look_ups", key="look_up", edition="edition"),
    read=read,
)
