"""Refuses what would go past what came in meanwhile, and a correction without a reason."""

from datetime import datetime

from django.utils.timezone import localdate

from village.evidence.returns.models import Edition, Return
from village.evidence.returns.rules import State
from village.evidence.returns.rules.corrections import fault
from village.evidence.returns.selectors import meanwhile as selectors
from village.kernel.refusal import Refusal, Stale


class BeingChecked(Refusal):
    """Another edition is being checked. edition: which."""

    def __init__(self, edition: Edition) -> None:
        said = selectors.sent(edition)
        super().__init__(
            f"An edition of this return is being checked. Wait until it has been. {said}.",
            field="file",
        )
        self.edition = edition


class CameIn(Stale):
    """An edition came in that the sender did not know of. edition: which."""

    def __init__(self, edition: Edition) -> None:
        said = f"{selectors.sent(edition)} and is {edition.state}"
        super().__init__(f"{said}. Look at it, then send yours again.")
        self.edition = edition


def refuse_unseen(owed: Return, *, seen: int | None) -> None:
    """Raise where an edition is being checked, or one came in after those that were seen.

    The caller holds the return's lock. seen: how many editions the sender knew of; None where
    nobody looked, as with a machine.
    """
    checking = selectors.of(owed).filter(state=State.RECEIVED).select_related("of__body", "sent_by")
    if edition := checking.first():
        raise BeingChecked(edition)
    if seen is not None and (newer := selectors.came_in(owed, seen=seen)):
        raise CameIn(newer)


def reason_for(owed: Return, *, reason: str, at: datetime) -> str:
    """The reason to keep with a new edition; "" where it corrects nothing, whatever was said.

    Refused: one is needed and none is given, or it is too long.
    """
    if not selectors.asks_reason(owed, day=localdate(at)):
        return ""
    return _sound(reason)


def reason_to_accept(edition: Edition, *, reason: str) -> str:
    """The reason to keep with an edition that is accepted: its own, or why it comes after another.

    Refused: another was accepted meanwhile, and nothing says why this one takes its place.
    """
    other = selectors.overtaken_by(edition)
    if other is None:
        return edition.reason
    if not reason.strip():
        raise Refusal(
            f"{selectors.sent(other)} and was accepted meanwhile. Say why this edition takes its "
            "place, or leave it out.",
            field="reason",
        )
    return _sound(reason)


def _sound(reason: str) -> str:
    kept = " ".join(reason.split())
    if wrong := fault(kept):
        raise Refusal(wrong, field="reason")
    return kept
