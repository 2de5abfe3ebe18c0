"""Takes the good rows of a sheet in, and takes back all that came of it."""

from datetime import datetime, timedelta

from village import trail
from village.files import services as files
from village.kernel.brought import Made
from village.kernel.refusal import Refusal
from village.partnership.people.models import Person
from village.past.models import Bringing, Thing
from village.past.rules import KEPT_FOR_DAYS, MOST_TO_TAKE, State
from village.past.selectors import kinds
from village.past.selectors.shown import weigh
from village.past.selectors.tables import laid
from village.past.services.standing import WORKER, decide, lock, reread, write

WHY = "what came of a sheet"


def take(found: Bringing, *, ready: int, version: int, by: Person, at: datetime) -> Bringing:
    """Take in every row that is ready, and nothing of the others: all in one.

    ready: how many the person was shown. Refused: none is; more than are taken at once; or the
    house has changed since, so that it would be another number.
    """
    with trail.verb("past.take", by=by, at=at) as verb:
        now = reread(found, version=version, then=State.TAKEN, by=by, at=at)
        kind, weighed = kinds.of(now.kind), weigh(laid(now), by=by, at=at)
        rows = weighed.ready
        _refuse_number(len(rows), shown=ready)
        made = kind.take(rows, by=by, at=at)
        Thing.objects.system(WHY).bulk_create(
            [Thing(of=now, kind=one.kind, made=one.ref) for one in made]
        )
        now.summary = {
            "rows": len(rows),
            "left_out": len(weighed.verdicts) - len(rows),
            "sentences": list(weighed.sentences),
        }
        decide(now, State.TAKEN, by=by, at=at)
        write(now, verb, fields=("state", "decided_by", "decided_at", "summary"))
    return now


def _refuse_number(number: int, *, shown: int) -> None:
    if not number:
        raise Refusal("No row is ready to be taken in.")
    if number > MOST_TO_TAKE:
        raise Refusal(
            f"{number:,} rows are more than the {MOST_TO_TAKE:,} that are taken in at once. "
            "Bring a part of the sheet at a time."
        )
    if number != shown:
        raise Refusal(
            f"The house has changed meanwhile: {number:,} rows are ready now, not {shown:,}. "
            "Look at the dry run again."
        )


def undo(
    found: Bringing,
    *,
    why: str,
    leaves: bool = False,
    version: int,
    by: Person,
    at: datetime,
) -> Bringing:
    """Take back all that came of a sheet.

    leaves: all but what something else hangs on by now. Refused otherwise: something does.
    """
    with trail.verb("past.undo", by=by, at=at) as verb:
        now = reread(found, version=version, then=State.UNDONE, by=by, at=at)
        things = Thing.objects.system(WHY).filter(of=now)
        made = [Made(one.kind, one.made) for one in things.order_by("pk")]
        stays = kinds.of(now.kind).undo(made, why=why, leaves=leaves, by=by, at=at)
        now.why = why
        now.summary = {**now.summary, "stays": list(stays)}
        _forget_rows(now, by=by, at=at)
        decide(now, State.UNDONE, by=by, at=at)
        write(
            now, verb, fields=("state", "decided_by", "decided_at", "why", "summary", "table_ref")
        )
    return now


def drop(found: Bringing, *, version: int, by: Person, at: datetime) -> Bringing:
    """Let a sheet go that was not taken in: its rows are destroyed."""
    with trail.verb("past.drop", by=by, at=at) as verb:
        now = reread(found, version=version, then=State.DROPPED, by=by, at=at)
        if now.state == State.RECEIVED:
            files.discard(now.file_ref, why="its bringer dropped it", by=by, at=at)
        _forget_rows(now, by=by, at=at)
        decide(now, State.DROPPED, by=by, at=at)
        write(now, verb, fields=("state", "decided_by", "decided_at", "table_ref"))
    return now


def _forget_rows(now: Bringing, *, by: Person | trail.System, at: datetime) -> None:
    if now.table_ref:
        files.discard(now.table_ref, why="nobody needs its rows any more", by=by, at=at)
        now.table_ref = ""


def sweep(*, at: datetime) -> int:
    """Destroy the rows of sheets that nobody touched for a month; say how many."""
    old = Bringing.objects.system(WHY).exclude(table_ref="")
    before = at - timedelta(days=KEPT_FOR_DAYS)
    found = [one for one in old.order_by("pk") if (one.decided_at or one.at) < before]
    for one in found:
        with trail.verb("past.sweep", by=WORKER, at=at) as verb:
            now = lock(one)
            if now.state == State.READ:
                now.state = State.DROPPED
            _forget_rows(now, by=WORKER, at=at)
            write(now, verb, fields=("state", "table_ref"))
    return len(found)
