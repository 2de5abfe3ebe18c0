"""Sight is given and taken away here, and nowhere else."""

from datetime import date, datetime

from village import trail
from village.guard import Actor
from village.kernel.refusal import Refusal
from village.partnership.people.models import Delegation, Grant, Person, Role
from village.partnership.people.services.standing import today


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
