"""Counts what one rule finds, and keeps its issues up to a bound."""

from collections.abc import Iterable

from village.engine.checks.findings import Cell, End, Finding, Issue, Outcome, Severity

MOST_KEPT = 10_000
"""Issues listed for one rule; all are counted."""

Shown = tuple[str, str, int, int, str]
"""A cell: table, column, row, line, value."""


class Tally:
    """One rule's findings so far."""

    __slots__ = (
        "_broke",
        "_broke_line",
        "_children",
        "_findings",
        "_issues",
        "_last_child",
        "code",
        "kept",
        "mend",
        "message",
        "severity",
        "why",
    )

    def __init__(self, *, code: str, severity: Severity, message: str, mend: str) -> None:
        self.code = code
        self.severity = severity
        self.message = message
        self.mend = mend
        self.kept: list[Issue] = []
        self.why = ""
        self._findings = 0
        self._issues = 0
        self._children = 0
        self._last_child = 0
        self._broke = 0
        self._broke_line = 0

    def add(self, finding: Finding, *, child_id: str = "", child: int = 0) -> None:
        """Count a finding and list its cells; a finding without cells is the whole return's."""
        self._findings += 1
        for cell in finding.cells or (_NO_CELL,):
            self._issues += 1
            number = cell.child or child
            if number != self._last_child:
                self._last_child = number
                self._children += 1
            if len(self.kept) < MOST_KEPT:
                self.kept.append(self._issue(cell, cell.child_id or child_id, number))

    @property
    def is_full(self) -> bool:
        """Whether no more issues are listed; findings are counted all the same."""
        return len(self.kept) >= MOST_KEPT

    def count(self, issues: int, *, child: int) -> None:
        """Count a finding of so many cells on one child without listing it."""
        self._findings += 1
        self._issues += max(issues, 1)
        if child != self._last_child:
            self._last_child = child
            self._children += 1

    def add_shown(self, cells: Iterable[Shown], *, child_id: str, child: int) -> None:
        """As `add`, for cells of one child that nobody else asks for: half the work for each."""
        self._findings += 1
        if child != self._last_child:
            self._last_child = child
            self._children += 1
        for table, column, row, line, value in cells:
            self._issues += 1
            self.kept.append(
                Issue(
                    self.code,
                    self.severity,
                    child_id,
                    child,
                    table,
                    column,
                    row,
                    line,
                    value,
                    self.message,
                    self._findings,
                )
            )

    def broke(self, *, line: int) -> None:
        """Remember that the rule raised; what it raised may hold a value and is not kept."""
        self._broke += 1
        self._broke_line = self._broke_line or line

    def outcome(self) -> Outcome:
        """How the rule ended."""
        return Outcome(
            rule=self.code,
            severity=self.severity,
            message=self.message,
            mend=self.mend,
            end=self._end(),
            findings=self._findings,
            issues=self._issues,
            children=self._children,
            kept=len(self.kept),
            why=self._why(),
        )

    def _end(self) -> End:
        if self.why or self._broke:
            return End.COULD_NOT_RUN
        return End.FOUND if self._findings else End.HELD

    def _why(self) -> str:
        if self._broke and not self.why:
            times = "once," if self._broke == 1 else f"{self._broke:,} times, first"
            return (
                f"It failed {times} on the record at line {self._broke_line}. "
                "This is a fault of Village; everything else was checked."
            )
        return self.why

    def _issue(self, cell: Cell, child_id: str, child: int) -> Issue:
        return Issue(
            rule=self.code,
            severity=self.severity,
            child_id=child_id,
            child=child,
            table=cell.table,
            column=cell.column,
            row=cell.row,
            line=cell.line,
            value=cell.value,
            message=self.message,
            finding=self._findings,
        )


_NO_CELL = Cell(table="", column="", row=0, line=0, value="")
