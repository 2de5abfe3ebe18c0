"""Runs the engine on a file from outside in a process of its own, with bounds on what it takes."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from django.conf import settings

from village import engine
from village.jobs import confined
from village.jobs.registry import Progress

MODULE = "village.engine"


def told(spec: "engine.Spec") -> Mapping[str, Any]:  # Any: the kit's own mapping
    """A spec as it crosses to the other process."""
    return {
        "id": spec.id,
        "mapping": spec.told.get("mapping"),
        "code_sets": spec.told.get("code_sets", {}),
    }


def lines(
    asked: Mapping[str, Any], stream: BinaryIO, *, progress: Progress, words: str
) -> Iterator[str]:
    """What the other process says, line by line, progress and faults taken out.

    Raises the engine's own faults; a process that took too much memory or time is one of them.
    """
    said = confined.run(
        MODULE,
        first=json.dumps(asked).encode() + b"\n",
        stdin=stream,
        memory_mb=settings.VILLAGE_CHILD_MEMORY_MB,
        cpu_seconds=settings.VILLAGE_CHILD_CPU_SECONDS,
    )
    for line in said:
        if line.startswith('{"progress"'):
            done, of = json.loads(line)["progress"]
            progress(done, of, words)
        elif line.startswith('{"error"'):
            raise engine.from_record(json.loads(line)["error"])
        else:
            yield line
