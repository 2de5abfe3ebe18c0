"""Takes the good rows of a sheet in, and takes back all that came of it."""

from datetime import datetime, timedelta

from django.db.models import Q

from village import trail
from village.files import services as files
from village.kernel.brought import End, Made
from village.kernel.refusal import Refusal
from village.partnership.people.models import Person
from village.past.models import Bringing, Thing
from village.past.rules import KEPT_FOR_DAYS, MOST_LINES, State
from village.past.selectors import kinds
from village.past.selectors.shown import weigh
from village.past.selectors.tables import Laid, laid
from village.past.services.standing import WORKER, decide, lock, reread, write

WHY = "what came of a sheet"
TOO_LONG = f"There are more than {MOST_LINES:,} rows, or cells that become rows."
ENDS = {
    "left_out": End.LEFT_OUT,
    "there": End.THERE,
    "joined": End.JOINED,
    "chosen": End.UNWANTED,
}
DECIDED = ("state", "decided_by", "decided_at")
RESTORE = trail.System("restore")
FORGOTTEN = ("table_ref", "file_name", "columns", "words")


def take(found: Bringing, *, ready: int, version: int, by: Person, at: datetime) -> Bringing:
    """Take in every row that is ready, and nothing of the others: all in one.

    ready: how many the person was shown. Refused: none is; more than are taken at once; or the
    house has changed since, so that it would be another number.
    """
    with trail.verb("past.take", by=by, at=at) as verb:
        one_at_a_time(found.kind)
        now = reread(found, version=version, then=State.TAKEN, by=by, at=at)
        kind, sheet = kinds.of(now.kind), laid(now)
        _refuse_length(sheet)
        weighed = weigh(sheet, by=by, at=at)
        rows = weighed.ready
        _refuse_number(len(rows), shown=ready, most=kind.most)
        made = kind.take(rows, by=by, at=at)
        Thing.objects.system(WHY).bulk_create(
            [Thing(of=now, kind=one.kind, made=one.ref) for one in made]
        )
        now.summary = {
            "rows": len(rows),
            **{name: weighed.number(end) for name, end in ENDS.items()},
            "sentences": list(weighed.sentences),
        }
        decide(now, State.TAKEN, by=by, at=at)
        write(now, verb, fields=("state", "decided_by", "decided_at", "summary"))
    return now


def one_at_a_time(kind: str) -> None:
    """Wait for whoever takes in a sheet of the same kind: what they bring is not brought again."""
    waiting = Bringing.objects.system(WHY).filter(kind=kind, state=State.READ)
    list(waiting.select_for_update().order_by("pk").values_list("pk", flat=True))


def _refuse_length(sheet: Laid) -> None:
    if sheet.is_too_long:
        raise Refusal(f"{TOO_LONG} Bring a part of the sheet at a time.")


def _refuse_number(number: int, *, shown: int, most: int) -> None:
    if not number:
        raise Refusal("No row is ready to be taken in.")
    if number > most:
        raise Refusal(
            f"{number:,} rows are more than the {most:,} that are taken in at once. "
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
        write(now, verb, fields=(*DECIDED, "why", "summary", *FORGOTTEN))
    return now


def drop(found: Bringing, *, version: int, by: Person, at: datetime) -> Bringing:
    """Let a sheet go that was not taken in: its rows are destroyed."""
    with trail.verb("past.drop", by=by, at=at) as verb:
        now = reread(found, version=version, then=State.DROPPED, by=by, at=at)
        if now.state == State.RECEIVED:
            files.discard(now.file_ref, why="its bringer dropped it", by=by, at=at)
        _forget_rows(now, by=by, at=at)
        decide(now, State.DROPPED, by=by, at=at)
        write(now, verb, fields=(*DECIDED, *FORGOTTEN))
    return now


def _forget_rows(now: Bringing, *, by: Person | trail.System, at: datetime) -> None:
    """Destroy the rows, and all that the sheet said of itself."""
    if now.table_ref:
        files.discard(now.table_ref, why="nobody needs its rows any more", by=by, at=at)
    now.table_ref, now.file_name, now.columns, now.words = "", "", {}, {}


def forget_again(ref: str, *, at: datetime) -> bool:
    """After a restore: forget a sheet that was dropped or taken back since; False where it is.

    Each kind undoes what no other journal does.
    """
    found = (
        Bringing.objects.system(WHY).filter(ref=ref, state__in=(State.READ, State.TAKEN)).first()
    )
    if found is None:
        return False
    with trail.verb("past.forget_again", by=RESTORE, at=at) as verb:
        now = lock(found)
        if now.state == State.TAKEN:
            things = Thing.objects.system(WHY).filter(of=now).order_by("pk")
            made = [Made(one.kind, one.made) for one in things]
            kinds.of(now.kind).undo(made, why="a restore", leaves=True, by=RESTORE, at=at)
        _forget_rows(now, by=RESTORE, at=at)
        now.state = State.UNDONE if now.state == State.TAKEN else State.DROPPED
        write(now, verb, fields=("state", *FORGOTTEN))
    return True


def gone() -> list[str]:
    """The sheets that were dropped or taken back: a backup from before still has their rows."""
    ended = (State.UNDONE, State.DROPPED)
    found = Bringing.objects.system(WHY).filter(state__in=ended).order_by("pk")
    return list(found.values_list("ref", flat=True))


def sweep(*, at: datetime) -> int:
    """Destroy the rows of sheets that nobody touched for a month; say how many.

    A file that could never be read goes with them.
    """
    before = at - timedelta(days=KEPT_FOR_DAYS)
    unread = Q(state=State.RECEIVED) | ~Q(table_ref="")
    rows = Bringing.objects.system(WHY).filter(unread).order_by("pk")
    found = [one for one in rows if (one.decided_at or one.at) < before]
    for one in found:
        with trail.verb("past.sweep", by=WORKER, at=at) as verb:
            now = lock(one)
            if now.state == State.RECEIVED:
                files.discard(now.file_ref, why="it was never read", by=WORKER, at=at)
            if now.state in (State.RECEIVED, State.READ):
                now.state = State.DROPPED
            _forget_rows(now, by=WORKER, at=at)
            write(now, verb, fields=("state", *FORGOTTEN))
    return len(found)
