"""Reads a return of counts, one line at a time; what cannot be read stays visible in its line."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from village.engine.intake.received import Received
from village.engine.intake.tables import Row, Table, read
from village.engine.intake.tables_headers import letters
from village.engine.specs.counts import (
    COLUMNS,
    Amount,
    CountsSpec,
    Fault,
    Place,
    amount,
    breakdown_of,
    group_of,
)
from village.engine.specs.tables import Unreadable, Value
from village.kernel.periods import Period, quarter_named

Texts = dict[str, str]
FORMULA: Final = "="
"""How a cell is marked that holds a formula; any other mark is the range that it is merged into."""
LABELS: Final = ("quarter", "indicator", "breakdown", "group")
_STARTS_OF_FORMULA: Final = "=+-@"


@dataclass(frozen=True, slots=True)
class Line:
    """One count as it was sent. quarter, place: None where they could not be told.

    texts: what stands in each column. denominator: EMPTY also where none is asked for. odd: by
    column, a formula or the range that its cell is merged into. at: the letters of each column of
    the file, none for a column that it does not have; under "sheet", the sheet.
    """

    number: int
    line: int
    quarter: Period | None
    place: Place | None
    numerator: Amount
    denominator: Amount
    comment: str = field(repr=False)
    texts: Texts = field(repr=False)
    odd: Mapping[str, str] = field(default_factory=dict)
    at: Mapping[str, str] = field(default_factory=dict)

    @property
    def told(self) -> dict[str, str]:
        """The line in plain words, to cross to another process or to lie sealed."""
        rest = {"odd": dict(self.odd), "at": dict(self.at)}
        told = {"row": str(self.number), "line": str(self.line), "rest": json.dumps(rest)}
        return {**self.texts, **told}

    def lacks(self, column: str) -> bool:
        """Whether the file does not have a column at all."""
        return bool(self.at) and column not in self.at


def open_table(received: Received, spec: CountsSpec) -> Table:
    """Find the columns. Raises Unreadable, Hostile or WrongReturn, as for any table."""
    return read(received, spec.layout())


def lines(table: Table, spec: CountsSpec) -> Iterator[Line]:
    """Every row as a line. Raises Unreadable at a row that does not fit the columns.

    A label that is merged over several rows is that of each of them; a count is of none.
    """
    places = {
        column.name: found[0]
        for column, found in zip(table.spec.fields, table.header.places, strict=True)
        if found
    }
    at = {name: letters(place) for name, place in places.items()}
    if table.sheet:
        at["sheet"] = table.sheet
    above: dict[str, str] = {}
    for row in table.rows():
        texts = {
            column.name: _text(row.values[place], row, place)
            for place, column in enumerate(table.spec.fields)
        }
        odd = _odd(row, table, places)
        for name in LABELS:
            if name in odd and odd[name] != FORMULA:
                texts[name] = above[odd[name]] = texts[name] or above.get(odd[name], "")
        rest = json.dumps({"odd": odd, "at": at})
        told = {"row": str(row.number), "line": str(row.line), "rest": rest}
        yield line_of({**texts, **told}, spec)


def _odd(row: Row, table: Table, places: Mapping[str, int]) -> dict[str, str]:
    """The columns of a row whose cells are merged with others, or hold a formula."""
    found = {}
    for name, place in places.items():
        if merged := table.oddities.merged_at(row.number, place):
            found[name] = merged
        elif (row.number, place) in table.oddities.formulas:
            found[name] = FORMULA
    return found


def line_of(told: Mapping[str, str], spec: CountsSpec) -> Line:
    """A line from what `Line.told` wrote."""
    texts = {column.name: told[column.name] for column in COLUMNS}
    rest = json.loads(told.get("rest", "{}"))
    odd: dict[str, str] = rest.get("odd", {})
    return Line(
        number=int(told["row"]),
        line=int(told["line"]),
        quarter=quarter_named(texts["quarter"]),
        place=place_of(texts, spec),
        numerator=_amount(texts, odd, "numerator"),
        denominator=_amount(texts, odd, "denominator"),
        comment=texts["comment"].lstrip(_STARTS_OF_FORMULA),
        texts=texts,
        odd=odd,
        at=rest.get("at", {}),
    )


def _amount(texts: Mapping[str, str], odd: Mapping[str, str], column: str) -> Amount:
    """A count whose cell is no one count's, or was computed, is none."""
    if column not in odd:
        return amount(texts[column])
    return Fault.FORMULA if odd[column] == FORMULA else Fault.MERGED


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
