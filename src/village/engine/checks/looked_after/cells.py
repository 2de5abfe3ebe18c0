"""How a rule's places become the cells of a finding."""

from datetime import date

from village.engine.checks.findings import Cell, Finding
from village.engine.specs.looked_after import COLUMNS, Child, Row


def finding(places: tuple[tuple[Row, *tuple[str, ...]], ...], child: Child) -> Finding:
    """One finding on a child; a child's own cells carry its id and number."""
    return Finding(
        tuple(cell(row, attribute, child) for row, *names in places for attribute in names)
    )


def cell(row: Row, attribute: str, child: Child) -> Cell:
    """One value as it stands in the return, dates as its tables write them."""
    name, column = COLUMNS[type(row), attribute]
    return Cell(
        name, column, row.row, row.line, _shown(row, attribute), child.child_id, child.number
    )


def _shown(row: Row, attribute: str) -> str:
    value = getattr(row, attribute)
    if value is None:
        return dict(row.unreadable).get(attribute, "")
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)
