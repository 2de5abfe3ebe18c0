"""DOCX: what a reader sees with all changes taken: no deleted text, no notes in the margin."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from village.figures.check.document import Document
from village.figures.check.taking_in.forms import Form
from village.figures.check.taking_in.laying import Laying
from village.figures.check.taking_in.packed import Packed
from village.figures.check.taking_in.spans import Cell, grid

Element = Any  # Any: the library ships no types

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE: Final = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", FALLBACK}
_WRAPPERS: Final = {
    f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
}
_SPACES: Final = {f"{W}tab", f"{W}br", f"{W}cr", f"{W}ptab"}
_BOX: Final = f"{W}txbxContent"


@dataclass(frozen=True, slots=True)
class Style:
    """level: of a heading, 0 for none."""

    level: int = 0
    is_item: bool = False


def take_docx(data: bytes, name: str) -> Document:
    """Raises Untaken for what is locked, damaged or too long, Harmful for a bomb."""
    packed = Packed(data, name)
    main = PurePosixPath(packed.main)
    root = packed.tree(str(main))
    if root is None:
        raise packed.damaged()
    _to_plain(root)
    styles = _styles(packed.tree(str(main.with_name("styles.xml"))))
    walk = _Walk(Laying(name), styles)
    body = root.find(f"{W}body")
    walk.through(() if body is None else body)
    for notes in ("footnotes", "endnotes"):
        walk.notes(packed.tree(str(main.with_name(f"{notes}.xml"))), notes[:-1])
    return Document(name, Form.DOCX, tuple(walk.laying.blocks))


def elements(body: Element, name: str) -> list[Element]:
    """The paragraph or table that each block of the body was read from, by the block's number."""
    walk = _Walk(Laying(name), {})
    walk.through(body)
    return walk.elements


def _to_plain(root: Element) -> None:
    """Strict Open XML has the same words under another name."""
    if root.tag.startswith(STRICT):
        for element in root.iter():
            if isinstance(element.tag, str) and element.tag.startswith(STRICT):
                element.tag = W + element.tag.removeprefix(STRICT)
                for key in [key for key in element.attrib if key.startswith(STRICT)]:
                    element.set(W + key.removeprefix(STRICT), element.attrib.pop(key))


def _styles(root: Element | None) -> Mapping[str, Style]:
    """By its id, what a style says, with what it is based on."""
    if root is None:
        return {}
    _to_plain(root)
    found = {one.get(f"{W}styleId"): one for one in root.iter(f"{W}style")}
    return {key: _style(key, found) for key in found if key}


def _style(key: str | None, found: Mapping[str, Element]) -> Style:
    level, is_item, seen = 0, False, set[str]()
    while key and key in found and key not in seen:
        seen.add(key)
        style = found[key]
        said = str(_value(style, "name") or "").lower()
        number = said.removeprefix("heading ")
        level = level or (int(number) if said != number and number.isdigit() else 0)
        level = level or (1 if said == "title" else 0) or _outline(style.find(f"{W}pPr"))
        is_item = is_item or said.startswith("list ") or _is_numbered(style.find(f"{W}pPr"))
        key = _value(style, "basedOn")
    return Style(level, is_item and not level)


def _value(element: Element | None, child: str) -> str | None:
    found = None if element is None else element.find(f"{W}{child}")
    return None if found is None else found.get(f"{W}val")


def _outline(settings: Element | None) -> int:
    said = _value(settings, "outlineLvl")
    return int(said) + 1 if said and said.isdigit() and int(said) < 9 else 0


def _is_numbered(settings: Element | None) -> bool:
    numbering = None if settings is None else settings.find(f"{W}numPr")
    return numbering is not None and _value(numbering, "numId") != "0"


class _Walk:
    """Goes through the body in reading order. A block's line is its number."""

    def __init__(self, laying: Laying, styles: Mapping[str, Style]) -> None:
        self.laying = laying
        self.elements: list[Element] = []
        self._styles = styles

    def through(self, elements: Iterable[Element]) -> None:
        for element in elements:
            if element.tag == f"{W}p":
                self._paragraph(element)
            elif element.tag == f"{W}tbl":
                self._table(element)
            elif element.tag in _WRAPPERS:
                self.through(element)

    def notes(self, root: Element | None, one: str) -> None:
        """Notes at the foot of pages, which stand after the text."""
        if root is None:
            return
        _to_plain(root)
        for note in root.iter(f"{W}{one}"):
            if note.get(f"{W}type") in {None, "normal"}:
                self.through(note)

    def _paragraph(self, paragraph: Element) -> None:
        text = "".join(_said(paragraph))
        settings = paragraph.find(f"{W}pPr")
        style = self._styles.get(_value(settings, "pStyle") or "", Style())
        level = _outline(settings) or style.level
        number = self.laying.next_number
        if level:
            self.laying.heading(text, level=level, line=number)
        elif style.is_item or _is_numbered(settings):
            self.laying.item(text, line=number)
        else:
            self.laying.paragraph(text, line=number)
        self._note(paragraph)
        for box in _boxes(paragraph):
            self.through(box)

    def _note(self, element: Element) -> None:
        """Remember where the block was read from, if it made one."""
        if len(self.laying.blocks) > len(self.elements):
            self.elements.append(element)

    def _table(self, table: Element) -> None:
        rows = [_row(row) for row in _unwrapped(table, f"{W}tr")]
        self.laying.table(grid(rows), line=self.laying.next_number)
        self._note(table)
        for row in _unwrapped(table, f"{W}tr"):
            for cell in _unwrapped(row, f"{W}tc"):
                for inner in _unwrapped(cell, f"{W}tbl"):
                    self._table(inner)


def _row(row: Element) -> list[Cell]:
    settings = row.find(f"{W}trPr")
    before = _count(_value(settings, "gridBefore")) if _value(settings, "gridBefore") else 0
    return [Cell("")] * before + [_cell(cell) for cell in _unwrapped(row, f"{W}tc")]


def _cell(cell: Element) -> Cell:
    settings = cell.find(f"{W}tcPr")
    merged = None if settings is None else settings.find(f"{W}vMerge")
    goes_on = merged is not None and merged.get(f"{W}val") != "restart"
    text = " ".join("".join(_said(one)) for one in _unwrapped(cell, f"{W}p"))
    return Cell("" if goes_on else text, _count(_value(settings, "gridSpan")))


def _count(said: str | None) -> int:
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 4 else 1


def _unwrapped(parent: Element, tag: str) -> Iterator[Element]:
    """Children of this tag, also those within content controls and tracked insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _unwrapped(child, tag)


def _said(element: Element) -> Iterator[str]:
    """The text of a paragraph, without that of boxes which hang on it."""
    for child in element:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in _SPACES:
            yield " "
        elif child.tag in {f"{W}noBreakHyphen"}:
            yield "-"
        elif child.tag not in _GONE and child.tag != _BOX and not _is_hidden(child):
            yield from _said(child)


def _is_hidden(run: Element) -> bool:
    settings = run.find(f"{W}rPr") if run.tag == f"{W}r" else None
    vanish = None if settings is None else settings.find(f"{W}vanish")
    return vanish is not None and vanish.get(f"{W}val") not in {"0", "false"}


def _boxes(paragraph: Element) -> Iterator[Element]:
    """Boxes of text in a drawing; each once, though Word writes an older form of it beside."""
    for box in paragraph.iter(_BOX):
        if next(box.iterancestors(FALLBACK), None) is None:
            yield box
