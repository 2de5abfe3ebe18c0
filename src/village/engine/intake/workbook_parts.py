"""Reads the parts of a workbook that say which sheets it has, its texts and its date formats."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol
from zipfile import ZipFile

from village.engine.intake.workbook_xml import Listener, parse_whole
from village.engine.intake.workbook_zip import damage_named, damaged, links, macros

MOST_STRINGS: Final = 3_000_000
MOST_LETTERS: Final = 64_000_000

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# Built-in number formats that show a day; of these 22 shows a time too. Source: ECMA-376 part 1,
# section 18.8.30. 27 to 36 and 50 to 58 are days of East Asian calendars.
_BUILT_IN_DAYS: Final = frozenset({14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)})
_BUILT_IN_TIMES: Final = frozenset({18, 19, 20, 21, 22, 45, 46, 47})
_BUILT_IN_SHARES: Final = frozenset({9, 10})
_NOT_SIGNS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of rows, where it lies in the archive."""

    title: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Style:
    """Whether numbers of a style are days, clock times, both, or shown as percentages."""

    day: bool
    time: bool
    share: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """One link from a part to another."""

    kind: str
    target: str
    external: bool


class _Silent:
    """Hears everything and keeps nothing; the others say what they keep."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...

    def text(self, text: str) -> None: ...


class _Relations(_Silent):
    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.found: dict[str, Relation] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship":
            target = attributes.get("Target", "")
            path = target[1:] if target.startswith("/") else f"{self._folder}/{target}"
            self.found[attributes.get("Id", "")] = Relation(
                attributes.get("Type", "").rpartition("/")[2],
                posixpath.normpath(path).lstrip("/"),
                attributes.get("TargetMode") == "External",
            )


class _Workbook(_Silent):
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.from_1904 = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "workbookPr":
            self.from_1904 = attributes.get("date1904", "0") in {"1", "true", "on"}
        if tag == "sheet":
            relation = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), relation, hidden))


class _Macros(_Silent):
    found = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.found = self.found or "macroenabled" in attributes.get("ContentType", "").casefold()


class _Strings(_Silent):
    """The shared strings: of rich text all runs, of East Asian text not its reading aid."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._pieces: list[str] = []
        self._inside = self._aside = False
        self._letters = 0
        self.found: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "si":
            self._pieces = []
        self._aside = self._aside or tag == "rPh"
        self._inside = tag == "t" and not self._aside

    def text(self, text: str) -> None:
        if self._inside:
            self._letters += len(text)
            self._pieces.append(text)

    def end(self, tag: str) -> None:
        self._inside = False
        if tag == "rPh":
            self._aside = False
        if tag == "si":
            self.found.append(unescaped("".join(self._pieces)))
            if len(self.found) > MOST_STRINGS or self._letters > MOST_LETTERS:
                raise damaged(self._name)


class _Styles(_Silent):
    def __init__(self) -> None:
        self._formats: dict[str, str] = {}
        self._in_cells = False
        self.found: list[Style] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "numFmt":
            self._formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        if tag == "cellXfs":
            self._in_cells = True
        if tag == "xf" and self._in_cells:
            self.found.append(self._style(attributes.get("numFmtId", "0")))

    def end(self, tag: str) -> None:
        if tag == "cellXfs":
            self._in_cells = False

    def _style(self, number: str) -> Style:
        if number in self._formats:
            return style(self._formats[number])
        known = int(number) if number.isascii() and number.isdigit() else 0
        is_share = known in _BUILT_IN_SHARES
        return Style(known in _BUILT_IN_DAYS, known in _BUILT_IN_TIMES, is_share)


def style(code: str) -> Style:
    """What a number format shows: d or y is a day, h or s a time; m alone is either, so neither.

    A number under a percent sign is a share: 1 is shown as 100%.
    """
    signs = _NOT_SIGNS.sub("", code.split(";", maxsplit=1)[0]).casefold()
    if "general" in signs:
        return Style(day=False, time=False)
    day, time = any(sign in signs for sign in "dy"), any(sign in signs for sign in "hs")
    return Style(day, time, "%" in signs)


def unescaped(text: str) -> str:
    """Signs that XML cannot hold are written _x000D_ in a workbook; half a sign is no sign."""
    if "_x" not in text:
        return text
    whole = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return whole.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class Parts(Protocol):
    """An opened archive and the name of its file, for messages."""

    @property
    def archive(self) -> ZipFile: ...

    @property
    def name(self) -> str: ...


def relations(parts: Parts, part: str) -> Mapping[str, Relation]:
    """Where a part ("" for the whole) links to. Raises Unreadable for a source outside."""
    folder, _, base = part.rpartition("/")
    path = f"{folder}/_rels/{base}.rels".lstrip("/")
    heard = _Relations(folder)
    if path in parts.archive.namelist():
        _hear(parts, path, heard)
    for relation in heard.found.values():
        if relation.external and relation.kind != "hyperlink":
            raise links(parts.name)
    return heard.found


def read_sheets(parts: Parts) -> tuple[tuple[Sheet, ...], bool, str]:
    """The sheets of rows, whether days count from 1904, and the path of the workbook's part."""
    types = _Macros()
    _hear(parts, "[Content_Types].xml", types)
    if types.found:
        raise macros(parts.name)
    main = [link.target for link in relations(parts, "").values() if link.kind == "officeDocument"]
    path = main[0] if main else "xl/workbook.xml"
    book = _Workbook()
    _hear(parts, path, book)
    related = relations(parts, path)
    sheets = tuple(
        Sheet(title, related[relation].target, hidden)
        for title, relation, hidden in book.sheets
        if relation in related and related[relation].kind == "worksheet"
    )
    if not sheets:
        raise damaged(parts.name)
    return sheets, book.from_1904, path


def read_strings(parts: Parts, workbook: str) -> list[str]:
    """Every shared string, held in memory: cells refer to them by number."""
    for link in relations(parts, workbook).values():
        if link.kind == "sharedStrings":
            heard = _Strings(parts.name)
            _hear(parts, link.target, heard)
            return heard.found
    return []


def read_styles(parts: Parts, workbook: str) -> list[Style]:
    for link in relations(parts, workbook).values():
        if link.kind == "styles":
            heard = _Styles()
            _hear(parts, link.target, heard)
            return heard.found
    return []


def _hear(parts: Parts, path: str, listener: Listener) -> None:
    with damage_named(parts.name), parts.archive.open(path) as stream:
        parse_whole(stream, listener, name=parts.name, part=path)
