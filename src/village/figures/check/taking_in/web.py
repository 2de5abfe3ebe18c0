"""HTML: what a reader of the page sees, without scripts, styles and forms."""

import re
from collections.abc import Iterator
from typing import Any, Final

from village.figures.check.document import Document
from village.figures.check.taking_in import limits
from village.figures.check.taking_in.faults import Harmful, Untaken
from village.figures.check.taking_in.forms import Form, empty
from village.figures.check.taking_in.laying import Laying, too_long
from village.figures.check.taking_in.letters import decoded
from village.figures.check.taking_in.spans import Cell, grid

Element = Any  # Any: the library ships no types

_LEFT_OUT: Final = frozenset(
    {
        "script",
        "style",
        "head",
        "template",
        "noscript",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "canvas",
        "button",
        "input",
        "select",
        "textarea",
        "nav",
    }
)
_INLINE: Final = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    }
)
_HEADING: Final = re.compile(r"h([1-6])")
_CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,20})""", re.I)
_ENTITY: Final = re.compile(r"<!ENTITY\s", re.IGNORECASE)
DEEPEST = 200


def take_html(data: bytes, name: str) -> Document:
    """Raises Untaken where it is too long, too deep or empty, Harmful where it defines entities."""
    from lxml import etree

    text = _text(data)
    if len(text) > 10 * limits.SIGNS:
        raise too_long(name)
    if _ENTITY.search(text):
        raise entities(name)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    root = etree.fromstring(text.encode(), parser)
    if root is None:
        raise empty(name)
    laying = Laying(name)
    _walk(root, laying)
    return Document(name, Form.HTML, tuple(laying.blocks))


def entities(name: str) -> Harmful:
    return Harmful(
        "This file defines words of its own (XML entities), as no report needs to.",
        where=name,
        mend="Save the report again from the program that it was written in.",
    )


def too_deep(name: str) -> Untaken:
    return Untaken(
        f"The parts of this page are nested too deeply: more than {DEEPEST} in one another.",
        where=name,
        mend="Save the report as DOCX or PDF.",
    )


def _text(data: bytes) -> str:
    """By the mark at the start, by what the page says of itself, or as other text."""
    said = _CHARSET.search(data[:2048])
    if said and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(said[1].decode("ascii"))
        except (UnicodeDecodeError, LookupError):
            pass
    text = decoded(data) or ""
    return text.partition("?>")[2] if text.lstrip().startswith("<?xml") else text


def _walk(element: Element, laying: Laying, depth: int = 0, *, in_item: bool = False) -> None:
    """Lay an element's blocks; text between them is a paragraph of its own."""
    in_item = in_item or element.tag in {"li", "dd"}
    loose: list[str] = [element.text or ""]
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in _INLINE and not _has_blocks(child):
            loose.append(_words(child))
        elif tag == "br":
            loose.append(" ")
        elif tag not in _LEFT_OUT and not _is_hidden(child):
            if depth == DEEPEST:
                raise too_deep(laying.name)
            _paragraph(loose, laying, is_item=in_item)
            _block(child, tag, laying, depth, in_item=in_item)
        loose.append(child.tail or "")
    _paragraph(loose, laying, is_item=in_item)


def _paragraph(loose: list[str], laying: Laying, *, is_item: bool) -> None:
    text, number = "".join(loose), laying.next_number
    loose.clear()
    if is_item:
        laying.item(text, line=number)
    else:
        laying.paragraph(text, line=number)


def _block(element: Element, tag: str, laying: Laying, depth: int, *, in_item: bool) -> None:
    if heading := _HEADING.fullmatch(tag):
        laying.heading(_words(element), level=int(heading[1]), line=laying.next_number)
    elif tag == "table":
        _table(element, laying)
    else:
        _walk(element, laying, depth + 1, in_item=in_item)


def _table(element: Element, laying: Laying) -> None:
    caption = element.find("caption")
    rows = [
        [_cell(cell) for cell in row if cell.tag in {"td", "th"}]
        for row in element.iter("tr")
        if next(row.iterancestors("table")) is element
    ]
    laying.table(
        grid(rows),
        line=laying.next_number,
        caption="" if caption is None else _words(caption),
    )
    for inner in element.iterdescendants("table"):
        if next(inner.iterancestors("table")) is element:
            _table(inner, laying)


def _cell(cell: Element) -> Cell:
    return Cell(_words(cell), _number(cell.get("colspan")), _number(cell.get("rowspan")))


def _number(said: str | None) -> int:
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 5 else 1


def _words(element: Element) -> str:
    return "".join(_said(element))


def _said(element: Element) -> Iterator[str]:
    """The text within, with a space where a block begins or ends; no table within the table."""
    if element.tag in _LEFT_OUT or element.tag == "table" or _is_hidden(element):
        return
    yield element.text or ""
    for child in element:
        if child.tag == "table" or not isinstance(child.tag, str):
            yield child.tail or ""
            continue
        space = "" if child.tag in _INLINE else " "
        yield space
        yield from _said(child)
        yield space
        yield child.tail or ""


def _has_blocks(element: Element) -> bool:
    return any(
        isinstance(child.tag, str) and child.tag not in _INLINE and child.tag != "br"
        for child in element.iterdescendants()
    )


def _is_hidden(element: Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style
