"""Children who live here, by year and group: what rates are counted over."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from village import engine
from village.kernel.yaml import KitError
from village.kit.section import Entries, Kind, Piece, Section, listed
from village.kit.shape import day, document, each, record, text
from village.kit.table import rows_of, table_of

COLUMNS = ["population", "year_ending", "dimension", "group", "children"]
DIMENSIONS = frozenset({"all", *engine.BREAKDOWNS})


@dataclass(frozen=True, slots=True)
class Group:
    """Children of one year and group. dimension: “all”, or what the group is a group of."""

    year_ending: date
    dimension: str
    group: str
    children: int


@dataclass(frozen=True, slots=True)
class LivingHere:
    """One population in one edition, newest years last. sha256: of its table."""

    title: str
    rows: tuple[Group, ...]
    sha256: str


_POPULATION = record(
    "Children who live here",
    {
        "population": text("Which children, as indicators name them", example="under-18"),
        "edition": text("Which edition of the estimates", example="mid-2024", longest=40),
        "title": text("In words", example="Children aged 0 to 17 who live here", longest=200),
        "file": text("The table beside this file", example="a.csv", pattern=r"^[a-z0-9-]+\.csv$"),
        "source": text("Who estimated it, and how years were matched", example="ONS, mid-2024"),
    },
    {
        "retrieved": day("When it was taken over"),
        "licence": text("Under which licence", example="Open Government Licence v3.0"),
        "attribution": text("What must be said", example="Contains public sector information"),
        "notes": each(text("A sentence", example="No breakdown is public."), "What to know"),
    },
)


def read(piece: Piece, _earlier: Entries) -> LivingHere:
    """Raises KitError for a table that is missing, or a row of it that cannot be read."""
    path = table_of(piece.node)
    content = path.read_bytes()
    lines = rows_of(content, path, COLUMNS)
    rows = tuple(_rows(lines, population=piece.key, path=path))
    return LivingHere(piece.node.text("title"), rows, sha256(content).hexdigest())


def _rows(
    lines: Iterable[tuple[int, list[str]]], *, population: str, path: Path
) -> Iterator[Group]:
    seen = set[tuple[date, str, str]]()
    for number, cells in lines:
        try:
            row = _row(cells, population=population)
        except ValueError:
            raise KitError(path, number, "The row cannot be read.", _EXAMPLE) from None
        if (place := (row.year_ending, row.dimension, row.group)) in seen:
            raise KitError(path, number, "The row says a group again.", "Keep one of the two.")
        seen.add(place)
        yield row


_EXAMPLE = "Write a row like under-18,2025-03-31,sex,Female,17402."


def _row(cells: list[str], *, population: str) -> Group:
    of, year, dimension, group, children = cells
    if of != population or dimension not in DIMENSIONS or not children.isdecimal():
        raise ValueError
    return Group(date.fromisoformat(year), dimension, group, int(children))


SECTION = Section(
    name="populations",
    kind=Kind.RULES,
    place="populations/",
    shape=document(
        "Children who live here",
        record("Populations", {"populations": each(_POPULATION, "Populations", least=1)}),
    ),
    split=listed("populations", key="population", edition="edition"),
    read=read,
)
