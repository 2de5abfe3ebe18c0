"""People with their roles and whom they stand in for, as a kit seeds them once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from village.kernel.yaml import KitError, Node
from village.kit.bodies import BodySeed
from village.kit.section import Entries, Entry, Kind, Piece, Section, listed
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
from village.partnership.people.rules import (
    LONGEST_DELEGATION,
    BodyKind,
    RoleKind,
    fits,
)


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


def people_faults(entries: tuple[Entry, ...]) -> Iterator[KitError]:
    """Two people with one address; somebody who stands in where nobody holds the role."""
    seeds = [(one, one.content) for one in entries if isinstance(one.content, PersonSeed)]
    roles = {seed.key: seed.roles for _, seed in seeds}
    seen: dict[str, str] = {}
    for entry, seed in seeds:
        before = seen.setdefault(seed.email, seed.key)
        if seed.email and before != seed.key:
            yield entry.node.error(
                f"“{before}” has the same address.",
                instead="Write the person's own address, or leave “email” away.",
                key="email",
            )
        for number, lent in enumerate(seed.stands_in):
            yield from _stand_in_faults(entry.node["stands_in"][number], lent, seed, roles)


def _stand_in_faults(
    node: Node, lent: StandIn, seed: PersonSeed, roles: Mapping[str, tuple[RoleSeed, ...]]
) -> Iterator[KitError]:
    if lent.holder == seed.key:
        yield node.error(
            "Nobody stands in for themselves.", instead="Name the holder of the role.", key="for"
        )
    if lent.until_on - lent.from_on > LONGEST_DELEGATION:
        yield node.error(
            f"Nobody stands in for longer than {LONGEST_DELEGATION.days} days.",
            instead="Write an earlier end, or give them the role itself.",
            key="until",
        )
    held = roles[lent.holder]
    if not any(_covers(role, lent) for role in held):
        said = ", ".join(f"“{role.kind}”{f' at {role.body}' if role.body else ''}" for role in held)
        yield node.error(
            f"“{lent.holder}” does not hold the role “{lent.kind}” there on {lent.from_on}.",
            instead=f"Write a role and a day on which they hold it; they have: {said}.",
            key="role",
        )


def _covers(role: RoleSeed, lent: StandIn) -> bool:
    begun = role.from_on <= lent.from_on and (role.until_on is None or lent.from_on < role.until_on)
    return begun and (role.kind, role.body) == (lent.kind, lent.body)


SECTION = Section(
    name="people",
    kind=Kind.CONTENT,
    place="people.yaml",
    shape=document("People", record("People", {"people": each(_PERSON, "The people", least=1)})),
    split=listed("people"),
    read=read_person,
    whole=people_faults,
    needs=("bodies",),
)
