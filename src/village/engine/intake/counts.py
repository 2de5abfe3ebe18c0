"""Reads a return of counts, one line at a time; what cannot be read stays visible in its line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from village.engine.intake.received import Received
from village.engine.intake.tables import Row, Table, read
from village.engine.specs.counts import (
    COLUMNS,
    Amount,
    CountsSpec,
    Place,
    amount,
    breakdown_of,
    group_of,
)
from village.engine.specs.tables import Unreadable, Value
from village.kernel.periods import Period, quarter_named

Texts = dict[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One count as it was sent. quarter, place: None where they could not be told.

    texts: what stands in each column. denominator: EMPTY also where none is asked for.
    """

    number: int
    line: int
    quarter: Period | None
    place: Place | None
    numerator: Amount
    denominator: Amount
    comment: str = field(repr=False)
    texts: Texts = field(repr=False)

    @property
    def told(self) -> dict[str, str]:
        """The line in plain words, to cross to another process or to lie sealed."""
        return {**self.texts, "row": str(self.number), "line": str(self.line)}


def open_table(received: Received, spec: CountsSpec) -> Table:
    """Find the columns. Raises Unreadable, Hostile or WrongReturn, as for any table."""
    return read(received, spec.layout())


def lines(table: Table, spec: CountsSpec) -> Iterator[Line]:
    """Every row as a line. Raises Unreadable at a row that does not fit the columns."""
    for row in table.rows():
        yield _line(row, table, spec)


def _line(row: Row, table: Table, spec: CountsSpec) -> Line:
    texts = {
        column.name: _text(row.values[place], row, place)
        for place, column in enumerate(table.spec.fields)
    }
    return line_of({**texts, "row": str(row.number), "line": str(row.line)}, spec)


def line_of(told: Mapping[str, str], spec: CountsSpec) -> Line:
    """A line from what `Line.told` wrote."""
    texts = {column.name: told[column.name] for column in COLUMNS}
    return Line(
        number=int(told["row"]),
        line=int(told["line"]),
        quarter=quarter_named(texts["quarter"]),
        place=place_of(texts, spec),
        numerator=amount(texts["numerator"]),
        denominator=amount(texts["denominator"]),
        comment=texts["comment"],
        texts=texts,
    )


def _text(value: Value, row: Row, place: int) -> str:
    """A cell that cannot be read as text is shown as it was sent."""
    if value is None:
        return ""
    return row.shown(place) if isinstance(value, Unreadable) else str(value)


def place_of(texts: Mapping[str, str], spec: CountsSpec) -> Place | None:
    """Where a line of these texts counts; None where nothing of the kind is asked for."""
    indicator, breakdown = spec.find(texts["indicator"]), breakdown_of(texts["breakdown"])
    if indicator is None or breakdown is None:
        return None
    group = group_of(breakdown, texts["group"])
    return None if group is None else Place(indicator, breakdown, group)
