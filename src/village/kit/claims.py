"""Figures that a partnership has published, as files of claims that the figures check reads."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from village.figures.check.document import Document
from village.figures.check.taking_in import Untaken, take_in
from village.figures.check.taking_in.belonging import RULES
from village.figures.claims import Unit
from village.kernel.yaml import KitError, Node
from village.kit.section import Entries, Entry, Kind, Piece, Section, as_written
from village.kit.shape import choice, day, document, each, key, number, record, refers, text

_UNITS = (*Unit, "months", "years")

_CLAIM = record(
    "A published figure, or a passage that is held back",
    {
        "key": key("The claim's key", example="missing-children"),
        "section": text("Under which heading it stands", example="Missing children", longest=200),
    },
    {
        "measure": text("What is counted", example="children who went missing", longest=200),
        "value": text("The number as printed, in quotes", example="1,136", longest=40),
        "unit": choice("Of what, where the number does not show it", _UNITS),
        "n": number("Out of how many, as printed", least=1, example=98),
        "period": text("The period as printed", example="April 2023 to March 2024", longest=100),
        "from": day("The first day of a period whose length is printed"),
        "until": day("The first day without it"),
        "population": text("Of whom", example="children", longest=100),
        "parent": refers("claims", "The claim that it is a part of", example="missing-children"),
        "split": text("By what its whole is told apart", example="sex", longest=80),
        "parts": choice("all, where every part of it stands in the file", ("all",)),
        "same": refers("claims", "The claim that says this number elsewhere", example="agreed"),
        "whose": refers("claims", "The claim that counts the people of it", example="children"),
        "between": text("The two claims whose difference it is", example="spent and income"),
        "target": text("The target printed beside it", example="80%", longest=40),
        "page": number("The page, where one is printed", least=1, example=24),
        "rule": choice("Which rule holds a passage back, without its words", RULES),
        "note": text("What a reader should know", example="Over"),
    },
)


def _split(root: Node) -> Iterator[Piece]:
    """Each claim with the document that its file names."""
    cited = root.children.get("document")
    for node in root.children.get("claims", ()):
        name = node.children.get("key")
        if name is not None and isinstance(name.scalar, str) and isinstance(node.value, dict):
            value = {**node.value, "document": cited.value if cited else None}
            yield Piece(name.scalar, "", node, value)


def _read(piece: Piece, earlier: Entries) -> object:
    """Raises KitError for a figure of which nobody is told what it counts."""
    lacking = [word for word in ("measure", "value") if word not in piece.node]
    if lacking and "rule" not in piece.node:
        raise piece.node.error(
            f"The key “{lacking[0]}” is missing.",
            instead="Add it, or name the “rule” that holds the passage back.",
        )
    return as_written(piece, earlier)


def _faults(entries: tuple[Entry, ...]) -> Iterator[KitError]:
    """What the figures check refuses to read, with its line."""
    for file in _files(entries):
        try:
            take_in(file)
        except Untaken as fault:
            yield KitError(file, fault.line, fault.what, fault.mend)


def documents(entries: tuple[Entry, ...]) -> Mapping[Path, Document]:
    """The claims of a kit as the figures check reads them, by their file."""
    return {file: take_in(file) for file in _files(entries)}


def _files(entries: tuple[Entry, ...]) -> list[Path]:
    return list(dict.fromkeys(entry.node.mark.file for entry in entries))


SECTION = Section(
    name="claims",
    kind=Kind.LATER,
    place="claims/",
    shape=document(
        "Figures that the partnership has published",
        record(
            "The figures of one document, or of a part of it",
            {
                "document": refers("sources", "Key of a document in sources.yaml", example="plan"),
                "claims": each(_CLAIM, "The figures", least=1),
            },
        ),
    ),
    split=_split,
    read=_read,
    whole=_faults,
)
