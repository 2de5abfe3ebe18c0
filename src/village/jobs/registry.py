"""Who does which kind of job. Knows no Django: a confined child imports this package too."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from village.jobs.models import Job


class Progress(Protocol):
    """What a handler is given beside its job."""

    def __call__(self, done: int, of: int, words: str = "") -> None:
        """Tell how far it is, as often as you like: what is written is twice a second at most.

        Raises Stopping or LeaseLost where the work must end here; let them pass.
        """

    def go_on(self) -> None:
        """Raise Stopping or LeaseLost where the work must end here."""

    def complete(self) -> None:
        """Mark the job done within the open verb: the deed and the mark commit together.

        Raises LeaseLost where somebody else has taken the job meanwhile, so that the verb is
        undone. Call it in the last verb of the handler and the deed is done exactly once.
        """


class Work(Protocol):
    """A handler: `def check(job, *, progress): ...`. It may run again; do nothing twice."""

    def __call__(self, job: "Job", *, progress: Progress) -> None: ...


@dataclass(frozen=True, slots=True)
class Handler:
    """How one kind of job is done.

    attempts: how often it is tried. lease: how long a silent worker keeps it. limit: after this
    long its lease is no longer renewed.
    """

    kind: str
    work: Work
    attempts: int
    lease: timedelta
    limit: timedelta


_handlers: dict[str, Handler] = {}
W = TypeVar("W", bound=Work)


def handler(
    kind: str,
    *,
    attempts: int = 4,
    lease: timedelta = timedelta(minutes=1),
    limit: timedelta = timedelta(hours=1),
) -> Callable[[W], W]:
    """Declare in an app's tasks.py who does jobs of this kind."""

    def declared(work: W) -> W:
        there = _handlers.get(kind)
        if there and there.work is not work:
            raise ValueError(f"Two handlers for jobs of the kind {kind}.")
        _handlers[kind] = Handler(kind, work, attempts, lease, limit)
        return work

    return declared


def find(kind: str) -> Handler | None:
    return _handlers.get(kind)


def kinds() -> list[str]:
    return sorted(_handlers)
