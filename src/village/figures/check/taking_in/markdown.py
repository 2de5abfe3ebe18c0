"""Markdown (CommonMark with tables), each block with its line in the file."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from village.figures.check.document import Document
from village.figures.check.taking_in import limits
from village.figures.check.taking_in.forms import Form
from village.figures.check.taking_in.headings import level_of
from village.figures.check.taking_in.laying import Laying, too_long
from village.figures.check.taking_in.letters import decoded
from village.figures.check.taking_in.lines import line

if TYPE_CHECKING:
    from markdown_it.token import Token

NESTED = 20
_NUMBERED = [
    "ordered_list_open", "list_item_open", "paragraph_open", "inline", "paragraph_close",
    "list_item_close", "ordered_list_close",
]  # fmt: skip
_BREAKS = {"softbreak", "hardbreak"}


def take_markdown(data: bytes, name: str) -> Document:
    """Raises Untaken where it is too long."""
    from markdown_it import MarkdownIt

    text = decoded(data) or ""
    if len(text) > limits.SIGNS or text.count("\n") > limits.LINES:
        raise too_long(name)
    parser = MarkdownIt("commonmark", {"maxNesting": NESTED, "html": False}).enable("table")
    laying = Laying(name)
    _Walk(laying).through(parser.parse(text))
    return Document(name, Form.MARKDOWN, tuple(laying.blocks))


def _numbered_headings(tokens: "Sequence[Token]") -> set[int]:
    """Places of texts that a number alone made the one item of a list: “1. Introduction”."""
    found = set[int]()
    for at, token in enumerate(tokens[:-6]):
        kinds = [one.type for one in tokens[at : at + 7]]
        if token.level == 0 and kinds == _NUMBERED and level_of(line(tokens[at + 3].content, 1)):
            found.add(at + 3)
    return found


class _Walk:
    """Goes through the tokens once, knowing what is open."""

    def __init__(self, laying: Laying) -> None:
        self._laying = laying
        self._items = 0
        self._level = 0
        self._rows: list[list[str]] | None = None
        self._line = 1

    def through(self, tokens: "Sequence[Token]") -> None:
        headings = _numbered_headings(tokens)
        for at, token in enumerate(tokens):
            self._level = 2 if at in headings else self._level
            if token.map and self._rows is None:
                self._line = token.map[0] + 1
            self._take(token)

    def _take(self, token: "Token") -> None:
        kind = token.type
        if kind == "heading_open":
            self._level = int(token.tag[1:])
        elif kind in {"list_item_open", "list_item_close"}:
            self._items += 1 if kind.endswith("open") else -1
        elif kind == "table_open":
            self._rows = []
        elif kind == "tr_open" and self._rows is not None:
            self._rows.append([])
        elif kind == "table_close":
            rows, self._rows = self._rows or [], None
            self._laying.table(rows, line=self._line)
        elif kind == "inline":
            self._lay(token)
        elif kind in {"fence", "code_block"}:
            self._laying.paragraph(token.content, line=self._line)

    def _lay(self, token: "Token") -> None:
        text, lines = _text(token, self._line)
        if self._rows is not None:
            self._rows[-1].append(text)
        elif self._level:
            self._laying.heading(text, level=self._level, line=self._line)
            self._level = 0
        elif self._items:
            self._laying.item(text, line=self._line, lines=lines)
        else:
            self._laying.paragraph(text, line=self._line, lines=lines)


def _text(token: "Token", line: int) -> tuple[str, tuple[tuple[int, int], ...]]:
    """What is read of a line of Markdown, without its marks; and where each line begins."""
    text, lines = "", [(0, line)]
    for part in token.children or ():
        if part.type in _BREAKS:
            text = " ".join(text.split()) + " "
            lines.append((len(text), line + len(lines)))
        elif part.type != "image":
            text += part.content
    return text, tuple(lines)
