"""What a data lead does with an edition: send it, accept it, refuse it, withdraw it."""

from collections.abc import Callable
from datetime import datetime
from typing import BinaryIO

from django.db.models import Max
from django.utils.timezone import localdate

from village import trail
from village.evidence.returns import selectors
from village.evidence.returns.models import Edition, Return, Withdrawal
from village.evidence.returns.rules import State, another_period
from village.evidence.returns.selectors import agreements
from village.evidence.returns.services import counts, meanwhile
from village.evidence.returns.services.clearing import clear
from village.evidence.returns.services.standing import about, decide, locked, reread, write
from village.files import services as files
from village.guard import Actor
from village.jobs import services as jobs
from village.kernel.refusal import Refusal
from village.partnership.people.models import Person
from village.partnership.people.rights import Rights

CHECK, KEEP = "returns.check", "returns.keep"

AfterChange = Callable[[Edition, Actor, datetime], None]
after_change: list[AfterChange] = []
"""What later rooms do, within the same verb, when the editions that count have changed."""


def expect(owed: Return, *, by: Actor, at: datetime) -> Return:
    """Write down that a body owes a return."""
    owed.scope = f"returns:{owed.body.ref}"
    with trail.verb(name="returns.expect", by=by, at=at) as verb:
        owed.save(force_insert=True)
        verb.wrote(
            "return",
            owed.ref,
            fields=("body", "spec", "first_on", "last_on", "due_on"),
            subjects=(owed.body.ref,),
        )
    return owed


def receive(
    owed: Return,
    *,
    upload: files.Upload | BinaryIO,
    by: Person | Rights,
    at: datetime,
    name: str | None = None,
    reason: str = "",
    seen: int | None = None,
) -> Edition:
    """Take a file in for a dry run: the receipt and the job that checks it commit together.

    The file lies sealed; nothing of it is in the data set. reason: why it is sent once more, where
    it corrects something (rules.corrections). seen: how many editions the sender knew of, where a
    person looked. by: a person, or the rights of a key. Refused: BeingChecked, CameIn, a
    correction without a reason.
    """
    with trail.verb(name="returns.receive", by=by, at=at) as verb:
        others = locked(owed)
        meanwhile.refuse_unseen(owed, seen=seen)
        why = meanwhile.reason_for(owed, reason=reason, at=at)
        kept = files.keep(upload, by=by, at=at, name=name)
        edition = Edition.objects.create(
            of=owed,
            number=(others.aggregate(most=Max("number"))["most"] or 0) + 1,
            file_ref=kept.ref,
            file_name=kept.name,
            size=kept.size,
            sha256=kept.sha256,
            sent_by=who_answers_for(by),
            sent_at=at,
            reason=why,
        )
        jobs.enqueue(CHECK, key=edition.ref, about={"edition": edition.ref}, by=by, at=at)
        fields = ("of", "number", "file_ref", "state", *(("reason",) if why else ()))
        verb.wrote("edition", edition.ref, fields=fields, **about(edition))
    return edition


def who_answers_for(by: Person | Rights) -> Person:
    """Whoever sends; of a key, whoever made it."""
    person = by if isinstance(by, Person) else by.person
    if person is None:
        raise ValueError("nobody sends a return")
    return person


def accept(
    edition: Edition, *, version: int, commentary: str, by: Person, at: datetime, reason: str = ""
) -> Edition:
    """Take an edition into the data set in place of the one before.

    Editions that were sent earlier and not decided on are left out with it. reason: why it takes
    the place of one that was accepted while it waited. Refused: not checked yet, another period
    than is owed, no sharing agreement in force that day, decided by somebody else meanwhile, or
    no reason where one is needed.
    """
    with trail.verb(name="returns.accept", by=by, at=at) as verb:
        now = reread(edition, version=version, then=State.ACCEPTED)
        if why := another_period(now.read_period, now.of.period, now.summary):
            raise Refusal(f"{why} Choose the right return, or send the right file.")
        if why := agreements.lack(now.of, day=localdate(at)):
            raise Refusal(why)
        now.reason = meanwhile.reason_to_accept(now, reason=reason)
        now.summary |= _corrected(now)
        _supersede(now, verb, by=by, at=at)
        now.commentary = commentary
        decide(now, State.ACCEPTED, by=by, at=at)
        jobs.enqueue(KEEP, key=now.ref, about={"edition": now.ref}, by=by, at=at)
        verb.wrote("edition", now.ref, fields=("state", "commentary", "reason"), **about(now))
    return now


def _corrected(now: Edition) -> dict[str, list[str]]:
    """Of a correction of counts, the indicators that it changes; nothing where nobody can tell."""
    before = selectors.counted(of=now.of) if now.reason else ()
    found = counts.corrected(now, next(iter(before), None))
    return {} if found is None else {"corrected": found}


def _supersede(newer: Edition, verb: trail.Verb, *, by: Person, at: datetime) -> None:
    """Leave out the editions that a newer one replaces.

    The rows of the one that was accepted before stand in until those of the newer are stored.
    """
    old = locked(newer.of).select_related("of__body")
    undecided = old.filter(state=State.CHECKED, number__lt=newer.number)
    for edition in (old.filter(state=State.ACCEPTED) | undecided).order_by("pk"):
        decide(edition, State.SUPERSEDED, by=by, at=at)
        files.discard(edition.file_ref, why="a newer edition was accepted", by=by, at=at)
        verb.wrote("edition", edition.ref, fields=("state",), **about(edition))


def comment(
    edition: Edition, *, version: int, commentary: str, by: Person, at: datetime
) -> Edition:
    """Say something else beside an accepted edition.

    Refused: it is not accepted, or somebody else changed it meanwhile.
    """
    with trail.verb(name="returns.comment", by=by, at=at) as verb:
        now = reread(edition, version=version, then=State.WITHDRAWN)
        now.commentary = commentary
        write(now, fields=("commentary",))
        verb.wrote("edition", now.ref, fields=("commentary",), **about(now))
    return now


def refuse(
    edition: Edition, *, version: int, commentary: str = "", by: Person, at: datetime
) -> Edition:
    """Say no to an edition that was not accepted; its file and its findings are destroyed."""
    with trail.verb(name="returns.refuse", by=by, at=at) as verb:
        now = reread(edition, version=version, then=State.REFUSED)
        now.commentary = commentary
        decide(now, State.REFUSED, by=by, at=at)
        files.discard(now.file_ref, why="refused by its sender", by=by, at=at)
        clear(now, by=by, at=at)
        verb.wrote("edition", now.ref, fields=("state", "commentary"), **about(now))
    return now


def withdraw(edition: Edition, *, version: int, why: str, by: Person, at: datetime) -> Edition:
    """Take an accepted edition back: its file and rows are destroyed, and what stood in for it.

    The next version leaves its rows out. Refused: it is not the accepted one.
    """
    with trail.verb(name="returns.withdraw", by=by, at=at) as verb:
        now = reread(edition, version=version, then=State.WITHDRAWN)
        decide(now, State.WITHDRAWN, by=by, at=at)
        Withdrawal.objects.create(edition=now, why=why, by=by, at=at)
        files.discard(now.file_ref, why="taken back by its sender", by=by, at=at)
        clear(now, by=by, at=at)
        verb.wrote("edition", now.ref, fields=("state", "withdrawal"), **about(now))
        for act in after_change:
            act(now, by, at)
    return now
