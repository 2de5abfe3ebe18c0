"""The cover of a kit, kit.yaml: what it is called, what it extends, and whether it is made up."""

from dataclasses import dataclass
from datetime import date

from village.kernel.yaml import Node
from village.kit.shape import Shape, choice, day, document, each, flag, key, record, text

FILE = "kit.yaml"


@dataclass(frozen=True, slots=True)
class Cover:
    """without: sections of the extended kits that this one leaves out.

    content: files that are checked today and that a later part of the house will furnish.
    as_at: the day at which a made-up partnership's clock stands.
    """

    name: str
    title: str
    edition: str
    source: str
    extends: str
    partnership: str
    made_up: bool
    as_at: date | None
    without: tuple[str, ...]
    content: tuple[str, ...]


def shape(*, sections: list[str], later: list[str]) -> Shape:
    """sections: names that can be left out. later: files that no app takes yet."""
    return document(
        "The cover of a kit",
        record(
            "What a kit is called and what it builds on",
            {
                "kit": key("The kit's name, the same as its folder's", example="england"),
                "title": text("What a person calls it", example="England", longest=160),
                "edition": text("Which edition of the kit this is", example="2026-1", longest=40),
                "source": text("Where its content comes from", example="Published law"),
            },
            {
                "extends": key("The kit that this one builds on", example="england"),
                "partnership": text("The partnership's name", example="Our Partnership"),
                "made_up": flag("true where nothing in it is real"),
                "as_at": day("The day at which the clock of a made-up partnership stands"),
                "without": each(choice("A section", sections), "Sections that it leaves out"),
                "content": each(choice("A file", later), "Files that a later part will take"),
            },
        ),
    )


def read(node: Node) -> Cover:
    """Read a cover that has the right shape. Raises KitError for a made-up kit without a clock."""
    made_up = node.get("made_up")
    cover = Cover(
        name=node.text("kit"),
        title=node.text("title"),
        edition=node.text("edition"),
        source=node.text("source"),
        extends=node.text("extends"),
        partnership=node.text("partnership"),
        made_up=made_up is not None and made_up.scalar is True,
        as_at=node.day("as_at"),
        without=_words(node, "without"),
        content=_words(node, "content"),
    )
    if cover.as_at and not cover.made_up:
        raise node.error(
            "Only a made-up partnership's clock can stand still.",
            instead="Take “as_at” away, or write “made_up: true”.",
            key="as_at",
        )
    return cover


def _words(node: Node, key: str) -> tuple[str, ...]:
    return tuple(str(part.scalar) for part in node.children.get(key, ()))
