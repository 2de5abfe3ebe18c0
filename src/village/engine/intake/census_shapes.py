"""The census layout as the reader walks it: which element opens what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from village.engine.intake.census_values import PARSED
from village.engine.specs.census import FIELDS, LAYOUT, TABLES, Field, Record

_FILLS = {element: table for table in TABLES for element in table.elements}
_OPENS = {table.opened_by: table for table in TABLES if table.opened_by}


@dataclass(frozen=True, slots=True)
class Leaf:
    """A field that the reader fills, with what its text needs."""

    field: Field
    table: str
    parse: Callable[[str], object] | None
    code: str


@dataclass(frozen=True, slots=True)
class Shape:
    """An element that holds others. Without a record it fills the record around it.

    attribute: the parent's tuple that the finished record joins.
    never_empty: a leaf that gets a row of its own even when the element holds none.
    """

    name: str
    table: str
    record: type[Record] | None
    attribute: str
    leaves: Mapping[str, Leaf]
    blocks: "Mapping[str, Shape]"
    never_empty: Leaf | None


def _leaf(element: str, field: Field) -> Leaf:
    parse, code = PARSED.get(field.kind, (None, ""))
    return Leaf(field, _FILLS[element].name, parse, code)


def _shape(name: str) -> Shape:
    leaves = {field.xml: _leaf(name, field) for field in FIELDS.get(name, ())}
    opened, filled = _OPENS.get(name), _FILLS.get(name)
    table = opened or filled
    return Shape(
        name=name,
        table=table.name if table else name,
        record=opened.record if opened else None,
        attribute=opened.within if opened else "",
        leaves=leaves,
        blocks={inner: _shape(inner) for inner in LAYOUT[name] if inner in LAYOUT},
        never_empty=leaves.get("CPPreviewDate"),
    )


MESSAGE = _shape("Message")
