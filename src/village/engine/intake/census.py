"""Reads a children in need census return from its XML, one child at a time."""

from collections.abc import Iterator, Mapping
from typing import BinaryIO
from xml.parsers import expat

from village.engine.errors import Hostile, Unreadable, WrongReturn
from village.engine.intake.census_build import Builder
from village.engine.intake.received import Received, not_one_file
from village.engine.specs.census import Child, Header, Notice

CHUNK = 1 << 16
LONGEST_MARKUP = 1 << 20
"""Bytes that one tag, comment or declaration may take."""

_PLAIN = {
    "no element found": "The file is cut off: it ends before its last element is closed.",
    "unclosed token": "The file is cut off in the middle of a tag.",
    "unclosed CDATA section": "The file is cut off in the middle of a CDATA section.",
    "mismatched tag": "An element is closed that is not the one last opened.",
    "junk after document element": "The file goes on after the return has ended.",
    "encoding specified in XML declaration is incorrect": (
        "The first line names another encoding than the file is saved in."
    ),
    "unknown encoding": "The first line names an encoding that no reader knows.",
}


class Reading:
    """A return being read: its header at once, then its children as they come.

    Iterate once. Raises Unreadable, Hostile or WrongReturn, from the constructor for what stands
    before the children, from the iteration for what stands among or after them.
    """

    def __init__(self, received: Received) -> None:
        if received.kind == "zip":
            raise not_one_file(received.name)
        if received.kind != "xml":
            raise WrongReturn(
                f"The census is an XML file; this one is {received.kind.upper()}.",
                where=received.name,
                mend="Send the XML file that your system exports for the census.",
            )
        self.size = received.size
        self.done = 0
        self._name = received.name
        self._stream: BinaryIO = received.open()
        self._builder = Builder(name=received.name)
        self._parser = self._builder.parser
        self._ended = False
        while self._builder.header is None and not self._ended:
            self._advance()
        self.header: Header = self._builder.wanted_header()

    @property
    def rows(self) -> Mapping[str, int]:
        """Rows read so far, by table."""
        return self._builder.rows

    def __iter__(self) -> Iterator[Child]:
        while True:
            yield from self._builder.take()
            if self._ended:
                return
            self._advance()

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What was noticed outside any child, complete once the iteration has ended."""
        return tuple(self._builder.file_notices)

    def _advance(self) -> None:
        chunk = self._stream.read(CHUNK)
        self.done += len(chunk)
        self._ended = not chunk
        try:
            self._parser.Parse(chunk, self._ended)
        except expat.ExpatError as error:
            raise self._unreadable(error) from None
        except (LookupError, ValueError):
            raise Unreadable(
                "The first line names an encoding that cannot be read.",
                where=self._name,
                mend='Export it again as UTF-8 (encoding="utf-8" in its first line).',
            ) from None
        if self.done - self._parser.CurrentByteIndex > LONGEST_MARKUP + CHUNK:
            raise Hostile(
                "One tag or comment is longer than a megabyte.",
                where=f"{self._name}, line {self._parser.CurrentLineNumber}",
                mend="Export the return again; no census looks like this.",
            )

    def _unreadable(self, error: expat.ExpatError) -> Unreadable:
        said = expat.ErrorString(error.code)
        return Unreadable(
            _PLAIN.get(said, f"The file stops being XML: {said}."),
            where=f"{self._name}, line {error.lineno}",
            mend="Export it again and send the new file unchanged.",
        )


def read(received: Received) -> Reading:
    """Begin to read: `.header`, then iterate for `Child` after `Child`, then `.notices`."""
    return Reading(received)
