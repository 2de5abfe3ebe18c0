"""How a rule points at the values that take part in a finding."""

from datetime import date

from village.engine.checks.findings import Cell, Finding
from village.engine.specs.census import COLUMNS, Child, Record


def found(*places: tuple[Record, *tuple[str, ...]]) -> Finding:
    """A finding on the named attributes of records: `found((episode, "closure_date"))`."""
    return Finding(
        tuple(cell(record, attribute) for record, *names in places for attribute in names)
    )


def cell(record: Record, attribute: str, *, child: Child | None = None) -> Cell:
    """One value as it stands in the return. Name the child where cells of several meet."""
    table, column = COLUMNS[type(record), attribute]
    return Cell(
        table=table,
        column=column,
        row=record.row,
        line=record.line,
        value=_shown(record, attribute),
        child_id=(child.la_child_id or "") if child else "",
        child=child.row if child else 0,
    )


def _shown(record: Record, attribute: str) -> str:
    value = getattr(record, attribute)
    if value is None:
        return dict(record.unreadable).get(attribute, "")
    if isinstance(value, date):
        return value.isoformat()
    return ",".join(value) if isinstance(value, tuple) else str(value)


def given(record: Record, *attributes: str) -> list[tuple[Record, *tuple[str, ...]]]:
    """The place of those attributes that hold something; no place where none does."""
    held = tuple(name for name in attributes if getattr(record, name))
    return [(record, *held)] if held else []
