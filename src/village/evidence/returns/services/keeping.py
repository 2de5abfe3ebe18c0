"""Puts an accepted edition into the store, in place of the one before, and asks for a version."""

from typing import Any

from village import engine, trail
from village.evidence.returns.models import Edition
from village.evidence.returns.rules import State
from village.evidence.returns.services import apart, house
from village.evidence.returns.services.editions import after_change
from village.files import services as files
from village.jobs.registry import Progress
from village.partnership.people.rights import moment

WORKER = trail.System("worker")


def keep(ref: str, *, progress: Progress) -> None:
    """Part an accepted edition into sealed identities and events; a second time changes nothing.

    Raises the engine's Busy while a version is being built: the job is tried again.
    """
    rows = Edition.objects.system("a job reads the edition that it is about")
    edition = rows.select_related("of__body").get(ref=ref)
    if edition.state != State.ACCEPTED or edition.stored_at is not None:
        return
    rows: list[Any] = []
    with files.open_file(edition.file_ref) as stream:
        owed = edition.of
        apart.run(
            "split",
            edition,
            stream,
            on_row=rows.append,
            progress=progress,
            agency=owed.body.ref,
            ref=edition.ref,
        )
        stream.seek(0)
        engine.keep_apart(
            rows,
            spec=house.spec(owed.spec),
            sent=engine.Sent(owed.body.ref, edition.ref, owed.period),
            source=stream,
            store=house.store(),
            keyring=house.keyring(),
        )
    _write_down(edition, progress)


def _write_down(edition: Edition, progress: Progress) -> None:
    at = moment()
    with trail.verb("returns.keep", by=WORKER, at=at) as verb:
        edition.stored_at = at
        edition.save(update_fields=["stored_at"])
        verb.wrote("edition", edition.ref, fields=("stored_at",))
        for old in _superseded(edition):
            verb.after(lambda ref=old: engine.destroy(house.store(), ref))
        for act in after_change:
            act(edition, WORKER, at)
        progress.complete()


def _superseded(edition: Edition) -> list[str]:
    """Editions of the same return whose rows no later version may hold."""
    rows = Edition.objects.system("rows that were replaced are destroyed")
    gone = rows.filter(of=edition.of, state__in=[State.SUPERSEDED, State.WITHDRAWN])
    return list(gone.values_list("ref", flat=True))
