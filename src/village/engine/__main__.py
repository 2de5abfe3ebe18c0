"""The engine in a process of its own, for files that came from outside: `python -m village.engine`.

Standard input: one line of JSON that says what to do, then the file. Standard output: JSON lines,
each an object with one key: progress, identity, checked, outcome, issue, split or error.
No key of the house comes here but the secret of children's keys, and that only to part a file.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from village.engine.checks import returns
from village.engine.checks.lines import to_lines
from village.engine.errors import EngineError
from village.engine.intake.received import Received, receive
from village.engine.specs.returns import Spec
from village.engine.specs.tables import TableSpec
from village.engine.store.split import Identity, Keyed, Sent
from village.kernel.periods import Period

Asked = Mapping[str, Any]  # Any: the line that says what to do


def main() -> int:
    """Do what the first line asks; an expected fault becomes a line, not a traceback."""
    asked = json.loads(sys.stdin.buffer.readline())
    try:
        received = receive(BytesIO(sys.stdin.buffer.read()), name=asked["name"])
        for line in VERBS[asked["verb"]](asked, received):
            sys.stdout.write(line + "\n")
    except EngineError as fault:
        sys.stdout.write(json.dumps({"error": fault.as_record()}) + "\n")
    return 0


def check(asked: Asked, received: Received) -> Iterator[str]:
    """Read the file and run its rules."""
    period = Period.parse(asked["period"]) if asked.get("period") else None
    yield from to_lines(
        returns.check(
            received,
            spec=spec_of(asked["spec"]),
            year=asked.get("year"),
            period=period,
            on_progress=tell,
        )
    )


def split(asked: Asked, received: Received) -> Iterator[str]:
    """Part the file: events into the folder that the line names, identities out as lines."""
    sent = Sent(asked["agency"], asked["ref"], Period.parse(asked["period"]))
    from village.engine import pipeline  # brings the libraries that write events

    number, rows = pipeline.split(
        received,
        spec=spec_of(asked["spec"]),
        keyed=Keyed(bytes.fromhex(asked["secret"]), sent),
        into=Path(asked["into"]),
        keep=tell_identity,
    )
    yield json.dumps({"split": {"identities": number, "rows": dict(rows)}})


VERBS = {"check": check, "split": split}


def spec_of(told: Mapping[str, Any]) -> Spec:
    mapping = told["mapping"]
    table = TableSpec.from_mapping(mapping, code_sets=told["code_sets"]) if mapping else None
    return Spec(told["id"], table)


def tell(done: int, of: int) -> None:
    sys.stdout.write(json.dumps({"progress": [done, of]}) + "\n")
    sys.stdout.flush()


def tell_identity(identity: Identity) -> None:
    sys.stdout.write(json.dumps({"identity": identity}) + "\n")


if __name__ == "__main__":
    sys.exit(main())
