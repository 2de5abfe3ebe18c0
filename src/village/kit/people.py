"""Bodies with their succession, and people with their roles, as a kit seeds them once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from village.kernel.yaml import KitError, Node
from village.kit.section import Entries, Kind, Piece, Section, listed
from village.kit.shape import (
    choice,
    day,
    document,
    each,
    key,
    record,
    refers,
    text,
)
from village.partnership.people.rules import BodyKind, RoleKind, Seat, fits


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


@dataclass(frozen=True, slots=True)
class RoleSeed:
    kind: RoleKind
    body: str
    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class StandIn:
    """Stands in for the holder of a role at a body, or at none."""

    holder: str
    kind: RoleKind
    body: str
    from_on: date
    until_on: date
    why: str


@dataclass(frozen=True, slots=True)
class PersonSeed:
    key: str
    name: str
    email: str
    roles: tuple[RoleSeed, ...]
    stands_in: tuple[StandIn, ...]


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

_ROLE = {
    "role": choice("The role", list(RoleKind)),
    "from": day("The first day"),
}
_AT = {"body": refers("bodies", "The body at which it is held", example="council")}
_UNTIL = {"until": day("The first day without it")}

_PERSON = record(
    "Somebody whom the partnership knows by name",
    {
        "key": key("The person's key, which never changes", example="agency-lead-council"),
        "name": text("The name", example="Robin Example", longest=120),
        "roles": each(record("A role that is held", _ROLE, {**_AT, **_UNTIL}), "Roles", least=1),
    },
    {
        "email": text(
            "The address for signing in, in small letters",
            example="robin@council.example.org",
            pattern=r"^[a-z0-9.+-]+@[a-z0-9.-]+$",
            longest=254,
        ),
        "stands_in": each(
            record(
                "Stands in for somebody",
                {
                    "for": refers("people", "For whom", example="lead-partner-council"),
                    **_ROLE,
                    **_UNTIL,
                    "why": text("Why", example="On leave", longest=300),
                },
                _AT,
            ),
            "Roles that the person stands in for",
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


def read_person(piece: Piece, earlier: Entries) -> PersonSeed:
    """Raises KitError for a role that cannot be held where it says, or a bad pair of days."""
    kinds = {
        entry.key: entry.content.kind
        for entry in earlier.get("bodies", ())
        if isinstance(entry.content, BodySeed)
    }
    node = piece.node
    for part in node["roles"]:
        _refuse_place(part, kinds)
    return PersonSeed(
        key=piece.key,
        name=node.text("name"),
        email=node.text("email"),
        roles=tuple(_role(part) for part in node["roles"]),
        stands_in=tuple(_stand_in(part) for part in node.children.get("stands_in", ())),
    )


def _refuse_place(part: Node, kinds: dict[str, BodyKind]) -> None:
    role, body = RoleKind(part.text("role")), part.text("body")
    if fits(role, kinds.get(body)):
        return
    if body:
        raise part.error(
            f"The role “{role}” cannot be held at this body.",
            instead="Name a body of another kind, or take “body” away.",
            key="body",
        )
    raise part.error(
        f"The role “{role}” is held at a body.",
        instead="Add a line like “body: council”.",
        key="role",
    )


def _role(part: Node) -> RoleSeed:
    from_on, until_on = _span(part)
    return RoleSeed(RoleKind(part.text("role")), part.text("body"), from_on, until_on)


def _stand_in(part: Node) -> StandIn:
    from_on, until_on = _span(part)
    return StandIn(
        holder=part.text("for"),
        kind=RoleKind(part.text("role")),
        body=part.text("body"),
        from_on=from_on,
        until_on=until_on or date.max,
        why=part.text("why"),
    )


def _span(part: Node) -> tuple[date, date | None]:
    from_on, until_on = part.day("from") or date.min, part.day("until")
    if until_on and until_on <= from_on:
        raise part.error(
            "“until” is not after “from”.", instead="Write the first day without it.", key="until"
        )
    return from_on, until_on


BODIES = Section(
    name="bodies",
    kind=Kind.CONTENT,
    place="bodies.yaml",
    shape=document("Bodies", record("Bodies", {"bodies": each(_BODY, "The bodies", least=1)})),
    split=listed("bodies"),
    read=read_body,
)

PEOPLE = Section(
    name="people",
    kind=Kind.CONTENT,
    place="people.yaml",
    shape=document("People", record("People", {"people": each(_PERSON, "The people", least=1)})),
    split=listed("people"),
    read=read_person,
    needs=("bodies",),
)
