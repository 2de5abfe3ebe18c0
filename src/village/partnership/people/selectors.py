"""Questions about people and bodies; each starts from what the asker may see."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from village.partnership.people.models import (
    Body,
    Delegation,
    Grant,
    Invitation,
    Kept,
    Person,
    Role,
    SignIn,
    Succession,
)
from village.partnership.people.rights import Rights, running
from village.partnership.people.rules import BodyKind, RoleKind, may_give, needs_reminding


@dataclass(frozen=True, slots=True)
class BodyPage:
    """A body with what it came from, what it became, and who holds which role there."""

    body: Body
    came_from: tuple[Succession, ...]
    became: tuple[Succession, ...]
    roles: tuple[Role, ...]
    past_roles: tuple[Role, ...]
    may_appoint: bool
    may_confirm: frozenset[int]


@dataclass(frozen=True, slots=True)
class PersonPage:
    person: Person
    roles: tuple[Role, ...]
    past_roles: tuple[Role, ...]
    grants: tuple[Grant, ...]
    shows_address: bool
    may_invite: bool


def bodies(rights: Rights) -> QuerySet[Body]:
    """All bodies, by kind and name, with their contact."""
    found = Body.objects.visible_to(rights).select_related("contact")
    return found.order_by("kind", "name", "pk")


def bodies_by_kind(rights: Rights) -> dict[BodyKind, list[Body]]:
    """The bodies that exist today, in the order of their kinds; the rest are on their pages."""
    kinds: dict[BodyKind, list[Body]] = {kind: [] for kind in BodyKind}
    for body in bodies(rights).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=rights.day)):
        kinds[BodyKind(body.kind)].append(body)
    return {kind: found for kind, found in kinds.items() if found}


def past_bodies(rights: Rights) -> QuerySet[Body]:
    return bodies(rights).filter(ends_on__lte=rights.day)


def body(rights: Rights, *, ref: str) -> Body:
    """One body, or 404."""
    return get_object_or_404(bodies(rights), ref=ref)


def body_page(rights: Rights, *, ref: str) -> BodyPage:
    """What the page of a body shows: four queries."""
    found = body(rights, ref=ref)
    told = Succession.objects.visible_to(rights).select_related("predecessor", "successor")
    told = told.filter(Q(predecessor=found) | Q(successor=found)).order_by("from_on", "pk")
    held = roles_at(rights, body=found)
    current = tuple(role for role in held if is_current(role, day=rights.day))
    return BodyPage(
        body=found,
        came_from=tuple(s for s in told if s.successor_id == found.pk),
        became=tuple(s for s in told if s.predecessor_id == found.pk),
        roles=current,
        past_roles=tuple(role for role in held if role not in current),
        may_appoint=bool(kinds_to_give(rights, body=found)),
        may_confirm=frozenset(role.pk for role in current if may_end(rights, role)),
    )


def roles_at(rights: Rights, *, body: Body) -> tuple[Role, ...]:
    found = Role.objects.visible_to(rights).filter(body=body).select_related("person", "body")
    return tuple(found.order_by("kind", "starts_on", "pk"))


def is_current(role: Role, *, day: date) -> bool:
    """Say whether a role is in force or will be: it neither ended nor lapsed."""
    return min(role.ends_on or role.confirmed_until, role.confirmed_until) > day


def kinds_to_give(rights: Rights, *, body: Body | None) -> list[RoleKind]:
    """The roles that the asker may give there."""
    speaks = body is not None and rights.speaks(body)
    return [kind for kind in RoleKind if may_give(kind, manages=rights.manages, speaks=speaks)]


def may_end(rights: Rights, role: Role) -> bool:
    speaks = role.body is not None and rights.speaks(role.body)
    return may_give(RoleKind(role.kind), manages=rights.manages, speaks=speaks)


def role(rights: Rights, *, ref: str) -> Role:
    """One role, or 404."""
    found = Role.objects.visible_to(rights).select_related("person", "body")
    return get_object_or_404(found, ref=ref)


def own_roles(rights: Rights) -> tuple[Role, ...]:
    """The asker's roles, past ones too, the newest first."""
    found = Role.objects.visible_to(rights).filter(person=rights.person_pk)
    return tuple(found.select_related("body", "person").order_by("-starts_on", "-pk"))


def stand_ins(rights: Rights) -> QuerySet[Delegation]:
    """The stand-ins that concern the asker and are not over."""
    found = Delegation.objects.visible_to(rights).filter(until_on__gt=rights.day)
    mine = Q(person=rights.person_pk) | Q(role__person=rights.person_pk)
    return (
        found.filter(mine)
        .select_related("person", "role__person", "role__body")
        .order_by("from_on", "pk")
    )


def delegation(rights: Rights, *, ref: str) -> Delegation:
    found = Delegation.objects.visible_to(rights).select_related("person", "role__person")
    return get_object_or_404(found.select_related("role__body"), ref=ref)


def roles_to_confirm(rights: Rights) -> tuple[Role, ...]:
    """Running roles at the bodies that the asker speaks for, the soonest to lapse first."""
    found = Role.objects.visible_to(rights).filter(running(rights.day))
    found = found.filter(body__ref__in=rights.speaks_for).select_related("person", "body")
    return tuple(found.order_by("confirmed_until", "body__name", "person__name", "pk"))


def people(rights: Rights) -> QuerySet[Person]:
    return Person.objects.visible_to(rights).order_by("name", "pk")


def person(rights: Rights, *, ref: str) -> Person:
    """One person, or 404."""
    return get_object_or_404(people(rights), ref=ref)


def person_page(rights: Rights, *, ref: str) -> PersonPage:
    """What the page of a person shows: three queries."""
    found = person(rights, ref=ref)
    held = Role.objects.visible_to(rights).filter(person=found).select_related("body", "person")
    roles = tuple(held.order_by("-starts_on", "-pk"))
    grants = Grant.objects.visible_to(rights).filter(person=found).order_by("scope", "pk")
    spoken_for = any(role.body and rights.speaks(role.body) for role in roles)
    return PersonPage(
        person=found,
        roles=tuple(role for role in roles if is_current(role, day=rights.day)),
        past_roles=tuple(role for role in roles if not is_current(role, day=rights.day)),
        grants=tuple(grant for grant in grants if grant.until_on > rights.day),
        shows_address=rights.manages or spoken_for or found.pk == rights.person_pk,
        may_invite=(rights.manages or spoken_for) and found.email is not None,
    )


def sittings(rights: Rights) -> QuerySet[SignIn]:
    """The asker's sittings that have not ended."""
    found: QuerySet[SignIn] = SignIn.objects.visible_to(rights).filter(ended_at=None)
    return found.order_by("-began_at", "-pk")


def kept(rights: Rights, *, ref: str) -> Kept:
    """What was kept for the asker, or 404 for everybody else and after a day."""
    found: QuerySet[Kept] = Kept.objects.visible_to(rights).filter(expires_at__gt=rights.at)
    return get_object_or_404(found, ref=ref)


def kept_for(person: Person, *, at: datetime) -> Kept | None:
    """The latest that was kept for somebody who has just signed in."""
    found = Kept.objects.system("offered to its own person after sign-in")
    return found.filter(person=person, expires_at__gt=at).order_by("-kept_at", "-pk").first()


def came_from(body: Body | None) -> tuple[Body, ...]:
    """All bodies that became this one, however long ago: one query."""
    if body is None:
        return ()
    before: dict[int, list[Body]] = defaultdict(list)
    told = Succession.objects.system("a body answers for what it came from")
    for succession in told.select_related("predecessor").order_by("pk"):
        before[succession.successor_id].append(succession.predecessor)
    return tuple(ancestors(body.pk, before))


def ancestors(pk: int, before: dict[int, list[Body]]) -> Iterable[Body]:
    """Walk back through the successions; a circle, which no verb lets in, would end here too."""
    seen, ahead = {pk}, [pk]
    while ahead:
        for body in before.pop(ahead.pop(), []):
            if body.pk not in seen:
                seen.add(body.pk)
                ahead.append(body.pk)
                yield body


def open_invitation(*, digest: str, at: datetime) -> Invitation | None:
    """The invitation behind a link that is still good."""
    found = Invitation.objects.system("the link itself is the right to it")
    good = found.filter(digest=digest, used_at=None, expires_at__gt=at, person__is_active=True)
    return good.select_related("person").first()


def bodies_to_remind(day: date) -> dict[Body, list[Role]]:
    """Bodies whose contact should confirm roles that lapse within four weeks."""
    found = Role.objects.system("reminders are sent for all bodies").filter(running(day))
    found = found.filter(body__contact__isnull=False).select_related("body__contact", "person")
    due: dict[Body, list[Role]] = defaultdict(list)
    for role in found.order_by("body", "person__name", "pk"):
        is_due = needs_reminding(day, ends_on=role.ends_on, confirmed_until=role.confirmed_until)
        if is_due and role.body:
            due[role.body].append(role)
    return due


def demo_people(*, at: datetime) -> list[Person]:
    """The made-up people with a role, each with their roles in `.in_demo`."""
    day = Rights(person=None, at=at).day
    roles = Role.objects.system("the demo lists its made-up people").filter(running(day))
    roles = roles.select_related("body").order_by("kind", "pk")
    found = Person.objects.system("the demo lists its made-up people").filter(
        key__isnull=False, is_active=True, pk__in=roles.values("person")
    )
    shown = found.prefetch_related(Prefetch("held", queryset=roles, to_attr="in_demo"))
    return list(shown.order_by("name", "pk"))
