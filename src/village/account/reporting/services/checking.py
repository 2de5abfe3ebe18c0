"""Has a report read and checked in a confined process, and keeps what was found sealed."""

import base64
import io
import logging
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.timezone import localdate

from village import trail
from village.account.reporting.models import Report
from village.account.reporting.rules import State, corrections
from village.account.reporting.selectors.shown import opened
from village.account.reporting.services.standing import PARTS, WORKER, forget_parts, lock, write
from village.figures.check.apart import header
from village.figures.check.taking_in import limits
from village.files import services as files
from village.jobs import confined
from village.jobs.registry import Progress
from village.partnership.people.rights import moment

LOOK = "village.figures.check.apart:look"
MOST_BYTES = 128 * 1024 * 1024
"""Of all that one check hands back: many times the largest report."""
NAMES = {"findings": "findings.json", "page": "checked.html", "word": "checked.docx"}
WALL_SECONDS = 120.0
MEND = "Save it as DOCX or PDF, and check it again."
FIELDS = ("state", "summary", *(f"{part}_ref" for part in PARTS))
Parts = Mapping[str, bytearray]

log = logging.getLogger(__name__)


class Handed:
    """What the child hands back, part by part."""

    def __init__(self) -> None:
        self.parts: defaultdict[str, bytearray] = defaultdict(bytearray)

    def __call__(self, row: list[str]) -> None:
        part, piece = row
        if part not in NAMES or sum(map(len, self.parts.values())) > MOST_BYTES:
            raise TooMuch
        self.parts[part] += base64.b64decode(piece)


class TooMuch(Exception):
    """A check that hands back more than any report could."""


class Gone(Exception):
    """A report that its owner destroyed while it was read."""


class Broken(Exception):
    """A check that ended without a word: it is tried again, as the file may be in order."""


def read_report(ref: str, *, progress: Progress) -> None:
    """Check one report; a second time changes nothing."""
    found = Report.objects.system("a job checks what was dropped").get(ref=ref)
    if found.state != State.RECEIVED:
        return
    handed = Handed()
    try:
        ended = _apart(found, handed, progress)
    except TooMuch:
        ended = confined.Ended(confined.End.OUT_OF_MEMORY)
    except Gone:
        return
    if ended.end is confined.End.DONE:
        _keep(found, handed.parts, progress)
        return
    if ended.end is confined.End.BROKE:
        raise Broken(ended.trace)
    if ended.end is not confined.End.REFUSED:
        log.warning("report %s: its check ended %s %s", found.ref, ended.end, ended.trace)
    if found.findings_ref:
        _stay(found, progress)
        return
    _refuse(found, {"what": ended.words, "where": "", "mend": MEND, **ended.error}, progress)


def _apart(found: Report, handed: Handed, progress: Progress) -> confined.Ended:
    said = corrections(found.said_of)
    first = header(found.name, today=localdate(moment()), corrections=said)
    with files.open_file(found.file_ref) as stream:
        return confined.run(
            LOOK,
            io.BytesIO(first + stream.read()),
            memory_mb=settings.VILLAGE_CHILD_MEMORY_MB,
            cpu_seconds=min(settings.VILLAGE_CHILD_CPU_SECONDS, limits.CHILD_CPU_SECONDS),
            wall_seconds=WALL_SECONDS,
            on_row=handed,
            on_tick=lambda: _go_on(found, progress),
        )


def _go_on(found: Report, progress: Progress) -> None:
    """Raise Gone where nobody wants the check any more."""
    progress.go_on()
    waits = Report.objects.system("its check is under way").filter(
        pk=found.pk, state=State.RECEIVED
    )
    if not waits.exists():
        raise Gone


def _keep(found: Report, parts: Parts, progress: Progress) -> None:
    """Seal what was found in place of what was found before."""
    at = moment()
    with trail.verb("reporting.check", by=WORKER, at=at, empty=True) as verb:
        now = lock(found)
        if now.state != State.RECEIVED:
            return
        forget_parts(now, why="it was checked again", by=WORKER, at=at)
        for part, data in parts.items():
            _keep_part(now, part, bytes(data), at=at)
        now.state = State.CHECKED
        now.summary = summary(now)
        write(now, verb, fields=FIELDS)
        progress.complete()


def _keep_part(now: Report, part: str, data: bytes, *, at: datetime) -> None:
    kept = files.keep(io.BytesIO(data), by=WORKER, at=at, name=NAMES[part])
    setattr(now, f"{part}_ref", kept.ref)


def summary(now: Report) -> dict[str, Any]:  # Any: plain JSON
    """Counts alone: of findings that are not set aside, by verdict, and against the last version.

    new, gone: findings that the version before did not have, and those that it alone had.
    """
    told, aside = opened(now), now.said_of["aside"]
    counts = Counter(one["verdict"] for one in told["findings"] if one["key"] not in aside)
    plain = {"counts": dict(counts), "form": told["form"], "pages": told["pages"]}
    if now.earlier and now.earlier.findings_ref:
        before, after = _keys(opened(now.earlier)), _keys(told)
        plain |= {"new": len(after - before), "gone": len(before - after)}
    return plain


def _keys(told: dict[str, Any]) -> set[str]:  # Any: plain JSON
    return {str(one["key"]) for one in told["findings"]}


def _stay(found: Report, progress: Progress) -> None:
    """What was found before stays where a correction could not be followed."""
    at = moment()
    with trail.verb("reporting.stay", by=WORKER, at=at, empty=True) as verb:
        now = lock(found)
        if now.state != State.RECEIVED:
            return
        now.state = State.CHECKED
        now.summary = {**now.summary, "is_older": True}
        write(now, verb, fields=("state", "summary"))
        progress.complete()


def _refuse(found: Report, failure: dict[str, str], progress: Progress) -> None:
    """Nothing of a report that cannot be read is kept."""
    at = moment()
    with trail.verb("reporting.refuse", by=WORKER, at=at, empty=True) as verb:
        now = lock(found)
        if now.state != State.RECEIVED:
            return
        files.discard(now.file_ref, why="it could not be read", forgets=True, by=WORKER, at=at)
        forget_parts(now, why="it could not be read", by=WORKER, at=at)
        now.state = State.REFUSED
        now.failure = {name: failure[name] for name in ("what", "mend")}
        write(now, verb, fields=(*FIELDS, "failure"))
        progress.complete()
