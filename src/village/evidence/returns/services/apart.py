"""Runs the engine on a file from outside in a process of its own, with bounds on what it takes."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from importlib import import_module
from typing import Any, BinaryIO

from django.conf import settings

from village import engine
from village.evidence.returns.models import Edition
from village.evidence.returns.services import house
from village.jobs import confined
from village.jobs.registry import Progress

MEND = "Export it again; if it happens once more, tell the business unit the time of this message."
NAME = "The file"
"""What the engine calls it: a file's own name may be a child's, and arguments stand in lists."""

log = logging.getLogger(__name__)
_written_here: ContextVar[bool] = ContextVar("_written_here", default=False)


@contextmanager
def written_here() -> Iterator[None]:
    """Within this the files are the demonstration's own: they are read in this very process.

    That spares a hundred starts of a process. Refused in any other house.
    """
    if not settings.DEMO:
        raise ValueError("only the demonstration writes files of its own")
    token = _written_here.set(True)
    try:
        yield
    finally:
        _written_here.reset(token)


class _Said:
    """How the engine speaks where nothing lies between."""

    def __init__(self, row: Callable[[Any], object], progress: Progress) -> None:  # Any: JSON
        self.row = row
        self.progress = progress


def run(
    verb: str,
    edition: Edition,
    stream: BinaryIO,
    *,
    on_row: Callable[[Any], object],  # Any: plain JSON
    progress: Progress,
    **more: str,
) -> None:
    """Call `village.engine.apart` on an edition's file; each row that it says goes to `on_row`.

    Raises the engine's own faults; a process that takes too much, or breaks, is one of them.
    """
    spec = engine.tell(house.spec(edition.of.spec))
    args = {"name": NAME, "spec": spec, "period": edition.of.period.key, **more}
    if _written_here.get():
        function = getattr(import_module("village.engine.apart"), verb)
        function(stream, say=_Said(on_row, progress), **args)
        return
    ended = confined.run(
        f"village.engine.apart:{verb}",
        stream,
        args=args,
        memory_mb=settings.VILLAGE_CHILD_MEMORY_MB,
        cpu_seconds=settings.VILLAGE_CHILD_CPU_SECONDS,
        on_progress=progress,
        on_row=on_row,
        on_tick=progress.go_on,
    )
    if ended.end is confined.End.DONE:
        return
    if ended.end is not confined.End.REFUSED:
        log.warning("edition %s: %s ended %s %s", edition.ref, verb, ended.end, ended.trace)
    raise fault(ended)


def fault(ended: confined.Ended) -> "engine.EngineError":
    """What the sender is told: what happened, where, and what to do."""
    told = {"what": ended.words, "where": "", "mend": MEND, **ended.error}
    kinds = (engine.Hostile, engine.WrongReturn)
    kind = next((k for k in kinds if k.exit_code == told.get("exit_code")), engine.Unreadable)
    return kind(told["what"], where=told["where"], mend=told["mend"])
