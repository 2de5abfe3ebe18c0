"""Questions about people."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from village.partnership.people.models import Grant, Invitation, Person, Role
from village.partnership.people.rights import Rights, running
from village.partnership.people.rules import RoleKind
from village.partnership.people.selectors.roles import is_current
from village.partnership.people.selectors.sight import sight_of

PEOPLE_ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class PersonPage:
    person: Person
    roles: tuple[Role, ...]
    past_roles: tuple[Role, ...]
    sight: tuple[tuple[str, Grant], ...]
    shows_address: bool
    may_invite: bool


def people(rights: Rights) -> QuerySet[Person]:
    return Person.objects.visible_to(rights).order_by("name", "pk")


def invited(rights: Rights) -> QuerySet[Person]:
    """Whom an invitation reached or should have, and who has not taken it up."""
    asked = Invitation.objects.visible_to(rights).filter(used_at=None)
    return without_password(rights).filter(pk__in=asked.values("person"))


def never_invited(rights: Rights) -> QuerySet[Person]:
    """Who holds a role today and was never asked to sign in."""
    asked = Invitation.objects.visible_to(rights)
    holding = Role.objects.visible_to(rights).filter(running(rights.day))
    found = without_password(rights).filter(pk__in=holding.values("person"))
    return found.exclude(pk__in=asked.values("person"))


def without_password(rights: Rights) -> QuerySet[Person]:
    unusable = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return people(rights).filter(unusable, is_active=True)


LISTS: dict[str, Callable[[Rights], QuerySet[Person]]] = {
    "invited": invited,
    "never-invited": never_invited,
}


def people_page(rights: Rights, *, page: str | None, show: str = "") -> Page[Person]:
    """A page of all people, each with their running roles in `.running`: three queries.

    show: one of LISTS, for who counts the invited; everybody otherwise.
    """
    chosen = LISTS.get(show, people) if rights.counts_the_invited else people
    running_roles = Role.objects.visible_to(rights).filter(running(rights.day))
    roles = Prefetch("held", queryset=running_roles.select_related("body"), to_attr="running")
    listed: QuerySet[Person] = chosen(rights).prefetch_related(roles)
    return Paginator(listed, PEOPLE_ON_A_PAGE).get_page(page)


def person(rights: Rights, *, ref: str) -> Person:
    """One person, or 404."""
    return get_object_or_404(people(rights), ref=ref)


def person_page(rights: Rights, *, ref: str) -> PersonPage:
    """What the page of a person shows: four queries."""
    found = person(rights, ref=ref)
    held = Role.objects.visible_to(rights).filter(person=found).select_related("body", "person")
    roles = tuple(held.order_by("-starts_on", "-pk"))
    spoken_for = any(role.body and rights.speaks(role.body) for role in roles)
    return PersonPage(
        person=found,
        roles=tuple(role for role in roles if is_current(role, day=rights.day)),
        past_roles=tuple(role for role in roles if not is_current(role, day=rights.day)),
        sight=tuple(sight_of(rights, found)),
        shows_address=rights.manages or spoken_for or found.pk == rights.person_pk,
        may_invite=(rights.manages or spoken_for)
        and bool(found.email)
        and not found.has_usable_password(),
    )


def demo_people(*, at: datetime) -> list[Person]:
    """The made-up people with a role, each with their roles in `.in_demo`."""
    day = Rights(person=None, at=at).day
    roles = Role.objects.system("the demo lists its made-up people").filter(running(day))
    roles = roles.select_related("body").order_by("kind", "pk")
    found = Person.objects.system("the demo lists its made-up people").filter(
        key__isnull=False, is_active=True, pk__in=roles.values("person")
    )
    shown = found.prefetch_related(Prefetch("held", queryset=roles, to_attr="in_demo"))
    return sorted(shown.order_by("key", "pk"), key=_place_in_demo)


# Whom a visitor of the demonstration wants to be first; the rest follow by name.
FIRST_IN_DEMO = (
    RoleKind.DATA_LEAD,
    RoleKind.QA_MANAGER,
    RoleKind.BUSINESS_MANAGER,
    RoleKind.SCRUTINEER,
    RoleKind.IG_OFFICER,
    RoleKind.CHAIR,
    RoleKind.LEAD_PARTNER,
    RoleKind.DELEGATED_PARTNER,
)


def _place_in_demo(person: Any) -> int:  # Any: a Person with `in_demo` beside it
    kinds = [role.kind for role in person.in_demo]
    places = [FIRST_IN_DEMO.index(kind) for kind in FIRST_IN_DEMO if kind in kinds]
    return min(places, default=len(FIRST_IN_DEMO))
