"""Runs a function over a stranger's bytes in a child process that can do no harm.

The child has a limit of memory, of processor and of time; it inherits no open file and no key, and
can write no file. Its input comes by a pipe, its answer as JSON lines. Whatever it does, the
caller gets one `Ended` and lives on.
"""

import json
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import IO, Any, BinaryIO

TICK = 0.25
CHUNK = 64 * 1024
LONGEST_LINE = 1024 * 1024
MOST_OUT = 512 * 1024 * 1024
# All that the child knows of the world: no key, no database, no home.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "Europe/London"}


class End(StrEnum):
    DONE = "done"
    REFUSED = "refused"
    OUT_OF_MEMORY = "out of memory"
    OUT_OF_TIME = "out of time"
    BROKE = "broke"


WORDS = {
    End.DONE: "Done.",
    End.OUT_OF_MEMORY: "This file needs more memory than a file of its kind may take.",
    End.OUT_OF_TIME: "This file takes longer to read than a file of its kind may take.",
    End.BROKE: "This file could not be read, and the fault may be ours.",
}


@dataclass(frozen=True, slots=True)
class Ended:
    """How a confined function ended.

    result: what it returned, where DONE. error: what it refused with, where REFUSED (`what`, and
    `where`, `mend` and `exit_code` as the engine's errors have them). trace: where it broke, for
    the log: types and lines, no values.
    """

    end: End
    result: Any = None  # Any: plain JSON
    error: dict[str, Any] = field(default_factory=dict)
    trace: str = ""

    @property
    def words(self) -> str:
        """One sentence for the person who sent the file."""
        return str(self.error.get("what", "")) or WORDS[self.end]


@dataclass(slots=True)
class _Heard:
    """What the child has said so far, and whom to tell."""

    on_progress: Callable[[int, int, str], object] | None
    on_row: Callable[[Any], object] | None  # Any: plain JSON
    ended: Ended | None = None
    size: int = 0

    def line(self, line: bytes) -> None:
        said = _understood(line)
        if "progress" in said and self.on_progress:
            self.on_progress(*said["progress"])
        elif "row" in said and self.on_row:
            self.on_row(said["row"])
        elif "end" in said:
            self.ended = Ended(
                End(said["end"]), said.get("result"), said.get("error", {}), said.get("trace", "")
            )


def run(
    function: str,
    stdin: BinaryIO,
    *,
    args: dict[str, Any] | None = None,  # Any: plain JSON; seen in the list of processes
    memory_mb: int = 512,
    cpu_seconds: int = 60,
    wall_seconds: float = 300,
    on_progress: Callable[[int, int, str], object] | None = None,
    on_row: Callable[[Any], object] | None = None,  # Any: plain JSON
    on_tick: Callable[[], object] | None = None,
) -> Ended:
    """Call `package.module:function` as `function(stream, say=say, **args)` in a child.

    args: names, numbers and refs, never a value of a record. on_row is called for each
    `say.row(...)`. on_tick is called some times a second; whatever a callback raises kills the
    child and goes on to the caller, and so does a fault in reading stdin.
    """
    heard = _Heard(on_progress, on_row)
    limits = {"memory": memory_mb * 1024 * 1024, "cpu": cpu_seconds}
    order = json.dumps({"function": function, "args": args or {}, "caller": os.getpid(), **limits})
    with _child(order) as child:
        feeder = _Feeder(stdin, child)
        feeder.start()
        in_time = _listen(child, heard, until=time.monotonic() + wall_seconds, on_tick=on_tick)
        if not in_time:
            return Ended(End.OUT_OF_TIME)
        code = _wait(child)
        feeder.join(TICK)
    if feeder.fault:
        raise feeder.fault
    return heard.ended if heard.ended and code == 0 else _read(code)


def _understood(line: bytes) -> dict[str, Any]:  # Any: plain JSON
    """A line of the child's, or nothing where it babbles: then it ends without a word of ours."""
    try:
        said = json.loads(line)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


@contextmanager
def _child(order: str) -> Iterator[subprocess.Popen[bytes]]:
    """A child in a session of its own, dead at the end whatever happens."""
    child = subprocess.Popen(  # noqa: S603  # reason: our own interpreter and module
        [sys.executable, "-P", "-s", "-B", "-m", "village.jobs.inside", order],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # it may quote what it read
        env=ENVIRONMENT,
        cwd="/",
        close_fds=True,
        start_new_session=True,
    )
    try:
        yield child
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        for pipe in (child.stdin, child.stdout):
            with suppress(OSError):
                _pipe(pipe).close()


class _Feeder(threading.Thread):
    """Hands the bytes on, so that the caller can listen meanwhile."""

    def __init__(self, stdin: BinaryIO, child: subprocess.Popen[bytes]) -> None:
        super().__init__(daemon=True)
        self.fault: Exception | None = None
        self._stdin = stdin
        self._child = child

    def run(self) -> None:
        pipe = _pipe(self._child.stdin)
        try:
            while data := self._read():
                pipe.write(data)
            pipe.close()
        except (BrokenPipeError, ValueError):
            pass  # the child has heard enough, or is dead already
        if self.fault:
            self._child.kill()

    def _read(self) -> bytes:
        try:
            return self._stdin.read(CHUNK)
        except Exception as fault:  # noqa: BLE001  # reason: it is raised again by the caller
            self.fault = fault
            return b""


def _listen(
    child: subprocess.Popen[bytes],
    heard: _Heard,
    *,
    until: float,
    on_tick: Callable[[], object] | None,
) -> bool:
    """Hear the child out; False where its time is up, or where it says too much."""
    out, rest = _pipe(child.stdout), b""
    with selectors.DefaultSelector() as selector:
        selector.register(out, selectors.EVENT_READ)
        while time.monotonic() < until:
            if on_tick:
                on_tick()
            if not selector.select(TICK):
                continue
            data = os.read(out.fileno(), CHUNK)
            heard.size += len(data)
            if not data:
                return True
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                heard.line(line)
            if len(rest) > LONGEST_LINE or heard.size > MOST_OUT:
                child.kill()
                return True
    return False


def _wait(child: subprocess.Popen[bytes]) -> int:
    """The child has closed its mouth; give it a moment to go."""
    try:
        return child.wait(timeout=5)
    except subprocess.TimeoutExpired:
        child.kill()
        return child.wait()


def _read(code: int) -> Ended:
    """What it means that a child went without a word."""
    if code in {-signal.SIGXCPU, -signal.SIGKILL}:
        return Ended(End.OUT_OF_TIME if code == -signal.SIGXCPU else End.BROKE)
    if code in {-signal.SIGSEGV, -signal.SIGABRT, -signal.SIGBUS}:
        # Where memory is refused, code that is not Python's dies in one of these ways.
        return Ended(End.OUT_OF_MEMORY)
    return Ended(End.BROKE, trace=f"the child ended with {code}")


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise RuntimeError("the child has no pipe")
    return pipe
