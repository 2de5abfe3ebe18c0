"""The data set as it stood in one version: who sent what, how far it is filled, what it lacks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.timezone import localdate

from village.design import formats
from village.design.tables import Column, Table
from village.evidence.indicators.models import Version
from village.evidence.indicators.selectors import asked
from village.evidence.indicators.selectors.agencies import Agency
from village.evidence.indicators.selectors.figures import GROUPS
from village.evidence.linking.selectors.statement import Shown as Linkage
from village.evidence.linking.selectors.statement import statement
from village.evidence.returns import selectors as returns
from village.evidence.returns.services import house
from village.partnership.people.rights import Rights

ABOUT_CHILDREN = ("sex", "age_band", "ethnicity", "disability")
"""What every row should say of its child; any other column may rightly be empty."""


@dataclass(frozen=True, slots=True)
class Source:
    """One return that a version was made of. form: rows or counts."""

    part: returns.Part
    form: str

    @property
    def late(self) -> str:
        days = self.part.days_late
        return f"{formats.counted(days, 'day')} late" if days else "In time"


@dataclass(frozen=True, slots=True)
class Stream:
    """All that a version has of one return of one agency, oldest period first."""

    sources: Sequence[Source]

    @property
    def newest(self) -> Source:
        return self.sources[-1]

    @property
    def periods(self) -> str:
        """How many periods, and which is the newest."""
        label = self.newest.part.period
        if len(self.sources) == 1:
            return label[:1].upper() + label[1:]
        return f"{len(self.sources)}, the newest {label}"

    @property
    def late(self) -> str:
        """How many of them came late, in words."""
        late = sum(bool(one.part.days_late) for one in self.sources)
        if not late:
            return "In time"
        if len(self.sources) == 1:
            return self.newest.late
        return f"{late} of {len(self.sources)} late"

    @property
    def errors(self) -> int:
        return sum(one.part.errors for one in self.sources)

    @property
    def queries(self) -> int:
        return sum(one.part.queries for one in self.sources)

    @property
    def is_gone(self) -> bool:
        return any(one.part.is_gone for one in self.sources)


@dataclass(frozen=True, slots=True)
class DataSet:
    """All that a version's page says beside its figures.

    missing: returns that were due when it was counted and are not in it, as far as the reader may
    know. filled: how far rows say who their child is. fields: every column, return by return.
    """

    sources: Sequence[Source]
    missing: Sequence[returns.Line]
    filled: Table | None
    fields: Sequence[Table]
    linkage: Linkage
    is_gone: bool

    @property
    def streams(self) -> list[Stream]:
        """Return by return of each agency."""
        found: dict[tuple[str, str], list[Source]] = {}
        for one in self.sources:
            found.setdefault((one.part.body, one.part.title), []).append(one)
        return [Stream(sources) for _, sources in sorted(found.items())]

    @property
    def says(self) -> str:
        """What it was made of, in a sentence."""
        agencies = len({source.part.body for source in self.sources})
        rows = sum(source.form == "Rows" for source in self.sources)
        said = (
            f"{formats.counted(len(self.sources), 'return')} of "
            f"{formats.counted(agencies, 'agency', 'agencies')}: {rows} with rows, "
            f"{len(self.sources) - rows} with counts."
        )
        lacking = len(self.missing)
        if lacking == 1:
            return f"{said} One return that was due is not in it."
        return f"{said} {lacking} returns that were due are not in it." if lacking else said

    @property
    def linked(self) -> str:
        """What is known of linkage, in a sentence; "" where nothing was linked."""
        if self.linkage.plain is None:
            return ""
        children = formats.number(self.linkage.estimates.get("children"))
        said = f"{self.linkage.records} were found to be {children} children."
        return f"{said} {self.linkage.bias[:1].upper()}{self.linkage.bias[1:]}."


def dataset(rights: Rights, of: Version, parts: Sequence[returns.Part]) -> DataSet:
    """parts: the returns that the version was made of."""
    told = asked.filled(of.name) or {}
    sources = [Source(part, _form(part.spec)) for part in parts]
    return DataSet(
        sources=sources,
        missing=_missing(rights, of),
        filled=_filled(told, parts),
        fields=list(_fields(told, parts)),
        linkage=statement(rights, of.name),
        is_gone=returns.any_gone(parts),
    )


def _form(spec: str) -> str:
    known = house.rules().specs.get(spec)
    return "Counts" if known is not None and known.counts is not None else "Rows"


def _missing(rights: Rights, of: Version) -> list[returns.Line]:
    """What was due by the day on which it was counted, and is not accepted by now."""
    day = localdate(of.built_at)
    return [line for line in returns.calendar(rights) if line.is_open and line.due_on <= day]


Told = Mapping[str, Mapping[str, Mapping[str, int]]]
"""Whole percents by return, table and column."""


def _filled(told: Told, parts: Sequence[returns.Part]) -> Table | None:
    """One line a return: in how many of its rows it is said who the child is."""
    names = _named(parts)
    rows = [
        (title, Agency(_sender(spec)).title, *(_least(tables, name) for name in ABOUT_CHILDREN))
        for spec, title in sorted(names.items(), key=lambda pair: pair[1])
        if (tables := told.get(spec))
    ]
    if not rows:
        return None
    shares = (Column(GROUPS[name], True) for name in ABOUT_CHILDREN)
    columns = (Column("Return"), Column("Agency"), *shares)
    note = (
        "In how many of a hundred rows it is known. Of under 50 rows nothing is said, and 100% "
        "stands for every row alone."
    )
    return Table("How far rows say who the child is", columns, tuple(rows), note)


def _least(tables: Mapping[str, Mapping[str, int]], column: str) -> str | None:
    """Of a return's tables, the one in which it is filled least."""
    shares = [columns[column] for columns in tables.values() if column in columns]
    return f"{min(shares)}%" if shares else None


def _fields(told: Told, parts: Sequence[returns.Part]) -> Iterator[Table]:
    for spec, title in sorted(_named(parts).items(), key=lambda pair: pair[1]):
        rows = tuple(
            (_words(table), GROUPS.get(name) or _words(name), f"{share}%")
            for table, columns in told.get(spec, {}).items()
            for name, share in sorted(columns.items(), key=lambda pair: (pair[1], pair[0]))
        )
        if rows:
            columns = (Column("Table"), Column("Field"), Column("Filled", True))
            yield Table(title, columns, rows)


def _named(parts: Sequence[returns.Part]) -> Mapping[str, str]:
    return {part.spec: part.title for part in parts}


def _sender(spec: str) -> str:
    known = house.rules().specs.get(spec)
    return known.sender if known is not None else ""


def _words(name: str) -> str:
    return name.replace("_", " ").replace("-", " ").capitalize()
