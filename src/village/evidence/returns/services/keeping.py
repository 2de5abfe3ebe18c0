"""Puts an accepted edition into the store, in place of the one before, and asks for a version."""

import json

from village import engine, trail
from village.evidence.returns import selectors
from village.evidence.returns.models import Edition
from village.evidence.returns.rules import State
from village.evidence.returns.services import apart, house
from village.evidence.returns.services.clearing import clear, clear_away
from village.evidence.returns.services.editions import after_change
from village.evidence.returns.services.standing import WORKER, Overtaken, about, now
from village.files import services as files
from village.jobs.registry import Progress
from village.partnership.people.rights import moment


def keep(ref: str, *, progress: Progress) -> None:
    """Part an accepted edition into sealed identities and events; a second time changes nothing.

    Raises the engine's Busy while a version is being built: the job is tried again.
    """
    edition = selectors.by_ref(ref)
    if edition.state != State.ACCEPTED:
        clear_away(ref)  # a worker that was killed may have left rows of it
        return
    if edition.stored_at is not None:
        return
    _store(edition, progress)
    try:
        _write_down(edition, progress)
    except Overtaken:
        clear_away(ref)


def _store(edition: Edition, progress: Progress) -> None:
    """Part the file in a process apart, and put what comes of it into the store.

    Its rows are held as text meanwhile: as values they would take five times the memory.
    """
    owed = edition.of
    rows: list[bytes] = []
    with files.open_file(edition.file_ref) as stream:
        apart.run(
            "split",
            edition,
            stream,
            on_row=lambda row: rows.append(json.dumps(row).encode()),
            progress=progress,
            agency=owed.body.ref,
            ref=edition.ref,
        )
        stream.seek(0)
        engine.keep_apart(
            map(json.loads, rows),
            spec=house.spec(owed.spec),
            sent=engine.Sent(owed.body.ref, edition.ref, owed.period),
            source=stream,
            store=house.store(),
            keyring=house.keyring(),
        )


def _write_down(edition: Edition, progress: Progress) -> None:
    at = moment()
    with trail.verb("returns.keep", by=WORKER, at=at) as verb:
        found = now(edition)
        if found.state != State.ACCEPTED:
            raise Overtaken
        found.stored_at = at
        found.save(update_fields=["stored_at"])
        verb.wrote("edition", found.ref, fields=("stored_at",), **about(found))
        clear(found, by=WORKER, at=at)
        for act in after_change:
            act(found, WORKER, at)
        progress.complete()
