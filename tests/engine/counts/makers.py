"""Small returns of counts, and what is asked for in them."""

import io
from collections.abc import Iterable
from datetime import date

import openpyxl

from village.engine.intake.received import Received, receive
from village.engine.specs.counts import Asked, CountsSpec
from village.kernel.periods import Period

QUARTER = Period(date(2026, 4, 1), date(2026, 6, 30))
LABEL = "April to June 2026"
HEAD = ("Quarter", "Indicator", "Breakdown", "Group", "Numerator", "Denominator", "Comment")
NOTICES = Asked("notices", "Police notices", "notices sent", "", ("sex",))
DECIDED = Asked("decided", "Notices decided in a day", "decided in a day", "notices decided", ())
SPEC = CountsSpec(
    "counts-police", "Police counts", "2026-1", "made up", "police", (NOTICES, DECIDED)
)

Line = tuple[object, ...]
GOOD: tuple[Line, ...] = (
    (LABEL, "notices", "all", "all", 120, "", "More officers were trained."),
    (LABEL, "notices", "sex", "Female", 70, "", ""),
    (LABEL, "notices", "sex", "Male", 48, "", ""),
    (LABEL, "notices", "sex", "Not known", 2, "", ""),
    (LABEL, "decided", "all", "all", 90, 118, ""),
)


def changed(number: int, **cells: object) -> list[Line]:
    """The good lines with some cells of one of them written otherwise."""
    places = [name.lower() for name in HEAD]
    lines = [list(line) for line in GOOD]
    for name, value in cells.items():
        lines[number][places.index(name)] = value
    return [tuple(line) for line in lines]


def as_csv(lines: Iterable[Line], *, head: Line = HEAD) -> Received:
    def quoted(cell: object) -> str:
        return '"' + str(cell).replace('"', '""') + '"'

    text = "\r\n".join(",".join(map(quoted, line)) for line in (head, *lines))
    return receive(io.BytesIO(text.encode()), name="counts.csv")


def as_workbook(lines: Iterable[Line], *, head: Line = HEAD) -> Received:
    book = openpyxl.Workbook()
    book.active.title = "Counts"
    for line in (head, *lines):
        book.active.append([None if cell == "" else cell for cell in line])
    saved = io.BytesIO()
    book.save(saved)
    saved.seek(0)
    return receive(saved, name="counts.xlsx")
