"""What reads a stranger's PDF: a child process with limits, which tells its lines as JSON.

It inherits no key and no open file, can write no file, and says on its one pipe either the pages
or which of the faults in `Fault` it met.
"""

import ctypes
import json
import os
import resource
import sys
from collections.abc import Iterator
from enum import StrEnum
from math import hypot
from typing import Any

from village.figures.check.taking_in import limits

LOCKED = {4, 5}  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY
WIDE = 0.8  # sizes of a letter between two words: they stand in two columns


class Fault(StrEnum):
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    TOO_LONG = "too long"


Told = dict[str, Any]  # Any: plain JSON


def main() -> None:
    confine()
    data = sys.stdin.buffer.read(limits.FILE_BYTES + 1)
    sys.stdout.write(json.dumps(read(data)))


def confine() -> None:
    """No more memory, time or files than this, and no core file that would hold what was read."""
    cpu = limits.CHILD_CPU_SECONDS
    for limit, most in (
        (resource.RLIMIT_AS, limits.CHILD_MEMORY),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        resource.setrlimit(limit, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))


def read(data: bytes) -> Told:
    """`pages`: of each, its `lines` (text, height on the page and size, in points) and whether
    it `draws` anything but text. Or `fault`: one of Fault."""
    import pypdfium2

    try:
        opened = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        locked = getattr(fault, "err_code", None) in LOCKED
        return {"fault": Fault.ENCRYPTED if locked else Fault.DAMAGED}
    if len(opened) > limits.PAGES:
        return {"fault": Fault.TOO_LONG}
    pages, signs = [], 0
    for number in range(len(opened)):
        try:
            page = _page(opened[number])
        except pypdfium2.PdfiumError:
            return {"fault": Fault.DAMAGED}
        signs += sum(len(one[0]) for one in page["lines"])
        if signs > limits.SIGNS:
            return {"fault": Fault.TOO_LONG}
        pages.append(page)
    return {"pages": pages}


def _page(page: Any) -> Told:  # Any: the library ships no types
    from pypdfium2 import raw

    words = page.get_textpage()
    lines = list(_lines(words)) if 0 < words.count_chars() <= limits.SIGNS else []
    draws = any(
        raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, at)) != raw.FPDF_PAGEOBJ_TEXT
        for at in range(raw.FPDFPage_CountObjects(page))
    )
    words.close()
    page.close()
    return {"lines": lines, "draws": draws}


def _lines(words: Any) -> Iterator[tuple[str, float, float]]:  # Any: the library ships no types
    """Each printed line; a tab stands between the columns of a table."""
    text = words.get_text_range()
    letters = _Letters(words)
    at = 0
    for whole in text.split("\r\n"):
        for begins, part in _broken(whole):
            first = at + begins + len(part) - len(part.lstrip())
            if part.strip():
                size = letters.size(first)
                yield _columns(part, at + begins, size, letters), letters.foot(first), size
        at += len(whole) + 2


def _broken(text: str) -> Iterator[tuple[int, str]]:
    """A line, parted again where a hyphen at its end joined it to the next one."""
    begins = 0
    while (end := text.find("\ufffe", begins) + 1) > 0:
        yield begins, text[begins:end]
        begins = end
    yield begins, text[begins:]


def _columns(text: str, at: int, size: float, letters: "_Letters") -> str:
    """The line with a tab for a space that is wider than one between words."""
    signs = list(text)
    for place, sign in enumerate(text[1:-1], 1):
        if sign == " " and text[place - 1] != " " and text[place + 1] != " ":
            gap = letters.sides(at + place + 1)[0] - letters.sides(at + place - 1)[1]
            if gap > WIDE * size:
                signs[place] = "\t"
    return "".join(signs)


class _Letters:
    """Where the letters of a page stand, and how large they are, in points."""

    def __init__(self, words: Any) -> None:  # Any: the library ships no types
        from pypdfium2 import raw

        self._words, self._raw = words, raw
        self._box, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def size(self, at: int) -> float:
        size = float(self._raw.FPDFText_GetFontSize(self._words, at))
        told = self._raw.FPDFText_GetMatrix(self._words, at, ctypes.byref(self._matrix))
        return round(size * hypot(self._matrix.c, self._matrix.d) if told else size, 2)

    def foot(self, at: int) -> float:
        """The height of the line that the letter stands on, from the page's foot."""
        x, y = self._x, self._y
        self._raw.FPDFText_GetCharOrigin(self._words, at, ctypes.byref(x), ctypes.byref(y))
        return round(y.value, 2)

    def sides(self, at: int) -> tuple[float, float]:
        """Left and right."""
        box = self._box
        if not self._raw.FPDFText_GetLooseCharBox(self._words, at, ctypes.byref(box)):
            return 0.0, 0.0
        return box.left, box.right


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)  # the library's own tidying up is of no use to anybody
