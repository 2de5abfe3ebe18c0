"""PDF: its text by page, read by a confined child; pages that are only pictures are named."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from village.figures.check.document import Document
from village.figures.check.taking_in import limits
from village.figures.check.taking_in.faults import Harmful, Untaken
from village.figures.check.taking_in.forms import Form, encrypted
from village.figures.check.taking_in.inside import Fault
from village.figures.check.taking_in.joining import lay
from village.figures.check.taking_in.laying import Laying, too_long
from village.figures.check.taking_in.lines import Line, line, without_running

MODULE = "village.figures.check.taking_in.inside"
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
"""All that the child knows of the world: no key, no database, no home."""
GAP = 1.55  # of the usual step from line to line: a paragraph ends there
Told = dict[str, Any]  # Any: plain JSON


def take_pdf(data: bytes, name: str) -> Document:
    """Raises Untaken for a file that is locked, damaged or too long, Harmful for one that takes
    more memory or time than a report may."""
    pages = _read(data, name)
    step = _usual([step for page in pages for step in _steps(page["lines"])])
    height = _usual([tall for page in pages for text, _, tall in page["lines"] for _ in text])
    printed = without_running(
        [_page(page["lines"], number, step, height) for number, page in enumerate(pages, 1)]
    )
    laying = Laying(name)
    lay([one for page in printed for one in page], laying)
    pictures = tuple(
        number
        for number, (page, lines) in enumerate(zip(pages, printed, strict=True), 1)
        if page["draws"] and not lines
    )
    return Document(name, Form.PDF, tuple(laying.blocks), pages=len(pages), pictures=pictures)


def _steps(lines: Sequence[Sequence[Any]]) -> list[float]:  # Any: plain JSON
    """How far each line stands below the one before it."""
    return [above[1] - below[1] for above, below in pairwise(lines) if above[1] - below[1] > 1]


def _usual(lengths: Sequence[float]) -> float:
    """The commonest of them, to a quarter of a point; 1 where there is none."""
    common = Counter(round(4 * one) / 4 for one in lengths if one > 0).most_common(1)
    return common[0][0] if common else 1.0


def _page(lines: Sequence[Sequence[Any]], page: int, step: float, height: float) -> list[Line]:
    """Lines of which each knows whether a gap stands above it. Any: plain JSON."""
    made, last = [], None
    for number, (text, top, tall) in enumerate(lines, 1):
        wide = last is not None and not -1 < last - top < GAP * max(step, tall)
        made.append(
            line(text, number, page=page, above=2 if wide else 0, size=round(tall / height, 2))
        )
        last = top
    return [one for one in made if one.text]


def _read(data: bytes, name: str) -> list[Told]:
    told = _told(data, name)
    fault = told.get("fault")
    if fault == Fault.ENCRYPTED:
        raise encrypted(name)
    if fault == Fault.TOO_LONG:
        raise too_long(name)
    if fault:
        raise Untaken(
            "This PDF is cut short or damaged.", where=name, mend="Save it again and send that."
        )
    return list(told["pages"])


def _told(data: bytes, name: str) -> Told:
    """What the child says. Whatever it does, it ends."""
    try:
        ended = subprocess.run(  # noqa: S603  # reason: our own interpreter and module
            [sys.executable, "-P", "-s", "-B", "-m", MODULE],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # it may quote what it read
            env=ENVIRONMENT,
            cwd="/",
            close_fds=True,
            start_new_session=True,
            timeout=limits.CHILD_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_much(name) from None
    if ended.returncode:
        raise _too_much(name)
    told: Told = json.loads(ended.stdout)
    return told


def _too_much(name: str) -> Harmful:
    return Harmful(
        "This PDF takes more memory or time than a report may.",
        where=name,
        mend="Print it to a new PDF and check that, or send the report as DOCX.",
    )
