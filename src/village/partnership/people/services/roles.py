"""Roles are given, confirmed, lent and ended here; their grants follow them at once."""

from datetime import date, datetime

from django.db.models import F, Q

from village import trail
from village.guard import Actor
from village.kernel.refusal import Refusal
from village.partnership.people.models import Body, Delegation, Grant, Person, Role
from village.partnership.people.rules import (
    LONGEST_DELEGATION,
    ROLES,
    BodyKind,
    RoleKind,
    confirmed_until,
    fits,
    scopes_of,
)
from village.partnership.people.selectors import came_from
from village.partnership.people.services.grants import issue
from village.partnership.people.services.standing import (
    refuse_if_stale,
    refuse_unless_giver,
    standing,
    today,
)


def appoint(
    person: Person,
    *,
    kind: RoleKind,
    body: Body | None,
    starts_on: date,
    ends_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Role:
    """Give a person a role and the sight that comes with it."""
    with trail.verb(name="people.appoint", by=by, at=at) as verb:
        giver = refuse_unless_giver(by, kind=kind, body=body, at=at)
        if giver.is_self(person):
            raise Refusal("Nobody gives a role to themselves: ask somebody else to do it.")
        refuse_misfit(kind, body=body, starts_on=starts_on, ends_on=ends_on)
        refuse_if_held(person, kind=kind, body=body, day=today(at))
        role = Role.objects.create(
            kind=kind,
            person=person,
            body=body,
            starts_on=starts_on,
            ends_on=ends_on,
            confirmed_until=confirmed_until(max(starts_on, today(at))),
        )
        issue(
            person,
            scopes=scopes_at(role),
            from_on=starts_on,
            until_on=last_grant_day(role),
            why=f"role: {kind}",
            role=role,
        )
        verb.wrote("people.role", role.ref, fields=("kind", "body"), subjects=(person.ref,))
    return role


def confirm(held: Role, *, version: int | None = None, by: Actor, at: datetime) -> Role:
    """Say for the body that a person still holds a role, for another quarter."""
    with trail.verb(name="people.confirm", by=by, at=at) as verb:
        role = reread(held, version=version)
        confirmer = standing(by, at=at)
        if not confirmer.may_give(RoleKind(role.kind), body=role.body):
            raise Refusal("Only the contact of the role's body can confirm it.")
        if not runs(role, from_day=confirmer.day):
            raise Refusal("This role has ended. Appoint the person again if they still do it.")
        role.confirmed_until = confirmed_until(today(at))
        write(role, fields=("confirmed_until",))
        stretch_grants(role)
        verb.wrote("people.role", role.ref, fields=("confirmed_until",), subjects=subjects(role))
    return role


def end(
    held: Role, *, on: date | None = None, version: int | None = None, by: Actor, at: datetime
) -> Role:
    """End a role, today where no day is given: its sight and its stand-ins end with it."""
    day = on or today(at)
    with trail.verb(name="people.end", by=by, at=at) as verb:
        role = reread(held, version=version)
        giver = standing(by, at=at)
        own = giver.is_self(role.person)
        if not own and not giver.may_give(RoleKind(role.kind), body=role.body):
            raise Refusal("Only who can give this role, or its holder, can end it.")
        if day < today(at):
            raise Refusal("Choose today or a later day.", field="on")
        if role.ends_on is not None and role.ends_on <= day:
            raise Refusal("This role ends by then already.")
        finish(role, on=day)
        verb.wrote("people.role", role.ref, fields=("ends_on",), subjects=subjects(role))
    return role


def delegate(
    held: Role,
    *,
    to: Person,
    from_on: date,
    until_on: date,
    why: str,
    by: Actor,
    at: datetime,
) -> Delegation:
    """Let somebody stand in for a role's holder until a day."""
    with trail.verb(name="people.delegate", by=by, at=at) as verb:
        role = reread(held, version=None)
        giver = standing(by, at=at)
        own = giver.is_self(role.person)
        if not own and not giver.may_give(RoleKind(role.kind), body=role.body):
            raise Refusal("Only who holds this role, or can give it, can let somebody stand in.")
        # A kit is history: what it furnishes may have begun before the day on which it is loaded.
        day = min(giver.day, from_on) if giver.is_machine else giver.day
        refuse_bad_stand_in(role, to=to, from_on=from_on, until_on=until_on, day=day)
        if giver.is_self(to):
            raise Refusal("Nobody gives a role to themselves: ask somebody else to do it.")
        lent = Delegation.objects.create(
            role=role, person=to, from_on=from_on, until_on=until_on, why=why
        )
        issue(
            to,
            scopes=scopes_at(role),
            from_on=from_on,
            until_on=min(until_on, last_grant_day(role)),
            why=f"stands in for the {role.kind}",
            role=role,
            delegation=lent,
        )
        verb.wrote(
            "people.delegation", lent.ref, fields=("until_on",), subjects=(*subjects(role), to.ref)
        )
    return lent


def end_delegation(lent: Delegation, *, by: Actor, at: datetime) -> Delegation:
    """End a stand-in today."""
    day = today(at)
    with trail.verb(name="people.end_delegation", by=by, at=at) as verb:
        found = Delegation.objects.system("re-read under lock").select_for_update(of=("self",))
        delegation = found.select_related("role__body", "role__person").get(pk=lent.pk)
        giver = standing(by, at=at)
        role = delegation.role
        own = giver.is_self(role.person) or giver.is_self(lent.person)
        if not own and not giver.may_give(RoleKind(role.kind), body=role.body):
            raise Refusal("Only who holds this role, or can give it, can end this.")
        if delegation.until_on <= day:
            raise Refusal("This has ended already.")
        delegation.until_on = max(day, delegation.from_on)
        delegation.save(update_fields=["until_on"])
        cut_grants(Q(delegation=delegation), on=delegation.until_on)
        verb.wrote(
            "people.delegation",
            delegation.ref,
            fields=("until_on",),
            subjects=(*subjects(role), lent.person.ref),
        )
    return delegation


def refuse_misfit(
    kind: RoleKind, *, body: Body | None, starts_on: date, ends_on: date | None
) -> None:
    """Refuse a role where it does not belong, or one that ends before it starts."""
    if not fits(kind, BodyKind(body.kind) if body else None):
        raise Refusal(misfit(kind, body=body), field="body")
    if ends_on is not None and ends_on <= starts_on:
        raise Refusal("Choose an end after the start.", field="ends_on")
    if body is not None and body.ends_on is not None and body.ends_on <= starts_on:
        raise Refusal(f"{body.name} no longer exists on that day.", field="starts_on")


def misfit(kind: RoleKind, *, body: Body | None) -> str:
    allowed = sorted(ROLES[kind].bodies)
    if not allowed:
        return f"The role of {kind} is held at no body: leave the body empty."
    if body is None:
        return f"Choose the body at which the {kind} is."
    return f"The role of {kind} is held at a {' or a '.join(allowed)}, not at a {body.kind}."


def refuse_if_held(person: Person, *, kind: RoleKind, body: Body | None, day: date) -> None:
    """Refuse a role that the person holds; give one that lapsed the end that it had."""
    # The person's row is the lock: whoever appoints the same person waits here.
    Person.objects.system("lock the person").select_for_update().get(pk=person.pk)
    same = Role.objects.system("a role is held once").filter(person=person, kind=kind, body=body)
    for role in same.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day)):
        if runs(role, from_day=day):
            raise Refusal(f"{person.name} holds this role already.")
        role.ends_on = max(role.confirmed_until, role.starts_on)
        write(role, fields=("ends_on",))


def refuse_bad_stand_in(
    role: Role, *, to: Person, from_on: date, until_on: date, day: date
) -> None:
    if to.pk == role.person_id:
        raise Refusal(
            "Choose somebody else: the holder cannot stand in for themselves.", field="to"
        )
    if not runs(role, from_day=day):
        raise Refusal("This role has ended: nobody can stand in for it.")
    if from_on < day:
        raise Refusal("Choose today or a later day.", field="from_on")
    if until_on <= from_on:
        raise Refusal("Choose an end after the start.", field="until_on")
    if until_on - from_on > LONGEST_DELEGATION:
        raise Refusal(
            f"Choose an end within {LONGEST_DELEGATION.days} days: for longer, appoint them.",
            field="until_on",
        )


def runs(role: Role, *, from_day: date) -> bool:
    """Say whether a role is in force on this day or will be."""
    return min(role.ends_on or role.confirmed_until, role.confirmed_until) > from_day


def reread(held: Role, *, version: int | None) -> Role:
    """Read a role afresh under lock and refuse if it changed since it was shown."""
    roles = Role.objects.system("re-read under lock").select_for_update(of=("self",))
    role = roles.select_related("body", "person").get(pk=held.pk)
    refuse_if_stale(role, version=version)
    return role


def write(role: Role, *, fields: tuple[str, ...]) -> None:
    role.version += 1
    role.save(update_fields=[*fields, "version"])


def finish(role: Role, *, on: date) -> None:
    """Set a role's end, and that of all that hangs on it; only within a verb."""
    role.ends_on = max(on, role.starts_on)
    write(role, fields=("ends_on",))
    cut_grants(Q(role=role), on=role.ends_on)
    cut_delegations(role)


def scopes_at(role: Role) -> tuple[str, ...]:
    """The scopes of a role, at its body and at those that became it."""
    refs = (role.body.ref, *(body.ref for body in came_from(role.body))) if role.body else ()
    return scopes_of(RoleKind(role.kind), bodies=refs)


def last_grant_day(role: Role) -> date:
    return min(role.ends_on or role.confirmed_until, role.confirmed_until)


def stretch_grants(role: Role) -> None:
    """Let the grants of a role, and of its stand-ins, last as long as it now does."""
    until = last_grant_day(role)
    grants = Grant.objects.system("grants follow their role").filter(role=role)
    grants.filter(delegation=None).update(until_on=until)
    for lent in Delegation.objects.system("grants follow their role").filter(role=role):
        grants.filter(delegation=lent).update(until_on=max(lent.from_on, min(until, lent.until_on)))


def cut_grants(which: Q, *, on: date) -> None:
    """End grants on a day; one that had not begun never will."""
    grants = Grant.objects.system("grants follow their role").filter(which, until_on__gt=on)
    grants.filter(from_on__lte=on).update(until_on=on)
    grants.filter(from_on__gt=on).update(until_on=F("from_on"))


def cut_delegations(role: Role) -> None:
    """End the stand-ins of a role that ends."""
    day = last_grant_day(role)
    lent = Delegation.objects.system("stand-ins follow their role").filter(
        role=role, until_on__gt=day
    )
    lent.filter(from_on__lte=day).update(until_on=day)
    lent.filter(from_on__gt=day).update(until_on=F("from_on"))


def subjects(role: Role) -> tuple[str, ...]:
    return (role.person.ref,)
