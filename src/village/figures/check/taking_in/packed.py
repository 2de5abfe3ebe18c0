"""The parts of a Word file, unpacked within limits and read without entities."""

import re
import zipfile
import zlib
from io import BytesIO
from typing import Any, Final

from village.figures.check.taking_in import limits
from village.figures.check.taking_in.faults import Harmful, Untaken
from village.figures.check.taking_in.forms import encrypted
from village.figures.check.taking_in.web import entities

Element = Any  # Any: the library ships no types

RELATIONS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MAIN: Final = re.compile(r"/(?:officeDocument)$")


class Packed:
    """A Word file's parts by name. Raises Untaken where one is damaged, Harmful where one is built
    to unpack without end."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._zip = zipfile.ZipFile(BytesIO(data))
        parts = self._zip.infolist()
        if any(part.flag_bits & 0x1 for part in parts):
            raise encrypted(name)
        if len(parts) > limits.PARTS:
            raise self._bomb()
        self._parts = {part.filename: part for part in parts}

    def bounded(self) -> None:
        """Refuse a file of which some part, read or not, unpacks without end."""
        if sum(part.file_size for part in self._zip.infolist()) > limits.WHOLE_BYTES:
            raise self._bomb()

    @property
    def main(self) -> str:
        """The name of the part that holds the text."""
        for relation in self._each("_rels/.rels", RELATIONS):
            if _MAIN.search(relation.get("Type", "")):
                return str(relation.get("Target", "")).lstrip("/")
        return "word/document.xml"

    def tree(self, part: str) -> Element | None:
        """The root of a part, or None where there is no such part."""
        from lxml import etree

        if part not in self._parts:
            return None
        data = self._bytes(part)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise entities(self._name)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError:
            raise self.damaged() from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise entities(self._name)
        return root

    def _each(self, part: str, tag: str) -> list[Element]:
        root = self.tree(part)
        return [] if root is None else list(root.iter(tag))

    def _bytes(self, part: str) -> bytes:
        """Whatever size the part says that it has, no more is unpacked than a report may have."""
        try:
            with self._zip.open(self._parts[part]) as packed:
                data = packed.read(limits.PART_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
            raise self.damaged() from None
        if len(data) > limits.PART_BYTES:
            raise self._bomb()
        return data

    def damaged(self) -> Untaken:
        return Untaken(
            "This Word file is cut short or damaged.",
            where=self._name,
            mend="Open it in Word, save it again and send that.",
        )

    def _bomb(self) -> Harmful:
        return Harmful(
            "This Word file unpacks to more than any report holds.",
            where=self._name,
            mend="Open it in Word, save it as a new file and send that.",
        )
