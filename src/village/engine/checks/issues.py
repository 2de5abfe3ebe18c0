"""The list of issues for the sender: grouped by cause, and as a CSV that no spreadsheet runs."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from village.engine.checks.findings import Checked, End, Issue, Outcome, Severity

COLUMNS = (
    "Child id",
    "Table",
    "Row",
    "Line",
    "Column",
    "Value",
    "Rule",
    "Severity",
    "Finding",
    "What is wrong",
    "What to do",
)

_WEIGHT = {Severity.ERROR: 0, Severity.QUERY: 1, Severity.NOTICE: 2}
_RUNS = re.compile(r"\s*[=+\-@\t\r|%]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Cause:
    """One rule's outcome and its listed issues."""

    outcome: Outcome
    issues: tuple[Issue, ...]


def causes(checked: Checked) -> tuple[Cause, ...]:
    """What was found, by rule: errors first, then queries, then notices, the most found first.

    A rule that could not run is here only with what it found before; `Checked.ended` has them all.
    """
    issues: dict[str, list[Issue]] = {}
    for issue in checked.issues:
        issues.setdefault(issue.rule, []).append(issue)
    found = [outcome for outcome in checked.outcomes if outcome.findings]
    found.sort(key=lambda one: (_WEIGHT[one.severity], -one.findings, one.rule))
    return tuple(Cause(one, tuple(issues.get(one.rule, ()))) for one in found)


def issue_lines(checked: Checked) -> Iterator[str]:
    """The CSV for the sender in lines, top causes first, after any rules that could not run.

    A rule that found more than was listed ends on a line that says how many more.
    """
    yield _line(COLUMNS)
    for outcome in checked.ended(End.COULD_NOT_RUN):
        yield _whole_rule(outcome, message=f"This rule could not run. {outcome.why}")
    for cause in causes(checked):
        for issue in cause.issues:
            yield _issue(issue, mend=cause.outcome.mend)
        if more := cause.outcome.issues - cause.outcome.kept:
            yield _whole_rule(cause.outcome, message=f"{more:,} more issues are not listed.")


def write_issues(checked: Checked, path: Path) -> None:
    """Write the CSV in UTF-8 with the mark by which spreadsheets know it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.writelines(issue_lines(checked))


def inert(text: str) -> str:
    """The text as it is, or after an apostrophe where a spreadsheet would run it."""
    return f"'{text}" if _RUNS.match(text) and not _NUMBER.fullmatch(text) else text


def _issue(issue: Issue, *, mend: str) -> str:
    return _line(
        (
            issue.child_id,
            issue.table,
            str(issue.row or ""),
            str(issue.line or ""),
            issue.column,
            issue.value,
            issue.rule,
            issue.severity,
            str(issue.finding),
            issue.message,
            mend,
        )
    )


def _whole_rule(outcome: Outcome, *, message: str) -> str:
    blank = ("",) * 6
    return _line((*blank, outcome.rule, outcome.severity, "", message, outcome.mend))


def _line(values: Iterable[str]) -> str:
    text = StringIO()
    csv.writer(text).writerow([inert(value) for value in values])
    return text.getvalue()
