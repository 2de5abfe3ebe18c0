"""Sight is given, taken away and barred here, and nowhere else."""

from datetime import date, datetime

from village import trail
from village.guard import Actor
from village.kernel.refusal import Refusal
from village.partnership.people.models import Barred, Delegation, Grant, Person, Role
from village.partnership.people.services.standing import standing, today


def grant(
    person: Person, *, scope: str, until_on: date, why: str, by: Actor, at: datetime
) -> Grant:
    """Let a person see a scope from today; for rooms above, whose own rules decide who may."""
    day = today(at)
    if until_on <= day:
        raise Refusal("Choose a day after today for the end of the grant.", field="until_on")
    with trail.verb(name="people.grant", by=by, at=at) as verb:
        made = Grant.objects.create(
            person=person, scope=scope, from_on=day, until_on=until_on, why=why
        )
        verb.wrote("people.grant", made.ref, fields=("scope", "until_on"), subjects=(person.ref,))
    return made


def revoke(held: Grant, *, by: Actor, at: datetime) -> None:
    """End a grant at once: the person's next request no longer has it."""
    day = today(at)
    with trail.verb(name="people.revoke", by=by, at=at) as verb:
        grant = Grant.objects.system("re-read under lock").select_for_update().get(pk=held.pk)
        if grant.until_on <= day:
            raise Refusal("This grant has ended already.")
        grant.until_on = max(day, grant.from_on)
        grant.save(update_fields=["until_on"])
        verb.wrote("people.grant", grant.ref, fields=("until_on",), subjects=(held.person.ref,))


def bar(person: Person, *, scope: str, why: str, by: Actor, at: datetime) -> Barred:
    """Take a scope away from a person whatever they were granted, from today."""
    with trail.verb(name="people.bar", by=by, at=at) as verb:
        refuse_unless_guardian(by, at=at)
        bars = Barred.objects.system("a person is barred once").select_for_update()
        if bars.filter(person=person, scope=scope, until_on=None).exists():
            raise Refusal("This person is barred from it already.")
        made = Barred.objects.create(person=person, scope=scope, from_on=today(at), why=why)
        verb.wrote("people.barred", made.ref, fields=("scope",), subjects=(person.ref,))
    return made


def lift(bar: Barred, *, by: Actor, at: datetime) -> None:
    """End a bar from today."""
    with trail.verb(name="people.lift", by=by, at=at) as verb:
        refuse_unless_guardian(by, at=at)
        barred = Barred.objects.system("re-read under lock").select_for_update().get(pk=bar.pk)
        if barred.until_on is not None:
            raise Refusal("This bar was lifted already.")
        barred.until_on = today(at)
        barred.save(update_fields=["until_on"])
        verb.wrote("people.barred", barred.ref, fields=("until_on",), subjects=(bar.person.ref,))


def refuse_unless_guardian(by: Actor, *, at: datetime) -> None:
    giver = standing(by, at=at)
    if not (giver.is_machine or giver.rights.sees("trail")):
        raise Refusal("Only an information governance officer can bar a person or lift a bar.")


def issue(
    person: Person,
    *,
    scopes: tuple[str, ...],
    from_on: date,
    until_on: date,
    why: str,
    role: Role,
    delegation: Delegation | None = None,
) -> list[Grant]:
    """Write the grants that come with a role; only within the verb that gives the role."""
    return Grant.objects.bulk_create(
        [
            Grant(
                person=person,
                scope=scope,
                from_on=from_on,
                until_on=max(from_on, until_on),
                why=why,
                role=role,
                delegation=delegation,
            )
            for scope in scopes
        ]
    )
