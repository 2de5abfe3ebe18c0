"""Turns the events of an XML parser into the frozen records of the census."""

from collections.abc import Mapping
from typing import Any, TypeVar
from xml.parsers import expat

from village.engine.errors import Hostile, WrongReturn
from village.engine.intake.census_shapes import MESSAGE, Leaf, Shape
from village.engine.intake.census_values import to_flag
from village.engine.specs.census import PASSED_OVER, Child, Header, Notice, Record

DEEPEST = 40
LONGEST_TEXT = 4_000
MOST_CHILDREN = 200_000
MOST_ROWS_OF_A_CHILD = 1_000
MOST_STRANGE_PLACES = 200

_SHOWN = 100

R = TypeVar("R", bound=Record)


class Frame:
    """A record being filled: the attributes read so far."""

    __slots__ = ("line", "row", "unreadable", "values")

    def __init__(self, *, line: int, row: int) -> None:
        self.line = line
        self.row = row
        # Any, here and in build: one dictionary holds dates, texts, numbers and lists.
        self.values: dict[str, Any] = {}
        self.unreadable: list[tuple[str, str]] = []

    def build(self, record: type[R], **more: Any) -> R:
        """The frozen record; lists become tuples."""
        values = {
            name: tuple(value) if type(value) is list else value
            for name, value in self.values.items()
        }
        if self.unreadable:
            values["unreadable"] = tuple(self.unreadable)
        return record(line=self.line, row=self.row, **values, **more)


class Builder:
    """The handlers of one expat parser, and the children that they have finished."""

    def __init__(self, *, name: str) -> None:
        self.name = name
        self.header: Header | None = None
        self.children: list[Child] = []
        self.file_notices: list[Notice] = []
        self.parser = self._parser()
        self._frames = [Frame(line=1, row=1)]
        self._shapes: list[Shape] = []
        self._leaf: Leaf | None = None
        self._text = ""
        self._skipping = 0
        self._rows: dict[str, int] = {}
        self._rows_of_child = 0
        self._reviews_before = 0
        self._noticed = self.file_notices
        self._seen: set[tuple[str, str, str]] = set()

    def _parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._doctype
        return parser

    def take(self) -> list[Child]:
        """The children finished since the last call."""
        children, self.children = self.children, []
        return children

    def wanted_header(self) -> Header:
        """The header; WrongReturn where there is none."""
        if self.header is None:
            raise self._wrong(
                "The return has no header before its children, so it does not say what it is.",
                mend="Export it again: Message holds Header first, then Children.",
            )
        return self.header

    # What the parser calls.

    def _doctype(self, *_declared: object) -> None:
        raise Hostile(
            "The file declares a document type or entities, which no return needs.",
            where=self._where(),
            mend="Do not open it elsewhere; export the return again without a DOCTYPE.",
        )

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        if self._skipping:
            self._skip()
        elif not self._shapes:
            self._root(name)
        elif self._leaf is not None:
            self._unknown(name, within=self._leaf.field.xml)
        elif (leaf := self._shapes[-1].leaves.get(name)) is not None:
            self._leaf = leaf
            self._text = ""
        elif (shape := self._shapes[-1].blocks.get(name)) is not None:
            self._open(shape)
        else:
            self._unknown(name, within=self._shapes[-1].name)

    def _characters(self, text: str) -> None:
        if self._skipping:
            return
        if self._leaf is not None:
            self._text = self._text + text if self._text else text
            if len(self._text) > LONGEST_TEXT:
                raise self._hostile(f"One value is longer than {LONGEST_TEXT:,} characters.")
        elif not text.isspace():
            self._note_once("V-TEXT", self._shapes[-1].table, self._shapes[-1].name)

    def _end(self, _name: str) -> None:
        if self._skipping:
            self._skipping -= 1
        elif (leaf := self._leaf) is not None:
            self._leaf = None
            self._keep(leaf)
        else:
            self._close(self._shapes.pop())

    # Blocks.

    def _root(self, name: str) -> None:
        if name != MESSAGE.name:
            raise self._wrong(
                "This is XML, but not a census: its first element is not Message.",
                mend="Send the XML file that your system exports for the census.",
            )
        self._shapes.append(MESSAGE)

    def _open(self, shape: Shape) -> None:
        self._shapes.append(shape)
        if shape.never_empty is not None:
            self._reviews_before = self._rows.get(shape.table, 0)
        if shape.name == "Children":
            self.wanted_header()
        elif shape.name == "PreProceedingsandFGDM":
            self._note_once("V-LAYOUT", shape.table, "")
        elif shape.name == "Child":
            self._noticed = []
            self._rows_of_child = 0
        if shape.record is not None:
            row = self._next_row(shape.table)
            self._frames.append(Frame(line=self.parser.CurrentLineNumber, row=row))

    def _close(self, shape: Shape) -> None:
        leaf = shape.never_empty
        if leaf is not None and leaf.field.record is not None:
            if self._rows.get(shape.table, 0) == self._reviews_before:
                self._keep_row(leaf, leaf.field.record, text="")
        elif shape.record is not None:
            frame = self._frames.pop()
            if shape.record is Child:
                self._finish_child(frame)
            elif shape.record is Header:
                self._finish_header(frame)
            else:
                siblings = self._frames[-1].values.setdefault(shape.attribute, [])
                siblings.append(frame.build(shape.record))

    def _finish_child(self, frame: Frame) -> None:
        child = frame.build(Child, noticed=tuple(self._noticed))
        self._noticed = self.file_notices
        self.children.append(child)
        if frame.row > MOST_CHILDREN:
            raise self._hostile(f"The return holds more than {MOST_CHILDREN:,} children.")

    def _finish_header(self, frame: Frame) -> None:
        header = frame.build(Header)
        if (header.collection or "").upper() != "CIN":
            raise self._wrong(
                "The header's Collection is not CIN, so this is another return.",
                mend="Send the children in need census, or choose the return that this is.",
            )
        self.header = header

    # Values.

    def _keep(self, leaf: Leaf) -> None:
        given = self._text
        text = given.strip()
        field = leaf.field
        if len(text) != len(given) and text:
            self._note("V-SPACE", leaf, given)
        if field.record is not None:
            self._keep_row(leaf, field.record, text=text)
        elif not text:
            return
        elif field.many:
            self._count_row()
            self._frames[-1].values.setdefault(field.attribute, []).append(text)
        elif field.attribute in self._frames[-1].values:
            self._note("V-TWICE", leaf, text)
        else:
            self._set(self._frames[-1], leaf, text=text, attribute=field.attribute)

    def _keep_row(self, leaf: Leaf, record: type[Record], *, text: str) -> None:
        """A value that is a row of its own: a disability, a review."""
        line, row = self.parser.CurrentLineNumber, self._next_row(leaf.table)
        frame = Frame(line=line, row=row)
        if text:
            self._set(frame, leaf, text=text, attribute=leaf.field.own)
        rows = self._frames[-1].values.setdefault(leaf.field.attribute, [])
        rows.append(frame.build(record))

    def _set(self, frame: Frame, leaf: Leaf, *, text: str, attribute: str) -> None:
        if leaf.parse is None:
            frame.values[attribute] = text
            if leaf.field.flag:
                frame.values[leaf.field.flag] = to_flag(text)
            return
        try:
            frame.values[attribute] = leaf.parse(text)
        except ValueError:
            frame.values[attribute] = None
            frame.unreadable.append((attribute, text[:_SHOWN]))
            self._note(leaf.code, leaf, text, frame=frame)

    # Rows, bounds, notices.

    def _next_row(self, table: str) -> int:
        self._count_row()
        row = self._rows.get(table, 0) + 1
        self._rows[table] = row
        return row

    def _count_row(self) -> None:
        self._rows_of_child += 1
        if self._rows_of_child > MOST_ROWS_OF_A_CHILD:
            raise self._hostile(
                f"One child has more than {MOST_ROWS_OF_A_CHILD:,} rows or notices."
            )

    def _skip(self) -> None:
        self._skipping += 1
        if self._skipping > DEEPEST:
            raise self._hostile(f"Elements stand more than {DEEPEST} deep in each other.")

    def _unknown(self, name: str, *, within: str) -> None:
        self._skipping = 1
        if name in PASSED_OVER:
            return
        self._note_once("V-ELEMENT", self._shapes[-1].table, within, value=name[:_SHOWN])

    def _note(self, code: str, leaf: Leaf, value: str, *, frame: Frame | None = None) -> None:
        self._count_row()
        frame = frame or self._frames[-1]
        self._noticed.append(
            Notice(
                code=code,
                table=leaf.table,
                column=leaf.field.xml,
                row=frame.row,
                line=self.parser.CurrentLineNumber,
                value=value[:_SHOWN],
            )
        )

    def _note_once(self, code: str, table: str, column: str, *, value: str = "") -> None:
        """One notice for each kind of strangeness, at the first place that shows it."""
        place = (code, column, value)
        if place in self._seen or len(self._seen) >= MOST_STRANGE_PLACES:
            return
        self._seen.add(place)
        row, line = self._frames[-1].row, self.parser.CurrentLineNumber
        self._noticed.append(
            Notice(code=code, table=table, column=column, row=row, line=line, value=value)
        )

    def _where(self) -> str:
        return f"{self.name}, line {self.parser.CurrentLineNumber}"

    def _hostile(self, what: str) -> Hostile:
        return Hostile(
            what,
            where=self._where(),
            mend="No census looks like this; export it again, or ask who made the file.",
        )

    def _wrong(self, what: str, *, mend: str) -> WrongReturn:
        return WrongReturn(what, where=self._where(), mend=mend)

    @property
    def rows(self) -> Mapping[str, int]:
        """How many rows each table has had so far."""
        return self._rows
