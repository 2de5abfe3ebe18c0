"""Questions about bodies: which there are, what they came from, who acts for them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from village.partnership.people.models import Body, Role, Succession
from village.partnership.people.rights import Rights, running
from village.partnership.people.rules import BodyKind, needs_reminding
from village.partnership.people.selectors import keys
from village.partnership.people.selectors.roles import (
    is_current,
    kinds_to_give,
    may_give_role,
    roles_at,
)


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
    may_see_keys: bool


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
        may_confirm=frozenset(role.pk for role in current if may_give_role(rights, role)),
        may_see_keys=keys.may_see(rights, found),
    )


def came_from(body: Body | None) -> tuple[Body, ...]:
    """All bodies that became this one, however long ago: one query."""
    return tuple(line_of(body.pk, back_and_on()[0])) if body else ()


def kin_of(ref: str) -> tuple[Body, ...]:
    """All bodies that the one of this ref came from or became; none for a ref of no body."""
    body = Body.objects.system("a body and its kin").filter(ref=ref).first()
    if body is None:
        return ()
    return tuple(kin for line in back_and_on() for kin in line_of(body.pk, line))


Steps = dict[int, list[Body]]


def back_and_on() -> tuple[Steps, Steps]:
    """One step back and one step on for each body that has one: one query."""
    back: Steps = defaultdict(list)
    on: Steps = defaultdict(list)
    told = Succession.objects.system("a body answers for what it came from")
    for succession in told.select_related("predecessor", "successor").order_by("pk"):
        back[succession.successor_id].append(succession.predecessor)
        on[succession.predecessor_id].append(succession.successor)
    return back, on


def line_of(pk: int, steps: Steps) -> Iterable[Body]:
    """Walk along the successions; a circle, which no verb lets in, would end here too."""
    seen, ahead = {pk}, [pk]
    while ahead:
        for body in steps.get(ahead.pop(), []):
            if body.pk not in seen:
                seen.add(body.pk)
                ahead.append(body.pk)
                yield body


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
