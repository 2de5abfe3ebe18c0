"""Shows a person the rows of a sheet: the look is written down before a row leaves."""

from datetime import datetime

from village import trail
from village.kernel.refusal import Refusal
from village.partnership.people.models import Person
from village.past.models import Bringing
from village.past.selectors.tables import Sheets, sheets_of


class RowsGone(Refusal):
    """The rows are destroyed; what came of them stays."""

    def __init__(self) -> None:
        super().__init__("The rows of this sheet are destroyed.")


def look(found: Bringing, *, by: Person, at: datetime) -> Sheets:
    """Every sheet of a file, for who may see it. Refused: the look could not be recorded."""
    return _read("past.look", found, by=by, at=at)


def exported(found: Bringing, *, by: Person, at: datetime) -> Bringing:
    """The sheet whose left-out rows leave as a file. Refused: RowsGone; as above."""
    _read("past.export", found, by=by, at=at)
    return found


def _read(name: str, found: Bringing, *, by: Person, at: datetime) -> Sheets:
    if not found.has_rows:
        raise RowsGone
    sheets = sheets_of(found)
    rows = sum(len(records) for records in sheets.values())
    trail.read(name, by=by, at=at, kind="bringing", ref=found.ref, rows=rows)
    return sheets
