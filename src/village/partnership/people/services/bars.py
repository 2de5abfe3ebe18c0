"""A person is barred from what they must not see, whatever they were granted; nowhere else."""

from datetime import datetime

from django.db.models import Q

from village import trail
from village.guard import Actor
from village.kernel.refusal import Refusal
from village.partnership.people.models import Barred, BarredScope, Person
from village.partnership.people.rules import barred_with
from village.partnership.people.selectors import kin_of
from village.partnership.people.services.standing import standing, today


def bar(person: Person, *, scope: str, why: str, by: Actor, at: datetime) -> Barred:
    """Take a scope away from a person whatever they were granted, from today.

    With it go the stronger scopes, and those of the bodies that its body came from or became.
    """
    with trail.verb(name="people.bar", by=by, at=at) as verb:
        refuse_unless_guardian(by, of=person, at=at)
        # The person's row is the lock: whoever bars the same person waits here.
        Person.objects.system("lock the person").select_for_update().get(pk=person.pk)
        bars = Barred.objects.system("a person is barred once").filter(person=person)
        if bars.filter(scope=scope, until_on=None).exists():
            raise Refusal("This person is barred from it already.", field="scope")
        made = Barred.objects.create(person=person, scope=scope, from_on=today(at), why=why)
        spell_out(made)
        verb.wrote("people.barred", made.ref, fields=("scope",), subjects=(person.ref,))
    return made


def lift(bar: Barred, *, why: str, by: Actor, at: datetime) -> Barred:
    """End a bar from today."""
    with trail.verb(name="people.lift", by=by, at=at) as verb:
        refuse_unless_guardian(by, of=bar.person, at=at)
        barred = Barred.objects.system("re-read under lock").select_for_update().get(pk=bar.pk)
        if barred.until_on is not None:
            raise Refusal("This bar was lifted already.")
        barred.until_on, barred.lifted_why = today(at), why
        barred.save(update_fields=["until_on", "lifted_why"])
        verb.wrote("people.barred", barred.ref, fields=("until_on",), subjects=(bar.person.ref,))
    return barred


def spell_out(bar: Barred) -> None:
    """Write down every scope that a bar takes away; what is written stays."""
    kin = [body.ref for body in kin_of(bar.scope.partition(":")[2])]
    scopes = barred_with(bar.scope, kin=kin)
    rows = [BarredScope(bar=bar, scope=scope) for scope in scopes]
    BarredScope.objects.bulk_create(rows, ignore_conflicts=True)


def pass_on_bars(*, at: datetime) -> None:
    """Let every bar that stands reach a body that has just become another; within that verb."""
    standing_ones = Barred.objects.system("bars follow a succession").filter(
        Q(until_on__isnull=True) | Q(until_on__gt=today(at)), scope__contains=":"
    )
    for bar in standing_ones.order_by("pk"):
        spell_out(bar)


def refuse_unless_guardian(by: Actor, *, of: Person, at: datetime) -> None:
    giver = standing(by, at=at)
    if not (giver.is_machine or giver.rights.guards):
        raise Refusal("Only an information governance officer can bar a person or lift a bar.")
    if giver.is_self(of):
        raise Refusal("Nobody bars themselves: ask another information governance officer.")
