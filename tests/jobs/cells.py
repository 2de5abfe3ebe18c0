"""What the confined children of these tests do; imported by the child, so it knows no Django."""

import os
import sys
import time
from pathlib import Path
from typing import Any, BinaryIO


def count(stream: BinaryIO, *, say: Any, step: int = 1) -> dict[str, int]:
    size = 0
    while data := stream.read(1000):
        size += len(data)
        say.progress(size, 0, "counting")
    return {"bytes": size * step}


def rows(stream: BinaryIO, *, say: Any, most: int) -> int:
    for number in range(most):
        say.row({"number": number})
    return most


def bomb(stream: BinaryIO, *, say: Any) -> None:
    held = []
    while True:
        held.append(bytearray(10_000_000))


def loop(stream: BinaryIO, *, say: Any) -> None:
    while True:
        pass


def sleep(stream: BinaryIO, *, say: Any) -> None:
    say.progress(0, 0, "")
    time.sleep(600)


def chatter(stream: BinaryIO, *, say: Any) -> None:
    os.write(say._out.fileno(), b"x" * 3_000_000)
    time.sleep(600)


def babble(stream: BinaryIO, *, say: Any) -> str:
    print("a stray word")
    say._out.write(b"not JSON\n[1, 2]\n")
    return "spoken"


def die(stream: BinaryIO, *, say: Any, signal: int) -> None:
    os.kill(os.getpid(), signal)


def refuse(stream: BinaryIO, *, say: Any) -> None:
    raise Hostile


class Hostile(Exception):
    what = "The file holds a DOCTYPE."
    where = ("line", 2)
    mend = "Export it again."
    exit_code = 4


def quote(stream: BinaryIO, *, say: Any) -> None:
    raise ValueError(f"Zebedee Canary: {stream.read()!r}")


def surroundings(stream: BinaryIO, *, say: Any) -> dict[str, Any]:
    return {
        "environment": sorted(os.environ),
        "django": "django" in sys.modules,
        "files": sorted(path.name for path in Path("/proc/self/fd").iterdir()),
    }


def write(stream: BinaryIO, *, say: Any, path: str) -> str:
    try:
        Path(path).write_bytes(b"x")
    except OSError as fault:
        return type(fault).__name__
    return "written"
