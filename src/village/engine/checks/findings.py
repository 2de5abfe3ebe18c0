"""What checking a return gives: findings, the issues they become, and how each rule ended."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error must be mended, a query mended or explained, a notice is only said."""

    ERROR = "error"
    QUERY = "query"
    NOTICE = "notice"


class End(StrEnum):
    """How a rule ended. A rule that could not run never counts as held."""

    HELD = "held"
    FOUND = "found"
    COULD_NOT_RUN = "could not run"


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of the return, by table, column and row (from 1); its child where known."""

    table: str
    column: str
    row: int
    line: int
    value: str
    child_id: str = ""
    child: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, with every cell that takes part in it."""

    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """One cell of one finding: a row of the sender's list.

    child_id: the return's own child id, as given. child: its number in the file, 0 where the
    issue is the whole return's. finding: issues of a rule with the same number belong together.
    """

    rule: str
    severity: Severity
    child_id: str
    child: int
    table: str
    column: str
    row: int
    line: int
    value: str
    message: str
    finding: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one rule ended over the whole return.

    findings, issues, children: counts of all that was found; `kept` issues are listed, fewer
    than `issues` only where a rule found more than the list holds. why: what kept it from running.
    """

    rule: str
    severity: Severity
    message: str
    mend: str
    end: End
    findings: int = 0
    issues: int = 0
    children: int = 0
    kept: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """A return in numbers. Findings are counted, not cells; kinds are rules."""

    children: int
    errors: int
    error_kinds: int
    queries: int
    query_kinds: int
    notices: int
    held: int
    could_not_run: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A return that was read and checked.

    year: the rules applied, "2025-26". year_from: where that year came from, in words.
    reference_date: ISO, or empty where the return gives none that can be used.
    header: what the return says of itself. children: how many were read. rows: by table.
    """

    spec: str
    year: str
    year_from: str
    reference_date: str
    header: dict[str, str]
    children: int
    rows: dict[str, int]
    outcomes: tuple[Outcome, ...]
    issues: tuple[Issue, ...]

    def ended(self, end: End) -> Iterator[Outcome]:
        """The outcomes of one kind, in the rules' order."""
        return (outcome for outcome in self.outcomes if outcome.end == end)

    def outcome(self, rule: str) -> Outcome:
        """How one rule ended; KeyError where it is not among the year's rules."""
        for outcome in self.outcomes:
            if outcome.rule == rule:
                return outcome
        raise KeyError(rule)

    def summary(self) -> Summary:
        """The numbers that head a report."""
        by = {
            severity: [o for o in self.outcomes if o.severity == severity] for severity in Severity
        }
        return Summary(
            children=self.children,
            errors=sum(o.findings for o in by[Severity.ERROR]),
            error_kinds=sum(o.findings > 0 for o in by[Severity.ERROR]),
            queries=sum(o.findings for o in by[Severity.QUERY]),
            query_kinds=sum(o.findings > 0 for o in by[Severity.QUERY]),
            notices=sum(o.findings for o in by[Severity.NOTICE]),
            held=sum(1 for _ in self.ended(End.HELD)),
            could_not_run=sum(1 for _ in self.ended(End.COULD_NOT_RUN)),
        )
