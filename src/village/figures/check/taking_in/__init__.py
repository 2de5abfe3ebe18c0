"""Takes a document in: bytes of any form become blocks in reading order."""

from pathlib import Path

from village.figures.check.document import Document
from village.figures.check.taking_in import limits
from village.figures.check.taking_in.claimed import take_csv, take_yaml
from village.figures.check.taking_in.faults import Harmful, Untaken
from village.figures.check.taking_in.forms import Form, empty, form_of
from village.figures.check.taking_in.markdown import take_markdown
from village.figures.check.taking_in.pdf import take_pdf
from village.figures.check.taking_in.text import take_text
from village.figures.check.taking_in.web import take_html
from village.figures.check.taking_in.word import take_docx

__all__ = ["Form", "Harmful", "Untaken", "take_in"]

_TAKERS = {
    Form.DOCX: take_docx,
    Form.PDF: take_pdf,
    Form.HTML: take_html,
    Form.MARKDOWN: take_markdown,
    Form.TEXT: take_text,
    Form.YAML: take_yaml,
    Form.CSV: take_csv,
}


def take_in(brought: Path | bytes, name: str = "") -> Document:
    """A document's blocks, from a file or its bytes.

    Lines are printed lines in plain text, Markdown and PDF; in DOCX and HTML, which have none, the
    line is the block's number. Raises Untaken, with one clear message, for what cannot be read, and
    OSError where the computer refuses. Cost: 100 pages of PDF in about half a second.
    """
    called = name or (brought.name if isinstance(brought, Path) else "the file")
    data = brought if isinstance(brought, bytes) else _read(brought, called)
    if len(data) > limits.FILE_BYTES:
        raise _too_large(called)
    document = _TAKERS[form_of(data, called)](data, called)
    if not (document.blocks or document.claims or document.held_back or document.pictures):
        raise empty(called)
    return document


def _read(path: Path, name: str) -> bytes:
    if path.is_file() and path.stat().st_size > limits.FILE_BYTES:
        raise _too_large(name)
    return path.read_bytes()


def _too_large(name: str) -> Untaken:
    return Untaken(
        f"The file is larger than {limits.FILE_BYTES // 1_000_000} MB.",
        where=name,
        mend="Save it with smaller pictures, or check it in parts.",
    )
