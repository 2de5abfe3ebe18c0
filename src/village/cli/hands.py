"""Does one thing to many files: in several processes where that is safe and worth it."""

import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import active_children, get_context
from pathlib import Path
from types import FrameType
from typing import Any, Final, Protocol, TypeVar

from village import engine
from village.cli import STOPPED

T = TypeVar("T")
R = TypeVar("R")
B = TypeVar("B")
B_co = TypeVar("B_co", covariant=True)


class Each(Protocol[B_co]):
    """Does one thing to each item, with what was brought, and gives the answers in order."""

    def __call__(self, do: Callable[[B_co, T], R], items: Iterable[T]) -> Iterator[R]: ...


MOST: Final = 2
"""Processes; each takes up to some 100 MB."""

WORTH: Final = 8_000_000
"""Bytes of files below which starting a process costs more than it brings."""

_brought: list[Any] = []  # Any: what every item needs, keys among it; no pipe carries it


@contextmanager
def hands(files: Sequence[Path], brought: B) -> Iterator[Each[B]]:
    """Give `each(do, items)`, which yields what `do(brought, item)` gives, in the items' order.

    files: by their size it is told whether more than this process is worth it. do: a function of a
    module. Items and answers cross from process to process, `brought` is inherited. Raises what
    `do` raises; Unreadable where a process was ended from outside.
    """
    if not _is_worth_it(files):

        def here(do: Callable[[B, T], R], items: Iterable[T]) -> Iterator[R]:
            return (do(brought, item) for item in items)

        yield here
        return
    context = get_context("fork")  # safe: this process has one thread and no engine open
    pool = ProcessPoolExecutor(MOST, context, initializer=_arrive, initargs=(brought,))
    try:
        pool.submit(os.getpid).result()  # all of them start here, before anything else does
        yield partial(_answers, pool)
    except KeyboardInterrupt:
        for child in active_children():
            child.terminate()
        raise
    except BrokenProcessPool:
        raise engine.Unreadable(
            "A process that read the files was ended from outside.",
            mend="Look whether the machine ran out of memory, then try again.",
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _is_worth_it(files: Sequence[Path]) -> bool:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    size = sum(path.stat().st_size for path in files if path.is_file())
    return cores > 1 and size >= WORTH and threading.active_count() == 1


def _arrive(brought: Any) -> None:  # Any: as above
    """Whoever stops the command stops the process that waits for these, and it tells them so."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave_nothing_behind)
    _brought[:] = [brought]


def _leave_nothing_behind(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(STOPPED)


def _answers(pool: ProcessPoolExecutor, do: Callable[[B, T], R], items: Iterable[T]) -> Iterator[R]:
    asked = [(do, item) for item in items]
    for answer, fault in pool.map(_done, asked):
        if fault is not None:
            raise engine.from_record(fault)
        yield answer


def _done(asked: tuple[Callable[[B, T], R], T]) -> tuple[Any, Any]:  # Any: an answer, or a fault
    """A fault of the engine goes back in plain values: as it is it would lose its words."""
    do, item = asked
    try:
        return do(_brought[0], item), None
    except engine.EngineError as fault:
        return None, fault.as_record()
