"""Furnishes the house with a kit's bodies and people: once by key, then the house is master.

The kit reads and checks `bodies.yaml` and `people.yaml` (village.kit.people has their schema and
frozen types); here they are taken by shape. A second load changes nothing: it lists what differs,
and only what is named in `take` becomes as the kit has it.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from village import trail
from village.guard import Actor
from village.kernel.refusal import Refusal
from village.partnership.people import services
from village.partnership.people.models import Body, Person, Role
from village.partnership.people.rules import BodyKind, RoleKind, Seat

WHY = "a kit's content is compared with the house"


class RoleSeed(Protocol):
    """body: a key, or nothing. until_on: the first day without it."""

    @property
    def kind(self) -> RoleKind: ...
    @property
    def body(self) -> str: ...
    @property
    def from_on(self) -> date: ...
    @property
    def until_on(self) -> date | None: ...


class StandInSeed(Protocol):
    """holder, body: keys."""

    @property
    def holder(self) -> str: ...
    @property
    def kind(self) -> RoleKind: ...
    @property
    def body(self) -> str: ...
    @property
    def from_on(self) -> date: ...
    @property
    def until_on(self) -> date: ...
    @property
    def why(self) -> str: ...


class BodySeed(Protocol):
    """contact, becomes: keys, or nothing."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> BodyKind: ...
    @property
    def seat(self) -> Seat | None: ...
    @property
    def contact(self) -> str: ...
    @property
    def from_on(self) -> date | None: ...
    @property
    def until_on(self) -> date | None: ...
    @property
    def becomes(self) -> str: ...
    @property
    def becomes_on(self) -> date | None: ...
    @property
    def source(self) -> str: ...


class PersonSeed(Protocol):
    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def roles(self) -> Sequence[RoleSeed]: ...
    @property
    def stands_in(self) -> Sequence[StandInSeed]: ...


@dataclass(frozen=True, slots=True)
class Difference:
    """What the house has otherwise than the kit, in words; `key` is what `take` would name."""

    section: str
    key: str
    what: str
    here: str
    kit: str


class NotTaken(Refusal):
    """The house cannot take an entry of the kit as it is; nobody and nothing of it was seeded."""

    def __init__(self, section: str, key: str, message: str) -> None:
        super().__init__(message)
        self.section = section
        self.key = key


@contextmanager
def naming(section: str, key: str) -> Iterator[None]:
    """Say of which entry of the kit a refusal is."""
    try:
        yield
    except Refusal as no:
        raise NotTaken(section, key, no.message) from no


def furnish(
    bodies: Iterable[BodySeed],
    people: Iterable[PersonSeed],
    *,
    by: Actor,
    at: datetime,
    take: Collection[str] = (),
) -> tuple[Difference, ...]:
    """Seed what is new, list what differs, and take over what `take` names; one event in all."""
    bodies, people = list(bodies), list(people)
    differing = (*differing_bodies(bodies), *differing_people(people))
    here = known_bodies().keys() | known_people().keys()
    new_bodies = [seed for seed in bodies if seed.key not in here]
    new_people = [seed for seed in people if seed.key not in here]
    taken = {difference.key for difference in differing} & set(take)
    if new_bodies or new_people or taken:
        with trail.verb("people.furnish", by=by, at=at):
            add_bodies(new_bodies, by=by, at=at)
            add_people(new_people, by=by, at=at)
            tie(new_bodies, by=by, at=at)
            take_over(bodies, people, keys=taken, by=by, at=at)
    return tuple(difference for difference in differing if difference.key not in taken)


def known_bodies() -> dict[str, Body]:
    found = Body.objects.system(WHY).select_related("contact")
    return {body.key: body for body in found}


def known_people() -> dict[str, Person]:
    found = Person.objects.system(WHY).filter(key__isnull=False)
    return {str(person.key): person for person in found}


def add_bodies(seeds: Iterable[BodySeed], *, by: Actor, at: datetime) -> None:
    for seed in seeds:
        with naming("bodies", seed.key):
            services.add_body(
                seed.name,
                key=seed.key,
                kind=seed.kind,
                seat=seed.seat,
                starts_on=seed.from_on,
                ends_on=seed.until_on,
                source=seed.source,
                by=by,
                at=at,
            )


def add_people(seeds: Sequence[PersonSeed], *, by: Actor, at: datetime) -> None:
    """Note them and give them their roles; then whoever stands in finds whose role it is."""
    for seed in seeds:
        with naming("people", seed.key):
            add_with_roles(seed, by=by, at=at)
    for seed in seeds:
        with naming("people", seed.key):
            let_stand_in(seed, by=by, at=at)


def add_with_roles(seed: PersonSeed, *, by: Actor, at: datetime) -> None:
    email = seed.email or None
    person = services.add_person(seed.name, email=email, key=seed.key, by=by, at=at)
    for role in seed.roles:
        give(person, role, by=by, at=at)


def give(person: Person, seed: RoleSeed, *, by: Actor, at: datetime) -> None:
    services.appoint(
        person,
        kind=seed.kind,
        body=known_bodies()[seed.body] if seed.body else None,
        starts_on=seed.from_on,
        ends_on=seed.until_on,
        by=by,
        at=at,
    )


def let_stand_in(seed: PersonSeed, *, by: Actor, at: datetime) -> None:
    for lent in seed.stands_in:
        services.delegate(
            held_by_other(lent),
            to=known_people()[seed.key],
            from_on=lent.from_on,
            until_on=lent.until_on,
            why=lent.why,
            by=by,
            at=at,
        )


def held_by_other(lent: StandInSeed) -> Role:
    """The role that somebody stands in for, as it is held on the first day of it."""
    roles = Role.objects.system(WHY).filter(person__key=lent.holder, kind=lent.kind)
    held = roles.filter(body__key=lent.body) if lent.body else roles.filter(body=None)
    begun = held.filter(starts_on__lte=lent.from_on).order_by("starts_on", "pk")
    role = begun.select_related("person", "body").last()
    if role is None:
        raise Refusal(f"“{lent.holder}” does not hold the role of {lent.kind} on {lent.from_on}.")
    return role


def tie(seeds: Iterable[BodySeed], *, by: Actor, at: datetime) -> None:
    """Name contacts and successors, once all bodies and people are there."""
    bodies, people = known_bodies(), known_people()
    for seed in seeds:
        body = bodies[seed.key]
        with naming("bodies", seed.key):
            if seed.contact:
                services.name_contact(body, contact=people[seed.contact], by=by, at=at)
            if seed.becomes and seed.becomes_on:
                services.succeed(
                    body,
                    into=bodies[seed.becomes],
                    from_on=seed.becomes_on,
                    source=seed.source,
                    by=by,
                    at=at,
                )


def differing_bodies(seeds: Iterable[BodySeed]) -> Iterator[Difference]:
    here = known_bodies()
    for seed in seeds:
        body = here.get(seed.key)
        if body is None:
            continue
        contact = str(body.contact.key or body.contact.name) if body.contact else ""
        pairs = {
            "name": (body.name, seed.name),
            "kind": (body.kind, str(seed.kind)),
            "seat": (body.seat, str(seed.seat or "")),
            "contact": (contact, seed.contact or contact),
            "source": (body.source, seed.source),
        }
        yield from differences("bodies", seed.key, pairs)


def differing_people(seeds: Iterable[PersonSeed]) -> Iterator[Difference]:
    here = known_people()
    for seed in seeds:
        if person := here.get(seed.key):
            pairs = {"name": (person.name, seed.name), "email": (person.email or "", seed.email)}
            yield from differences("people", seed.key, pairs)
            yield from missing_roles(person, seed)


def missing_roles(person: Person, seed: PersonSeed) -> Iterator[Difference]:
    """Roles that the kit gives and the house never noted; one that ended here is no difference."""
    held = Role.objects.system(WHY).filter(person=person).values_list("kind", "body__key")
    noted = {(kind, key or "") for kind, key in held}
    for role in seed.roles:
        if (role.kind.value, role.body) not in noted:
            words = f"{role.kind}, {role.body or 'the partnership'}"
            yield Difference("people", seed.key, "role", "", words)


def differences(section: str, key: str, pairs: dict[str, tuple[str, str]]) -> Iterator[Difference]:
    for what, (here, kit) in pairs.items():
        if here != kit:
            yield Difference(section, key, what, here, kit)


def take_over(
    bodies: Sequence[BodySeed],
    people: Sequence[PersonSeed],
    *,
    keys: Collection[str],
    by: Actor,
    at: datetime,
) -> None:
    """Make what these keys name as the kit has it."""
    for seed in bodies:
        if seed.key in keys:
            with naming("bodies", seed.key):
                take_body(seed, by=by, at=at)
    for person in people:
        if person.key in keys:
            with naming("people", person.key):
                take_person(person, by=by, at=at)


def take_body(seed: BodySeed, *, by: Actor, at: datetime) -> None:
    body = known_bodies()[seed.key]
    services.correct_body(
        body, name=seed.name, kind=seed.kind, seat=seed.seat, source=seed.source, by=by, at=at
    )
    contact = known_people().get(seed.contact)
    if contact and body.contact_id != contact.pk:
        services.name_contact(body, contact=contact, by=by, at=at)


def take_person(seed: PersonSeed, *, by: Actor, at: datetime) -> None:
    person = known_people()[seed.key]
    services.correct_person(person, name=seed.name, email=seed.email or None, by=by, at=at)
    wanted = {difference.kit for difference in missing_roles(person, seed)}
    for role in seed.roles:
        if f"{role.kind}, {role.body or 'the partnership'}" in wanted:
            give(person, role, by=by, at=at)
