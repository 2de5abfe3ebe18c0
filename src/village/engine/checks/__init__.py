"""What is wrong with a return: its rules, run over the file as it is read."""

from collections.abc import Callable

from village.engine.checks.census import run as census
from village.engine.checks.findings import (
    Cell,
    Checked,
    End,
    Finding,
    Issue,
    Outcome,
    Severity,
    Summary,
)
from village.engine.errors import Usage
from village.engine.intake import Received
from village.engine.specs.census import NAME as CENSUS

__all__ = [
    "CENSUS",
    "Cell",
    "Checked",
    "End",
    "Finding",
    "Issue",
    "Outcome",
    "Severity",
    "Summary",
    "run",
]


def run(
    received: Received,
    *,
    spec: str,
    year: str | None = None,
    as_reference: bool = False,
    on_progress: Callable[[int, int], None] | None = None,
) -> Checked:
    """Check a file that arrived against the return it should be.

    spec: "census". year: "2025-26", or None for the year that the file names.
    as_reference: what the field's open validator would report, in place of the published rules.
    on_progress(bytes read, bytes in all) is called now and then and at the end.
    Raises Unreadable, Hostile or WrongReturn; issues are no error but in what is returned.
    """
    if spec != CENSUS:
        raise Usage(f"No checks are held for {spec!r}.", mend=f"Choose {CENSUS!r}.")
    return census.check(received, year=year, as_reference=as_reference, on_progress=on_progress)
