"""Plain text: form feeds part pages, empty lines part paragraphs."""

from collections.abc import Iterator

from village.figures.check.document import Document
from village.figures.check.taking_in import limits
from village.figures.check.taking_in.forms import Form
from village.figures.check.taking_in.joining import lay
from village.figures.check.taking_in.laying import Laying, too_long
from village.figures.check.taking_in.letters import decoded
from village.figures.check.taking_in.lines import Line, line, without_running


def take_text(data: bytes, name: str) -> Document:
    """Raises Untaken where it is too long."""
    text = (decoded(data) or "").replace("\r\n", "\n").replace("\r", "\n")
    parts = text.split("\f")
    is_long = len(text) > limits.SIGNS or text.count("\n") > limits.LINES
    if is_long or len(parts) > limits.PAGES:
        raise too_long(name)
    laying = Laying(name)
    if len(parts) == 1:
        lay(list(_lines(text, None)), laying)
        return Document(name, Form.TEXT, tuple(laying.blocks))
    if not parts[-1].strip():
        parts.pop()
    pages = [list(_lines(part, number)) for number, part in enumerate(parts, 1)]
    lay([one for page in without_running(pages) for one in page], laying)
    return Document(name, Form.TEXT, tuple(laying.blocks), pages=len(parts))


def _lines(text: str, page: int | None) -> Iterator[Line]:
    above = 0
    for number, raw in enumerate(text.split("\n"), 1):
        if raw.strip():
            yield line(raw, number, page=page, above=above)
            above = 0
        else:
            above += 1
