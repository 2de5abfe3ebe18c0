"""What a data lead does with an edition: send it, accept it, refuse it, withdraw it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, BinaryIO

from django.db.models import Max

from village import engine, trail
from village.evidence.returns.models import Edition, Return, Withdrawal
from village.evidence.returns.rules import State, may_become, wrong_year
from village.evidence.returns.services import house
from village.files import services as files
from village.jobs import services as jobs
from village.kernel.refusal import Refusal
from village.partnership.people.models import Person

CHECK, KEEP = "returns.check", "returns.keep"

AfterChange = Callable[[Edition, Person, datetime], None]
after_change: list[AfterChange] = []
"""What later rooms do, within the same verb, when the accepted editions have changed."""


def expect(owed: Return, *, by: Any, at: datetime) -> Return:  # Any: an actor of the trail
    """Write down that a body owes a return."""
    owed.scope = f"returns:{owed.body.ref}"
    with trail.verb(name="returns.expect", by=by, at=at) as verb:
        owed.save(force_insert=True)
        verb.wrote("return", owed.ref, fields=("body", "spec", "first_on", "last_on", "due_on"))
    return owed


def receive(
    owed: Return,
    *,
    upload: files.Upload | BinaryIO,
    by: Person,
    at: datetime,
    name: str | None = None,
) -> Edition:
    """Take a file in for a dry run: the receipt and the job that checks it commit together.

    The file lies sealed; nothing of it is in the data set. Refused: an edition that is being
    checked already.
    """
    with trail.verb(name="returns.receive", by=by, at=at) as verb:
        others = _locked(owed)
        if others.filter(state=State.RECEIVED).exists():
            raise Refusal("An edition of this return is being checked. Wait until it has been.")
        kept = files.keep(upload, by=by, at=at, name=name)
        number = (others.aggregate(most=Max("number"))["most"] or 0) + 1
        edition = Edition.objects.create(
            of=owed,
            number=number,
            file_ref=kept.ref,
            file_name=kept.name,
            size=kept.size,
            sha256=kept.sha256,
            sent_by=by,
            sent_at=at,
        )
        jobs.enqueue(CHECK, key=edition.ref, about={"edition": edition.ref}, by=by, at=at)
        verb.wrote("edition", edition.ref, fields=("of", "number", "file_ref", "state"))
    return edition


def _locked(owed: Return) -> Any:  # Any: a scoped queryset of editions
    """The return's editions, with the return locked against a second writer."""
    Return.objects.system("the return is locked while it changes").select_for_update().get(
        pk=owed.pk
    )
    return Edition.objects.system("the editions of the locked return").filter(of=owed)


def reread(edition: Edition, *, version: int, then: State) -> Edition:
    """The edition as it is now, locked. Refused: it has changed, or cannot become `then`."""
    now = (
        Edition.objects.system("an edition is read again before it changes")
        .select_for_update(of=("self",))
        .select_related("of__body")
        .get(pk=edition.pk)
    )
    if now.version != version:
        raise Refusal("Somebody else has decided on this edition meanwhile. Look at it again.")
    if not may_become(State(now.state), then):
        raise Refusal(f"This edition is {now.state}; it cannot become {then.value}.")
    return now


def accept(edition: Edition, *, version: int, commentary: str, by: Person, at: datetime) -> Edition:
    """Take an edition into the data set in place of the one before.

    Refused: not checked yet, another period than is owed, or decided by somebody else meanwhile.
    """
    with trail.verb(name="returns.accept", by=by, at=at) as verb:
        now = reread(edition, version=version, then=State.ACCEPTED)
        if why := wrong_year(now.read_period, now.of.period):
            raise Refusal(f"{why} Choose the right return, or send the right file.")
        for old in _locked(now.of).filter(state=State.ACCEPTED):
            _decide(old, State.SUPERSEDED, by=by, at=at)
            verb.wrote("edition", old.ref, fields=("state",))
        now.commentary = commentary
        _decide(now, State.ACCEPTED, by=by, at=at)
        jobs.enqueue(KEEP, key=now.ref, about={"edition": now.ref}, by=by, at=at)
        verb.wrote("edition", now.ref, fields=("state", "commentary"))
    return now


def _decide(edition: Edition, then: State, *, by: Person, at: datetime) -> None:
    edition.state = then
    edition.decided_by, edition.decided_at = by, at
    edition.version += 1
    edition.save(update_fields=["state", "decided_by", "decided_at", "commentary", "version"])


def refuse(edition: Edition, *, version: int, commentary: str, by: Person, at: datetime) -> Edition:
    """Say no to a checked edition; its file and its findings are destroyed."""
    with trail.verb(name="returns.refuse", by=by, at=at) as verb:
        now = reread(edition, version=version, then=State.REFUSED)
        now.commentary = commentary
        _decide(now, State.REFUSED, by=by, at=at)
        files.discard(now.file_ref, why="refused by its sender", by=by, at=at)
        verb.wrote("edition", now.ref, fields=("state", "commentary"))
    return now


def withdraw(edition: Edition, *, version: int, why: str, by: Person, at: datetime) -> Edition:
    """Take an accepted edition back; the next version leaves its rows out.

    Refused: it is not the accepted one. Its rows are destroyed as soon as this is committed.
    """
    with trail.verb(name="returns.withdraw", by=by, at=at) as verb:
        now = reread(edition, version=version, then=State.WITHDRAWN)
        _decide(now, State.WITHDRAWN, by=by, at=at)
        Withdrawal.objects.create(edition=now, why=why, by=by, at=at)
        verb.wrote("edition", now.ref, fields=("state", "withdrawal"))
        verb.after(lambda: engine.destroy(house.store(), now.ref))
        for act in after_change:
            act(now, by, at)
    return now
