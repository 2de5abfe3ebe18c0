"""Takes a spreadsheet in and reads its rows in a process apart; nothing is made of them yet."""

import io
import json
import logging
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from village import trail
from village.files import services as files
from village.jobs import confined
from village.jobs import services as jobs
from village.jobs.registry import Progress
from village.partnership.people.models import Person
from village.partnership.people.rights import moment, read
from village.past.models import UNIT, Bringing
from village.past.rules import HEAD_ROWS, State, guessed_columns
from village.past.selectors import kinds
from village.past.selectors.tables import COLUMN, Laid, Sheets, remembered, sheets_in
from village.past.services.standing import WORKER, lock, refuse_unless_may, write

READ = "past.read"
MEND = "Save it as CSV or as Excel workbook (.xlsx), and bring it again."
NAME = "The file"

log = logging.getLogger(__name__)


def receive(kind: str, *, upload: files.Upload, by: Person, at: datetime) -> Bringing:
    """Take a spreadsheet in; a job reads it. Refused: who may not bring things of the kind."""
    with trail.verb("past.receive", by=by, at=at) as verb:
        refuse_unless_may(kind, by=by, at=at)
        kept = files.keep(upload, by=by, at=at)
        rights = read(by, at=at)
        is_unit = rights.holds(*UNIT)
        found = Bringing.objects.create(
            kind=kind,
            of_unit=is_unit,
            scope="" if is_unit else min(rights.scopes("returns"), default=""),
            file_ref=kept.ref,
            file_name=kept.name,
            by=by,
            at=at,
        )
        jobs.enqueue(READ, key=found.ref, about={"bringing": found.ref}, by=by, at=at)
        verb.wrote("bringing", found.ref, fields=("kind", "file_ref", "state"))
    return found


def read_rows(ref: str, *, progress: Progress) -> None:
    """Read one sheet's file; a second time changes nothing."""
    found = Bringing.objects.system("a job reads what was brought").get(ref=ref)
    if found.state != State.RECEIVED:
        return
    table = io.BytesIO()
    with files.open_file(found.file_ref) as stream:
        ended = confined.run(
            "village.engine.apart:look",
            stream,
            args={"name": NAME},
            memory_mb=settings.VILLAGE_CHILD_MEMORY_MB,
            cpu_seconds=settings.VILLAGE_CHILD_CPU_SECONDS,
            on_row=lambda row: table.write(json.dumps(row).encode() + b"\n"),
            on_tick=progress.go_on,
        )
    if ended.end is confined.End.DONE:
        _keep(found, table, progress)
        return
    if ended.end is not confined.End.REFUSED:
        log.warning("bringing %s: look ended %s %s", found.ref, ended.end, ended.trace)
    _refuse(found, {"what": ended.words, "where": "", "mend": MEND, **ended.error}, progress)


def _keep(found: Bringing, table: io.BytesIO, progress: Progress) -> None:
    """Seal the rows, destroy the file, and guess what the columns are."""
    at = moment()
    with trail.verb("past.read", by=WORKER, at=at) as verb:
        now = lock(found)
        if now.state != State.RECEIVED:
            return
        table.seek(0)
        now.table_ref = files.keep(table, by=WORKER, at=at, name="rows.jsonl").ref
        files.discard(now.file_ref, why="its rows were read", by=WORKER, at=at)
        now.state = State.READ
        table.seek(0)
        guess(now, sheets_in(table))
        write(now, verb, fields=("state", "table_ref", "sheet", "head", "columns"))
        progress.complete()


def _refuse(found: Bringing, failure: dict[str, str], progress: Progress) -> None:
    at = moment()
    with trail.verb("past.refuse", by=WORKER, at=at) as verb:
        now = lock(found)
        if now.state != State.RECEIVED:
            return
        now.state = State.REFUSED
        now.failure = {name: failure[name] for name in ("what", "where", "mend")}
        files.discard(now.file_ref, why="it could not be read", by=WORKER, at=at)
        write(now, verb, fields=("state", "failure"))
        progress.complete()


def guess(now: Bringing, sheets: Sheets, *, sheet: str | None = None, head: int = 0) -> None:
    """Say which sheet holds the rows, which row the heads, and what its columns probably are.

    sheet, head: as a person chose them; otherwise those that look most like it.
    """
    known = remembered(now, COLUMN)
    kind = kinds.of(now.kind)

    def guessed(heads: Sequence[str]) -> dict[int, str]:
        return guessed_columns(heads, kind.fields, kind.spreads(heads), remembered=known)

    best = max(
        (
            (len(guessed(one.texts)), -place, title, one.number)
            for title, records in sheets.items()
            if sheet is None or title == sheet
            for place, one in enumerate(records[:HEAD_ROWS])
        ),
        default=(0, 0, "", 1),
    )
    now.sheet, now.head, now.matched, now.columns = best[2], head or best[3], False, {}
    found = guessed(Laid(now, sheets).heads)
    now.columns = {str(place): meant for place, meant in found.items()}
