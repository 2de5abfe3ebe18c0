"""The journal of what was taken back: small, sealed, kept apart, so that erased stays erased.

It also names the rights that ended (roles, grants, sign-ins, bars), lest a restore gives them back.

A database that is lost takes its own journal with it. So every backup writes the journal beside
itself, and `village backup --journal` writes it alone, as often as every hour. A restore is given
the newest one and takes back again whatever the backup still had.
"""

import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pyrage import x25519

from village import engine
from village.cli.backups import ended
from village.cli.backups.ended import Ended
from village.cli.backups.sealing import opened_from, sealed_into

if TYPE_CHECKING:
    from village.evidence.returns.models import Edition
    from village.partnership.people.models import Person

FIRST = {"village journal": 1}


@dataclass(frozen=True, slots=True)
class Journal:
    """What agencies took back, and the rights that ended: neither comes back with a backup."""

    taken_back: tuple["TakenBack", ...]
    ended: tuple[Ended, ...]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """One edition that its agency withdrew, or refused after it had sent it: refs, no row."""

    edition: str
    state: str
    by: str
    at: str
    why: str


def now() -> Journal:
    """All that was taken back and has ended in this house, oldest first."""
    return Journal(tuple(_taken_back()), tuple(ended.now()))


def _taken_back() -> list[TakenBack]:
    from village.evidence.returns.models import Edition
    from village.evidence.returns.rules import State

    rows = Edition.objects.system("the journal holds what was taken back")
    ended = rows.filter(state__in=(State.WITHDRAWN, State.REFUSED), decided_by__isnull=False)
    found = ended.select_related("decided_by", "withdrawal").order_by("decided_at", "pk")
    return [_entry(edition) for edition in found]


def _entry(edition: "Edition") -> TakenBack:
    withdrawal = getattr(edition, "withdrawal", None)
    person, at = edition.decided_by, edition.decided_at
    return TakenBack(
        edition=edition.ref,
        state=str(edition.state),
        by=person.ref if person else "",
        at=at.isoformat() if at else "",
        why=withdrawal.why if withdrawal else "",
    )


def write(out: BinaryIO, journal: Journal, *, to: Sequence[x25519.Recipient]) -> None:
    """Seal the journal, a line each."""
    lines = [FIRST, *map(asdict, journal.taken_back), *map(asdict, journal.ended)]
    with sealed_into(out, to=to) as sealed:
        for line in lines:
            sealed.write(json.dumps(line).encode() + b"\n")


def read(path: Path, *, by: Sequence[x25519.Identity]) -> Journal:
    """Open a journal. Raises Unreadable where it is none, or was changed."""
    with path.open("rb") as file, opened_from(file, by=by, where=str(path)) as opened:
        text = opened.read()
    try:
        first, *lines = [json.loads(line) for line in io.BytesIO(text)]
        if first != FIRST:
            raise ValueError("another file")
        return Journal(
            tuple(TakenBack(**line) for line in lines if "edition" in line),
            tuple(Ended(**line) for line in lines if "edition" not in line),
        )
    except (ValueError, TypeError):
        raise engine.Unreadable(
            "This is sealed, but it is no journal.",
            where=str(path),
            mend="Give the file that `village backup` wrote beside the backup: FILE.journal.",
        ) from None


def take_back_again(entries: Iterable[TakenBack]) -> int:
    """Take back what the backup still had; say how much that was."""
    return sum(_again(entry) for entry in entries)


def _again(entry: TakenBack) -> bool:
    """The same verbs as then, in the name of whoever did it, at that moment."""
    from village.evidence.returns.models import Edition
    from village.evidence.returns.rules import LIVE, State
    from village.evidence.returns.services import editions

    rows = Edition.objects.system("what was taken back is taken back again after a restore")
    edition = rows.select_related("of__body", "sent_by").filter(ref=entry.edition).first()
    if edition is None or edition.state not in LIVE:
        return False
    by, at, version = _who(entry, edition), datetime.fromisoformat(entry.at), edition.version
    if edition.state == State.ACCEPTED:
        why = entry.why or "Taken back again after a restore"
        editions.withdraw(edition, version=version, why=why, by=by, at=at)
    else:
        editions.refuse(edition, version=version, by=by, at=at)
    return True


def _who(entry: TakenBack, edition: "Edition") -> "Person":
    """Whoever took it back; its sender, where that person came after the backup."""
    from village.partnership.people.models import Person

    people = Person.objects.system("a journal names who took something back")
    return people.filter(ref=entry.by).first() or edition.sent_by
