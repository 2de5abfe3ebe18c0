"""What runs within a confined child: limits first, then the function. See jobs.confined."""

import ctypes
import json
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import IO, Any

OPEN_FILES = 64
PR_SET_PDEATHSIG = 1


class Say:
    """How a confined function speaks: progress, rows one by one, and at the end its answer."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out

    def progress(self, done: int, of: int, words: str = "") -> None:
        """Tell how far it is; the caller may hear fewer of these than are said."""
        self._line({"progress": [done, of, words]})

    def row(self, row: Any) -> None:  # Any: plain JSON
        """Hand over one part of the answer, so that none of it need be held."""
        self._line({"row": row}, flush=False)

    def end(self, end: str, **facts: Any) -> None:  # Any: plain JSON
        self._line({"end": end, **facts})

    def _line(self, said: dict[str, Any], *, flush: bool = True) -> None:  # Any: plain JSON
        self._out.write(json.dumps(said, separators=(",", ":")).encode() + b"\n")
        if flush:
            self._out.flush()


def main(order: str) -> None:
    asked = json.loads(order)
    _die_with(asked["caller"])
    say = Say(_own_mouth())
    _confine(memory=asked["memory"], cpu=asked["cpu"])
    try:
        result = _function(asked["function"])(sys.stdin.buffer, say=say, **asked["args"])
    except MemoryError:
        say.end("out of memory")
    except Exception as fault:  # noqa: BLE001  # reason: whatever it is, the caller is told
        _tell(fault, say)
    else:
        say.end("done", result=result)


def _die_with(caller: int) -> None:
    """Where the caller is killed nobody is left to kill its child: the kernel does (Linux)."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != caller:
        raise SystemExit("the caller was gone before the kernel was asked")


def _own_mouth() -> IO[bytes]:
    """Keep the pipe for our lines alone: a stray print goes nowhere."""
    own = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return os.fdopen(own, "wb")


def _confine(*, memory: int, cpu: int) -> None:
    """No more memory, time or files than this, and no core file that would hold what was read."""
    for limit, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
    ):
        resource.setrlimit(limit, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))


def _function(name: str) -> Callable[..., Any]:  # Any: plain JSON
    module, _, function = name.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found


def _tell(fault: Exception, say: Say) -> None:
    """An expected no goes over in its own words; of a fault, only its kind and its lines."""
    if hasattr(fault, "exit_code") or type(fault).__name__ == "Refusal":
        facts = {name: getattr(fault, name, None) for name in ("where", "mend", "exit_code")}
        what = getattr(fault, "what", None) or str(fault)
        say.end("refused", error={"what": what} | {k: _plain(v) for k, v in facts.items() if v})
        return
    lines = [
        f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(fault.__traceback__)
    ]
    say.end("broke", trace=" ".join([type(fault).__qualname__, *lines[-6:]]))


def _plain(value: object) -> str | int:
    return value if isinstance(value, str | int) else str(value)


if __name__ == "__main__":
    main(sys.argv[1])
