"""Questions about roles: who holds which, who could give them, which are to be confirmed."""

from datetime import date

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from village.partnership.people.models import Body, Delegation, Role
from village.partnership.people.rights import Rights, running
from village.partnership.people.rules import (
    BodyKind,
    RoleKind,
    fits,
    may_give,
    needs_reminding,
    sees_records,
)


def roles_at(rights: Rights, *, body: Body) -> tuple[Role, ...]:
    found = Role.objects.visible_to(rights).filter(body=body).select_related("person", "body")
    return tuple(found.order_by("kind", "starts_on", "pk"))


def is_current(role: Role, *, day: date) -> bool:
    """Say whether a role is in force or will be: it neither ended nor lapsed."""
    return min(role.ends_on or role.confirmed_until, role.confirmed_until) > day


def kinds_to_give(rights: Rights, *, body: Body | None) -> list[RoleKind]:
    """The roles that the asker may give there, of those that are held there."""
    speaks = body is not None and rights.speaks(body)
    there = BodyKind(body.kind) if body else None
    held = (kind for kind in RoleKind if fits(kind, there))
    return [kind for kind in held if may_give(kind, manages=rights.manages, speaks=speaks)]


def may_add_people(rights: Rights) -> bool:
    """Say whether the asker gives any roles at all, and so may note people to give them to."""
    return rights.manages or bool(rights.speaks_for)


def may_give_role(rights: Rights, role: Role) -> bool:
    """Say whether the asker could give this very role."""
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
    """Running roles that wait for the asker's word, the soonest to lapse first.

    Those at the bodies that they speak for; a manager's also where nobody speaks for a body.
    """
    mine = Q(body__ref__in=rights.speaks_for)
    if rights.manages:
        given = [kind.value for kind in RoleKind if not sees_records(kind)]
        mine |= Q(body__isnull=True) | Q(body__contact__isnull=True, kind__in=given)
    found = Role.objects.visible_to(rights).filter(running(rights.day))
    found = found.filter(mine).select_related("person", "body")
    return tuple(found.order_by("confirmed_until", "body__name", "person__name", "pk"))


def lapsing(rights: Rights) -> tuple[Role, ...]:
    """Those of them that lapse within four weeks unless the asker confirms them."""
    return tuple(
        role
        for role in roles_to_confirm(rights)
        if needs_reminding(rights.day, ends_on=role.ends_on, confirmed_until=role.confirmed_until)
    )
