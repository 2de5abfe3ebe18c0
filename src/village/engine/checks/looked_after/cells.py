"""How a rule's places become the cells of a finding."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from village.engine.checks.tally import Shown
from village.engine.specs.looked_after import COLUMNS, Row


def shown(places: tuple[tuple[Row, *tuple[str, ...]], ...]) -> Iterator[Shown]:
    """The cells of one finding, each value as it stands in the return."""
    for row, *names in places:
        for name in names:
            table, column = COLUMNS[type(row), name]
            yield table, column, row.row, row.line, _value(row, name)


def _value(row: Row, attribute: str) -> str:
    """A day is shown as the return's tables write it."""
    value = getattr(row, attribute)
    if type(value) is str:
        return value
    if value is None:
        return dict(row.unreadable).get(attribute, "") if row.unreadable else ""
    return _day(value)


@lru_cache(maxsize=1 << 16)
def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")
