"""The Word file that was given, with a comment at each paragraph that a finding quotes."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from village.figures.check.annotating.page import block_of
from village.figures.check.document import Document
from village.figures.check.findings import Finding
from village.figures.check.taking_in.faults import Untaken
from village.figures.check.taking_in.packed import Packed
from village.figures.check.taking_in.word import W, elements
from village.figures.check.telling import QUOTE, told

AUTHOR, INITIALS = "Figures check", "FC"


def commented(data: bytes, document: Document, findings: Sequence[Finding]) -> bytes:
    """data: the file that `take_in` read the document from. All else in it stays as it is.

    A finding whose block holds no run of text is told at the first one that does. Raises Untaken
    where the file lacks what other programs need to open it.
    """
    from docx.text.run import Run

    file = _opened(data, document.name)
    blocks = elements(file.element.body, document.name)
    first = next(file.element.body.iter(f"{W}r"), None)
    if first is None:
        raise _no_place(document.name)
    for one in findings:
        at = block_of(document, one)
        runs = _runs(blocks[at]) if at is not None and at < len(blocks) else []
        ends = [Run(run, file) for run in ((runs or [first])[0], (runs or [first])[-1])]
        file.add_comment(ends, text=_text(one), author=AUTHOR, initials=INITIALS)
    made = BytesIO()
    file.save(made)
    return made.getvalue()


def _opened(data: bytes, name: str) -> Any:  # Any: it opens files of other kinds too
    import docx
    from docx.opc.exceptions import OpcError

    Packed(data, name).bounded()
    try:
        return docx.Document(BytesIO(data))
    except (OpcError, KeyError, ValueError, AttributeError):
        raise _no_place(name) from None


def _no_place(name: str) -> Untaken:
    return Untaken(
        "Comments cannot be written into this Word file.",
        where=name,
        mend="Open it in Word and save it again, or let --out end with .html.",
    )


def _runs(block: Any) -> list[Any]:  # Any: the library ships no types
    """The runs of a paragraph, or of the first paragraph of a table that has any."""
    for paragraph in block.iter(f"{W}p"):
        if (
            runs := [run for run in paragraph if run.tag == f"{W}r"]
            or list(paragraph.iter(f"{W}r"))[:1]
        ):
            return runs
    return []


def _text(one: Finding) -> str:
    return "\n".join(f"{name}: {words}" for name, words in told(one) if name != QUOTE)
