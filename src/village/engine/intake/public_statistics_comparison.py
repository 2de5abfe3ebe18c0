"""What stands beside an indicator: a public series with its source, or why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from village.engine.errors import KitFault, Unreadable
from village.engine.intake.public_statistics_series import Role, SeriesRow, read_series
from village.engine.intake.received import receive
from village.figures.compare import Published
from village.figures.figure import Unit
from village.kernel.periods import year_ending

AUGUST: Final = 8


@dataclass(frozen=True, slots=True)
class PublicSource:
    """Where a series comes from, in the words that a page prints below it.

    found_in: where the copy was read, when that was not the publisher's own page.
    neighbours: which model of statistical neighbours, with its year.
    """

    publisher: str
    dataset: str
    measure: str
    published: str
    retrieved: date
    found_in: str
    licence: str
    attribution: str
    neighbours: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The public side of one indicator. Without rows, `none` says why there is nothing."""

    indicator: str
    edition: str
    unit: Unit
    none: str
    source: PublicSource | None
    notes: tuple[str, ...]
    rows: tuple[SeriesRow, ...]

    def newest(self, *, until: date) -> date | None:
        """The last day of the newest public year that does not end after a day."""
        return max((row.year_ending for row in self.rows if row.year_ending <= until), default=None)

    def country(self, year: date) -> Published | None:
        """England's value of a year that ends on a day."""
        return next(iter(self._of(Role.COUNTRY, year)), None)

    def regions(self, year: date) -> tuple[Published, ...]:
        """The values of the regions kept beside it."""
        return self._of(Role.REGION, year)

    def neighbours(self, year: date) -> tuple[Published, ...]:
        """The values of the statistical neighbours, those without a number among them."""
        return self._of(Role.NEIGHBOUR, year)

    def _of(self, role: Role, year: date) -> tuple[Published, ...]:
        return tuple(
            published(row) for row in self.rows if row.role is role and row.year_ending == year
        )


def published(row: SeriesRow) -> Published:
    """Give a row as figures compare it."""
    return Published(
        area=row.area.name,
        period=year_named(row.year_ending),
        value=row.value.number,
        mark=row.value.mark.value if row.value.mark else "",
        part=row.part,
        whole=row.whole,
    )


def year_named(ends: date) -> str:
    """A public year by the day that it ends on: the year to March 2025, or a school year."""
    if ends.month == AUGUST:
        return f"school year {ends.year - 1}/{ends.year % 100:02d}"
    return year_ending(ends.year).label


def comparison(entry: Mapping[str, object], *, folder: Path) -> Comparison:
    """Read one entry of a kit's comparisons.yaml, with its table beside it in the folder.

    The shape of the entry is checked by the kit. Raises KitFault for what the table holds.
    """
    none = _text(entry, "none")
    notes = entry.get("notes")
    return Comparison(
        indicator=_text(entry, "indicator"),
        edition=_text(entry, "edition"),
        unit=Unit(_text(entry, "unit")),
        none=none,
        source=None if none else _source(entry),
        notes=tuple(map(str, notes)) if isinstance(notes, list) else (),
        rows=() if none else _rows(folder / _text(entry, "file")),
    )


def _rows(path: Path) -> tuple[SeriesRow, ...]:
    try:
        with path.open("rb") as stream:
            rows = tuple(read_series(receive(stream, name=path.name)))
    except OSError as gone:
        reason = gone.strerror or "it cannot be opened"
        raise KitFault(
            f"The table cannot be read: {reason}.", where=str(path), mend="Check “file”."
        ) from gone
    except Unreadable as fault:
        raise KitFault(fault.what, where=fault.where, mend=fault.mend) from fault
    if twice := len(rows) - len({(row.area.code, row.year_ending) for row in rows}):
        raise KitFault(
            f"{twice} rows give an area and year a second time.",
            where=path.name,
            mend="Keep one row for each area and year.",
        )
    return rows


def _source(entry: Mapping[str, object]) -> PublicSource:
    retrieved = entry.get("retrieved")
    if not isinstance(retrieved, date):
        raise KitFault(
            "“retrieved” is not a date.",
            where=_text(entry, "indicator"),
            mend="Write a date like 2026-11-22.",
        )
    return PublicSource(
        publisher=_text(entry, "publisher"),
        dataset=_text(entry, "dataset"),
        measure=_text(entry, "measure"),
        published=_text(entry, "published"),
        retrieved=retrieved,
        found_in=_text(entry, "found_in"),
        licence=_text(entry, "licence"),
        attribution=_text(entry, "attribution"),
        neighbours=_text(entry, "neighbours"),
    )


def _text(entry: Mapping[str, object], key: str) -> str:
    found = entry.get(key)
    return found if isinstance(found, str) else ""
