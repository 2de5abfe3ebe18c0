"""The linker's verbs: a look that is written down first, a decision, its taking back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError

from village import trail
from village.design import formats
from village.evidence.linking import selectors
from village.evidence.linking.models import Followed, PairDecision, may_link
from village.evidence.linking.rules import (
    FITS,
    SAID_IN_WORDS,
    Agrees,
    Line,
    Said,
    Why,
    capital,
    compared,
)
from village.evidence.linking.selectors import Waiting
from village.evidence.linking.selectors.naming import DECISION, FOLLOWED, PAIR
from village.guard import Actor
from village.kernel.refusal import Refusal, Stale
from village.partnership.people.models import Person
from village.partnership.people.rights import Rights, read

asked: list[Callable[[int, Actor, datetime], None]] = []
"""Called within the verb that asks for a version, with the place of the last decision."""

GONE = (
    "This pair does not wait any more: it is not in the queue of the newest version. "
    "Nothing was written."
)


@dataclass(frozen=True, slots=True)
class Looked:
    """Two records as a linker sees them."""

    left: str
    right: str
    lines: tuple[Line, ...]

    @property
    def known(self) -> tuple[Line, ...]:
        """The fields that one of them gives at least."""
        return tuple(line for line in self.lines if line.agrees is not Agrees.NOWHERE)

    @property
    def unknown(self) -> str:
        """The fields that neither gives."""
        fields = (line.field for line in self.lines if line.agrees is Agrees.NOWHERE)
        return ", ".join(f if f[1].isupper() else f[0].lower() + f[1:] for f in fields)

    @property
    def columns(self) -> str:
        """The heads of the table."""
        return f"Field|{self.left}|{self.right}|How they stand"


def look(found: Waiting, *, rights: Rights, at: datetime) -> Looked:
    """Both records field by field. Refused: the look could not be written down."""
    if not may_link(rights):
        raise NotALinker
    trail.read("linking.look", by=rights, at=at, kind=PAIR, ref=found.ref, rows=2)
    left, right = (capital(name) for name in found.agencies)
    if left == right:
        left, right = f"{left}, one record", f"{right}, the other"
    return Looked(left, right, compared(found.pair.left, found.pair.right))


class NotALinker(Refusal):
    """Whoever asks may not link, or not any more."""

    def __init__(self) -> None:
        super().__init__("Only a linker decides which records are of one child.")


def decide(ref: str, *, said: Said, why: Why, seen: int, by: Person, at: datetime) -> PairDecision:
    """Say of a pair of the newest version's queue that it is one child, or two.

    seen: how many decisions of it there were when it was shown. Refused: it does not wait; somebody
    else decided it meanwhile; `by` may not link.
    """
    _refuse_misfit(said, why)
    try:
        with trail.verb("linking.decide", by=by, at=at) as verb:
            found = _reread(ref, seen=seen, by=by, at=at)
            made = _next_word(
                *found.keys, seen, said, why, by=by, at=at,
                version=found.version, waited=found.why[:200], agencies=list(found.agencies),
            )  # fmt: skip
            verb.wrote(DECISION, made.ref, fields=("said", "why"), subjects=(found.ref,))
    except IntegrityError as fault:
        raise Stale("Somebody else decided this pair at this moment. Look at it again.") from fault
    return made


def _reread(ref: str, *, seen: int, by: Person, at: datetime) -> Waiting:
    """The pair as it waits now."""
    rights = read(by, at=at)
    if not may_link(rights):
        raise NotALinker
    found = selectors.pair_of(selectors.queue(rights), ref)
    if found is None:
        raise Refusal(GONE)
    _refuse_stale(found.last, seen=seen)
    if found.last is not None and found.last.stands:
        raise Refusal(f"{in_words(found.last)} Take that back first.")
    return found


def _next_word(
    one: str, other: str, seen: int, said: Said, why: Why, *, by: Person, at: datetime,
    version: str, waited: str, agencies: list[str],
) -> PairDecision:  # fmt: skip
    return PairDecision.objects.create(
        one=one, other=other, number=seen + 1, said=said, why=why, by=by, at=at,
        version=version, waited=waited, agencies=agencies,
    )  # fmt: skip


def _refuse_misfit(said: Said, why: Why) -> None:
    if why not in FITS[said]:
        what = SAID_IN_WORDS[said]
        raise Refusal(f"Choose a reason that goes with “{what}”", field="why")


def _refuse_stale(last: PairDecision | None, *, seen: int) -> None:
    if last is not None and last.number != seen:
        raise Stale(f"{in_words(last)} Nothing of yours was written.")
    if last is None and seen:
        raise Stale("Look at this pair again.")


def in_words(last: PairDecision) -> str:
    """Who said what of a pair, and when."""
    said, when = SAID_IN_WORDS[last.said], formats.moment(last.at)
    if not last.stands:
        return f"{last.by.name} took back on {when} what was decided before."
    return f"{last.by.name} decided on {when}: {said}."


def take_back(ref: str, *, why: Why, by: Person, at: datetime) -> PairDecision:
    """Take back the last word on a pair, whether or not it is in the queue.

    It waits again from the next version on. Refused: somebody said something else meanwhile.
    """
    _refuse_misfit(Said.UNDONE, why)
    try:
        with trail.verb("linking.take_back", by=by, at=at) as verb:
            found = _last_word(ref, by=by, at=at)
            made = _next_word(
                found.one, found.other, found.number, Said.UNDONE, why, by=by, at=at,
                version=found.version, waited=found.waited, agencies=found.agencies,
            )  # fmt: skip
            verb.wrote(DECISION, made.ref, fields=("said", "why"), subjects=(found.ref,))
    except IntegrityError as fault:
        raise Stale("Somebody else took this back at this moment. Look at it again.") from fault
    return made


def _last_word(ref: str, *, by: Person, at: datetime) -> PairDecision:
    rights = read(by, at=at)
    if not may_link(rights):
        raise NotALinker
    found = selectors.decision(rights, ref)
    last = selectors.last_words(rights)[found.one, found.other]
    if last.pk != found.pk or not last.stands:
        raise Stale(f"{in_words(last)} Nothing of yours was written.")
    return found


def ask(*, by: Person, at: datetime) -> None:
    """Ask for a version with all that is decided by now. Refused: the newest one has it all."""
    rights = read(by, at=at)
    if not may_link(rights):
        raise NotALinker
    upto = selectors.following().upto
    if not selectors.since(rights, selectors.queue(rights).version):
        raise Refusal("The newest version was made with all that is decided.")
    with trail.verb("linking.ask", by=by, at=at, empty=True):
        for call in asked:
            call(upto, by, at)


def follow(version: str, *, upto: int, verb: trail.Verb) -> None:
    """Note with which decisions a version was made, within the verb that publishes it."""
    made = Followed.objects.create(version=version, upto=upto)
    verb.wrote(FOLLOWED, made.version, fields=("upto",))
