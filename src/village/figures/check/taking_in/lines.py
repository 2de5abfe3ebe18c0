"""The printed lines of a page, without what stands on every page."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from village.figures.check.taking_in.letters import clean

SOFT_HYPHEN: Final = "\u00ad"
LINE_HYPHEN: Final = "\ufffe"
"""How a reader of PDF writes the hyphen at a line's end."""
EDGE = 3  # lines at the head and at the foot of a page, among which running ones stand
_NUMBER: Final = re.compile(r"\d+")
_CELLS: Final = re.compile(r"\t+| {3,}")
_AMOUNT: Final = re.compile(r"([^\W\d_][^=]{1,80}?[^\W_]\)?) ([£(]?\d[\d,]*(?:\.\d+)?[%)]?)")


@dataclass(frozen=True, slots=True)
class Line:
    """text: with single spaces. number: from 1, in the page or else in the document. above: how
    many empty lines stand above it. size: of its letters, where 1 is the size of most of the text
    and 0 an unknown one. runs_on: whether it ends with a space, as lines do that a program broke.
    cells: its texts, where it is parted into columns or is a name and an amount. is_row: whether it
    is parted by more than the space between words."""

    text: str
    number: int
    page: int | None = None
    above: int = 0
    size: float = 0.0
    runs_on: bool = False
    cells: tuple[str, ...] = ()
    is_row: bool = False


def line(
    raw: str, number: int, *, page: int | None = None, above: int = 0, size: float = 0.0
) -> Line:
    if raw.rstrip().endswith(SOFT_HYPHEN):
        raw = raw.rstrip()[:-1] + LINE_HYPHEN
    text = clean(raw)
    cells = tuple(clean(cell) for cell in _CELLS.split(raw.strip()))
    is_row = len(cells) > 1
    if not is_row and (amount := _AMOUNT.fullmatch(text)):
        cells = (amount[1], amount[2])
    return Line(
        text,
        number,
        page,
        above,
        size,
        raw.rstrip("\r\n").endswith(" "),
        cells if len(cells) > 1 else (),
        is_row,
    )


Page = Sequence[Line]


def without_running(pages: Sequence[Page]) -> list[list[Line]]:
    """The pages without heads, feet and page numbers that stand on a third of them or more."""
    counts = Counter(key for page in pages for key in _keys_of(page))
    least = max(3, (len(pages) + 2) // 3)
    running = {key for key, count in counts.items() if count >= least}
    return [
        [one for place, one in enumerate(page) if not _runs(one, place, page, running)]
        for page in pages
    ]


def _runs(one: Line, place: int, page: Page, running: set[str]) -> bool:
    at_edge = place < EDGE or place >= len(page) - EDGE
    return at_edge and not running.isdisjoint(_keys(one))


def _keys_of(page: Page) -> set[str]:
    edges: Iterable[Line] = page if len(page) <= 2 * EDGE else [*page[:EDGE], *page[-EDGE:]]
    return {key for one in edges for key in _keys(one)}


def _keys(one: Line) -> set[str]:
    """What makes two lines the same running line: their words, or their words and a number that
    grows as the pages do."""
    page = one.page or 0
    first = _NUMBER.search(one.text)
    if not first:
        return {one.text}
    moved = f"{one.text[: first.start()]}#{int(first[0][:9]) - page}{one.text[first.end() :]}"
    return {moved} if first[0] == one.text else {one.text, moved}
