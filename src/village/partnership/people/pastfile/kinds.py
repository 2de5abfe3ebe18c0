"""Contacts and memberships in a sheet: people, where they work, which role they hold."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from village.kernel.brought import Field, Made, Option, Row, Spread, Weighed
from village.kernel.refusal import Refusal
from village.partnership.people.models import Body, Person
from village.partnership.people.pastfile.known import WHY, Known
from village.partnership.people.pastfile.planning import ADD, NewBody, Plan, new_bodies, plans
from village.partnership.people.rights import Rights
from village.partnership.people.rules import BodyKind, RoleKind
from village.partnership.people.services.bodies import add_body
from village.partnership.people.services.persons import add_person
from village.partnership.people.services.roles import appoint
from village.partnership.people.services.standing import standing
from village.partnership.people.services.undoing import take_back

_WHO = (
    Field("name", "Name", ("Full name", "Contact", "Contact name", "Member", "Person")),
    Field("first_name", "First name", ("Forename", "Given name", "Forenames")),
    Field("last_name", "Last name", ("Surname", "Family name")),
    Field(
        "email",
        "E-mail address",
        ("Email", "E-mail", "Email address", "Mail", "Work email"),
        hint="By it we know whether somebody is here already",
    ),
)
_ORGANISATION = Field(
    "organisation",
    "Organisation",
    ("Agency", "Org", "Organization", "Employer", "Body", "Service", "School", "Representing"),
    is_word=True,
)
_ROLE = Field(
    "role", "Role", ("Position", "Role on the group", "Capacity"), is_needed=True, is_word=True
)
_DAYS = (
    Field("from", "From", ("Start", "Start date", "Since", "Joined", "Date joined")),
    Field(
        "until",
        "Until",
        ("End", "End date", "Left", "Date left", "To"),
        hint="The first day without it",
    ),
)


@dataclass(frozen=True, slots=True)
class PeopleKind:
    """gives: the role that everybody is given at their organisation; None where rows name one."""

    key: str
    title: str
    about: str
    fields: tuple[Field, ...]
    gives: RoleKind | None
    most: int = 500

    def may(self, rights: Rights) -> bool:
        return rights.manages

    def options(self, name: str, *, rights: Rights) -> Sequence[Option]:
        if name == "role":
            return [Option(kind.value, kind.value.capitalize()) for kind in RoleKind]
        found = Body.objects.visible_to(rights).order_by("kind", "name", "pk")
        known = [Option(b.ref, b.name, BodyKind(b.kind).plural, (b.key,)) for b in found]
        return [*known, *(_addition(kind) for kind in BodyKind)]

    def spreads(self, heads: Sequence[str]) -> Sequence[Sequence[Spread]]:
        return [()] * len(heads)

    def weigh(self, rows: Sequence[Row], *, by: Person, at: datetime) -> Weighed:
        found = self._plans(rows, by=by, at=at)
        return Weighed(
            tuple(plan.verdict for plan in found),
            tuple(self._sentences(found)),
            tuple(_asks(found)),
        )

    def take(self, rows: Sequence[Row], *, by: Person, at: datetime) -> Sequence[Made]:
        """Raises Refusal where somebody may not; the open verb is then undone."""
        found = self._plans(rows, by=by, at=at)
        added = {
            said: add_body(new.name, key=_key_of(new.name), kind=new.kind, by=by, at=at)
            for said, new in new_bodies(found).items()
        }
        made = [Made("people.body", body.ref) for body in added.values()]
        persons: dict[str, Person] = {}
        for plan in found:
            if plan.is_ready:
                made += _take_one(plan, added, persons, by=by, at=at)
        return made

    def undo(
        self, made: Collection[Made], *, why: str, leaves: bool, by: Person, at: datetime
    ) -> Sequence[str]:
        giver = standing(by, at=at)
        if not (giver.manages or giver.is_machine):
            raise Refusal("Only a business manager can take back what was brought of people.")
        return take_back(made, leaves=leaves, by=by, at=at)

    def _plans(self, rows: Sequence[Row], *, by: Person, at: datetime) -> list[Plan]:
        giver = standing(by, at=at)
        return list(plans(rows, known=Known.now(), giver=giver, role=self.gives))

    def _sentences(self, found: Sequence[Plan]) -> Iterable[str]:
        ready = [plan for plan in found if plan.is_ready]
        people = {plan.email or plan.name.casefold() for plan in ready if plan.person is None}
        roles = sum(plan.kind is not None for plan in ready)
        for number, one, many in (
            (len(people), "person is new", "people are new"),
            (roles, "role is given", "roles are given"),
            (len(new_bodies(found)), "organisation is new", "organisations are new"),
        ):
            if number:
                yield f"{number:,} {one if number == 1 else many}."
        if ready:
            yield "Nobody is written to, and nobody can sign in before they are invited."


def _asks(found: Iterable[Plan]) -> Iterable[str]:
    known = Known.now()
    for plan in found:
        others = [one for one in known.namesakes(plan.name) if one.email]
        if plan.is_ready and plan.person is None and plan.email and others:
            yield f"{plan.name} is here under another address: is it the same person?"


def _addition(kind: BodyKind) -> Option:
    return Option(f"{ADD}{kind.value}", f"Add it, as a {kind.value}", "Not here yet", is_new=True)


def _key_of(name: str) -> str:
    """A key that no other body has: the name in small letters, numbered where it is taken."""
    from django.utils.text import slugify

    stem = slugify(name)[:56] or "organisation"
    taken = set(Body.objects.system(WHY).filter(key__startswith=stem).values_list("key", flat=True))
    return next(
        key
        for n in range(1, len(taken) + 2)
        if (key := stem if n == 1 else f"{stem}-{n}") not in taken
    )


def _take_one(
    plan: Plan, added: dict[str, Body], persons: dict[str, Person], *, by: Person, at: datetime
) -> Iterable[Made]:
    """Add the person once, and give the role."""
    who = plan.email or plan.name.casefold()
    person = plan.person or persons.get(who)
    if person is None:
        person = add_person(plan.name, email=plan.email or None, by=by, at=at)
        yield Made("people.person", person.ref)
    persons[who] = person
    if plan.kind is not None:
        role = appoint(
            person,
            kind=plan.kind,
            body=added[plan.body.said] if isinstance(plan.body, NewBody) else plan.body,
            starts_on=plan.starts_on,
            ends_on=plan.ends_on,
            by=by,
            at=at,
        )
        yield Made("people.role", role.ref)


CONTACTS = PeopleKind(
    "contacts",
    "Contacts",
    "People and where they work. Each becomes a practitioner at their organisation, who sees no "
    "record; other roles are given afterwards, or brought as memberships.",
    (*_WHO, _ORGANISATION),
    RoleKind.PRACTITIONER,
)
MEMBERSHIPS = PeopleKind(
    "memberships",
    "Memberships",
    "Who holds, or held, which role, where, from when until when.",
    (*_WHO, _ORGANISATION, _ROLE, *_DAYS),
    None,
)
