"""Bodies with their succession, as a kit seeds them once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from village.kernel.yaml import KitError, Node
from village.kit.section import Entries, Kind, Piece, Section, listed
from village.kit.shape import choice, day, document, each, key, record, refers, text
from village.partnership.people.rules import BodyKind, Seat


@dataclass(frozen=True, slots=True)
class BodySeed:
    """contact, becomes: keys. until_on: the first day without it."""

    key: str
    name: str
    kind: BodyKind
    seat: Seat | None
    contact: str
    from_on: date | None
    until_on: date | None
    becomes: str
    becomes_on: date | None
    source: str


_BODY = record(
    "An organisation of the partnership",
    {
        "key": key("The body's key, which never changes", example="council"),
        "name": text("Its name", example="Our Council", longest=160),
        "kind": choice("What it is in the partnership", list(BodyKind)),
        "source": text("Where this stands", example="The plan, page 2", longest=300),
    },
    {
        "seat": choice("Which of the three seats of the statutory partners it holds", list(Seat)),
        "contact": refers("people", "Who speaks for it", example="agency-lead-council"),
        "from": day("The first day on which it was a body of the partnership"),
        "until": day("The first day without it"),
        "becomes": record(
            "What it became",
            {
                "body": refers("bodies", "Key of the body that follows it", example="new-trust"),
                "on": day("From when"),
            },
        ),
    },
)


def read_body(piece: Piece, _earlier: Entries) -> BodySeed:
    """Raises KitError for a seat that the body cannot hold, or an end before the start."""
    node = piece.node
    becomes = node.get("becomes")
    body = BodySeed(
        key=piece.key,
        name=node.text("name"),
        kind=BodyKind(node.text("kind")),
        seat=Seat(node.text("seat")) if node.get("seat") else None,
        contact=node.text("contact"),
        from_on=node.day("from"),
        until_on=node.day("until"),
        becomes=becomes.text("body") if becomes else "",
        becomes_on=becomes.day("on") if becomes else None,
        source=node.text("source"),
    )
    for fault in _body_faults(body, node):
        raise fault
    return body


def _body_faults(body: BodySeed, node: Node) -> Iterator[KitError]:
    if body.seat and body.kind is not BodyKind.STATUTORY_PARTNER:
        yield node.error(
            "Only a statutory partner holds one of the three seats.",
            instead="Take “seat” away, or write “kind: statutory partner”.",
            key="seat",
        )
    if body.from_on and body.until_on and body.until_on <= body.from_on:
        yield node.error(
            "“until” is not after “from”.", instead="Write the first day without it.", key="until"
        )
    if body.becomes == body.key:
        yield node.error(
            "A body cannot become itself.", instead="Name the body that follows it.", key="becomes"
        )


SECTION = Section(
    name="bodies",
    kind=Kind.CONTENT,
    place="bodies.yaml",
    shape=document("Bodies", record("Bodies", {"bodies": each(_BODY, "The bodies", least=1)})),
    split=listed("bodies"),
    read=read_body,
)
