"""Letters about agreements that run out: to who sends on them and who keeps them, once a step."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.timezone import localdate

from village import trail
from village.evidence.returns.models import Agreement, Party
from village.evidence.returns.rules.agreements import KEEPER, NEAR_EXPIRY, Step, is_news, step
from village.guard import Actor
from village.partnership.people.models import Person, Role
from village.partnership.people.rights import running
from village.partnership.people.rules import RoleKind
from village.partnership.people.services.letters import address_of
from village.post import services as post

WHY = "agreements that run out are told of"
LONG_GONE = timedelta(days=60)
"""What ran out so long ago, nobody waits to hear of."""
LETTERS = {
    Step.NEAR: "returns/letters/agreement_near",
    Step.VERY_NEAR: "returns/letters/agreement_near",
    Step.EXPIRED: "returns/letters/agreement_expired",
}


def tell(*, by: Actor, at: datetime) -> int:
    """Write about each agreement that came nearer to its end; say how many."""
    day = localdate(at)
    due = [one for one in _running_out(day) if is_news(step(one.until_on, day=day), told=one.told)]
    for agreement in due:
        _tell_of(agreement, by=by, at=at)
    return len(due)


def _running_out(day: date) -> Sequence[Agreement]:
    """Signed by all, not ended, in their last days or just past them; the newest edition alone."""
    unsigned = Party.objects.system(WHY).filter(signed_at=None)
    found = Agreement.objects.system(WHY).filter(
        ended_on=None, until_on__lte=day + NEAR_EXPIRY, until_on__gt=day - LONG_GONE
    )
    return list(found.exclude(pk__in=unsigned.values("agreement")).order_by("until_on", "pk"))


def _tell_of(agreement: Agreement, *, by: Actor, at: datetime) -> None:
    day = localdate(at)
    with trail.verb("returns.tell_of_agreement", by=by, at=at) as verb:
        now = Agreement.objects.system(WHY).select_for_update().get(pk=agreement.pk)
        reached = step(now.until_on, day=day)
        readers = _readers(now, day) if is_news(reached, told=now.told) else ()
        for person in readers:
            post.write(to=person, template=LETTERS[reached], context=_facts(now), by=by, at=at)
        now.told = reached.value
        now.save(update_fields=["told"])
        verb.wrote("agreement", now.ref, fields=("told",))


def _facts(agreement: Agreement) -> dict[str, object]:
    return {
        "title": agreement.title,
        "last_on": agreement.until_on - timedelta(days=1),
        "link": address_of("returns:agreement", agreement.ref),
    }


def _readers(agreement: Agreement, day: date) -> Sequence[Person]:
    """The data leads of its parties and the information governance officers, with an address."""
    bodies = Party.objects.system(WHY).filter(agreement=agreement).values("body")
    roles = Role.objects.system(WHY).filter(
        running(day), Q(kind=RoleKind.DATA_LEAD.value, body__in=bodies) | Q(kind=KEEPER.value)
    )
    people = Person.objects.system(WHY).filter(pk__in=roles.values("person"), is_active=True)
    return [person for person in people.order_by("pk") if person.email]
