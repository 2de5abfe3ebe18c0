"""Reads the XML of the looked-after return, one child at a time."""

from collections.abc import Iterator
from typing import Final
from xml.parsers import expat

from village.engine.errors import Hostile, Unreadable, WrongReturn
from village.engine.intake.archive import Member
from village.engine.intake.looked_after_rows import MOST_ROWS_OF_A_CHILD, Values, maker
from village.engine.specs.looked_after import CHILD, TABLES, Child, Row, Table

CHUNK: Final = 1 << 16
LONGEST_MARKUP: Final = 1 << 20
LONGEST_TEXT: Final = 4_000
DEEPEST: Final = 12
MOST_CHILDREN: Final = 200_000

_GROUPS: Final = {table.element: table for table in TABLES if table.element}
_OF_THE_CHILD: Final = [table for table in TABLES if not table.element]
_NAMES: Final = {"CHILDID": CHILD, "CHILD_ID": CHILD} | {
    alias: column.name
    for table in TABLES
    for column in table.columns
    for alias in (column.name, *column.aliases)
}
_SHARED: Final = (CHILD, "DOB", "SEX")
"""What a child's groups do not say again."""

Texts = dict[str, str]

_GOES_ON: Final = "The file goes on after the return has ended: two returns in one?"


class Document:
    """The children of one XML file, in its order. Iterate once."""

    def __init__(self, member: Member, values: Values) -> None:
        self.rows: dict[str, int] = {}
        self._name = member.name
        self._stream = member.open()
        self._values = values
        self._parser = self._new_parser()
        self._depth = 0
        self._skipped = False
        self._text = ""
        self._line = 0
        self._is_leaf = False
        self._own: Texts = {}
        self._group: tuple[Table, Texts, int] | None = None
        self._groups: list[tuple[Table, Texts, int]] = []
        self._ready: list[Child] = []
        self._children = 0
        self._makers = {
            table.name: maker(table, range(len(table.headers)), values) for table in TABLES
        }

    def __iter__(self) -> Iterator[Child]:
        done, ended = 0, False
        while not ended:
            chunk = self._stream.read(CHUNK)
            done, ended = done + len(chunk), not chunk
            self._parse(chunk, done=done)
            yield from self._ready
            self._ready = []
        if not self._children:
            raise self._wrong()

    def _parse(self, chunk: bytes, *, done: int) -> None:
        try:
            self._parser.Parse(chunk, not chunk)
        except expat.ExpatError as error:
            goes_on = (
                error.code == expat.errors.codes[expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]
            )
            raise Unreadable(
                _GOES_ON if goes_on else "The file stops being XML, or is cut off.",
                where=f"{self._name}, line {error.lineno}",
                mend="Export it again and send the new file unchanged.",
            ) from None
        except (LookupError, ValueError):
            raise Unreadable(
                "The first line names an encoding that cannot be read.",
                where=self._name,
                mend='Export it again as UTF-8 (encoding="utf-8" in its first line).',
            ) from None
        if done - self._parser.CurrentByteIndex > LONGEST_MARKUP + CHUNK:
            raise self._hostile("One tag or comment is longer than a megabyte.")

    def _new_parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._doctype
        return parser

    def _doctype(self, *_declared: object) -> None:
        raise self._hostile("The file declares a document type or entities.")

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._hostile(f"Elements stand more than {DEEPEST} deep in each other.")
        name = name.upper()
        self._is_leaf, self._text = True, ""
        if self._depth == 1 and name == "MESSAGE":
            raise self._wrong()
        if self._depth == 2:
            self._own, self._groups, self._group = {}, [], None
            self._line = self._parser.CurrentLineNumber
        elif self._depth > 2 and name in _GROUPS and self._group is None:
            self._group = (_GROUPS[name], {}, self._parser.CurrentLineNumber)

    def _characters(self, text: str) -> None:
        self._text = self._text + text if self._text else text
        if len(self._text) > LONGEST_TEXT:
            raise self._hostile(f"One value is longer than {LONGEST_TEXT:,} characters.")

    def _end(self, name: str) -> None:
        name = name.upper()
        if self._is_leaf and self._depth > 2 and name in _NAMES:
            into = self._own if self._group is None else self._group[1]
            into.setdefault(_NAMES[name], self._text)
        elif self._group is not None and name == self._group[0].element:
            self._groups.append(self._group)
            self._group = None
            if len(self._groups) > MOST_ROWS_OF_A_CHILD:
                raise self._hostile(f"One child has more than {MOST_ROWS_OF_A_CHILD:,} rows.")
        elif self._depth == 2:
            self._finish()
        self._is_leaf, self._text = False, ""
        self._depth -= 1

    def _finish(self) -> None:
        """A child's element has ended: its groups and its own values become rows."""
        if CHILD not in self._own and not self._groups:
            return  # a heading of the file
        self._children += 1
        if self._children > MOST_CHILDREN:
            raise self._hostile(f"The return holds more than {MOST_CHILDREN:,} children.")
        own = [
            (table, self._own, self._line)
            for table in _OF_THE_CHILD
            if not table.shows or self._own.get(table.shows, "").strip()
        ]
        found: dict[str, list[Row]] = {}
        for table, texts, line in (*own, *self._groups):
            found.setdefault(table.within, []).append(self._row(table, texts, line))
        child_id = self._own.get(CHILD, "").strip()
        # A child's tuples have each their own record, which the table's maker gives.
        rows = {name: tuple(rows) for name, rows in found.items()}
        self._ready.append(Child(child_id, self._children, **rows))  # type: ignore[arg-type]

    def _row(self, table: Table, texts: Texts, line: int) -> Row:
        shared = {name: self._own[name] for name in _SHARED if name in self._own}
        both = {**shared, **texts}
        number = self.rows.get(table.name, 0) + 1
        self.rows[table.name] = number
        return self._makers[table.name](
            [both.get(name, "") for name in table.headers], number, line
        )

    def _wrong(self) -> WrongReturn:
        return WrongReturn(
            "This is XML, but holds no children of a looked-after return.",
            where=self._name,
            mend="Send the file that your system exports for the SSDA903.",
        )

    def _hostile(self, what: str) -> Hostile:
        return Hostile(
            what,
            where=f"{self._name}, line {self._parser.CurrentLineNumber}",
            mend="No return looks like this; export it again, or ask who made the file.",
        )
