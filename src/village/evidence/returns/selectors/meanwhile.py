"""What came in for a return since somebody opened its page, and whether more must be said."""

from dataclasses import dataclass
from datetime import date

from village.design import formats
from village.evidence.returns.models import Edition, EditionQuerySet, Return
from village.evidence.returns.rules import LIVE, State
from village.evidence.returns.rules.corrections import must_say_why
from village.evidence.returns.rules.lookers import NO_ROLE
from village.evidence.returns.selectors.lookers import role_of

WHY = "whoever sends a return knows what was sent for it"


def of(owed: Return) -> EditionQuerySet:
    return Edition.objects.system(WHY).filter(of=owed)


@dataclass(frozen=True, slots=True)
class Known:
    """What was sent for a return so far. newest: the highest number; 0 where nothing was."""

    newest: int
    was_accepted: bool
    was_read: bool


def known(owed: Return) -> Known:
    """One query, however many editions there are."""
    told = list(of(owed).values_list("number", "state", "failure"))
    states = {state for _, state, _ in told}
    return Known(
        newest=max((number for number, _, _ in told), default=0),
        was_accepted=bool(states & {State.ACCEPTED, State.WITHDRAWN}),
        was_read=any(state != State.REFUSED or not failure for _, state, failure in told),
    )


def came_in(owed: Return, *, seen: int) -> Edition | None:
    """The newest edition that stands and that somebody who saw `seen` editions does not know."""
    newer = of(owed).filter(number__gt=seen, state__in=LIVE).order_by("-number")
    return newer.select_related("of__body", "sent_by").first()


def asks_reason(owed: Return, *, day: date, so_far: Known | None = None) -> bool:
    """Whether whoever sends something that day must say why."""
    so_far = so_far or known(owed)
    return must_say_why(
        was_accepted=so_far.was_accepted, was_sent=so_far.was_read, due_on=owed.due_on, day=day
    )


def overtaken_by(edition: Edition) -> Edition | None:
    """What was accepted while this edition, which gives no reason, waited for a decision."""
    if edition.reason:
        return None
    others = of(edition.of).exclude(pk=edition.pk)
    stood = others.filter(state__in=(State.ACCEPTED, State.WITHDRAWN)).order_by("-decided_at")
    return stood.select_related("of__body", "sent_by", "decided_by").first()


def sent(edition: Edition) -> str:
    """Who sent an edition, by role and body, and when."""
    who = role_of(edition.sent_by.ref, edition.sent_at, body=edition.of.body)
    when = formats.moment(edition.sent_at)
    return f"Edition {edition.number} was sent by {_within(who)}, on {when}"


def _within(who: str) -> str:
    """A role as it stands within a sentence; "QA manager" would stay as it is."""
    small = who if who[1:2].isupper() else who[:1].lower() + who[1:]
    return small if who == NO_ROLE else f"the {small}"
