"""Checks a return of several tables: each as a table by itself, then the rules between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from village.engine.checks.findings import Checked, Severity
from village.engine.checks.tables import (
    NOTHING_TO_MEND,
    Checking,
    People,
    Progress,
    RuleOfTable,
    code_of,
    list_rules,
    said,
    tally_of,
)
from village.engine.checks.tables_between import Asking, lacks, start
from village.engine.checks.tally import Tally
from village.engine.intake.received import Received
from village.engine.intake.tables import Row, Table
from village.engine.intake.tables_set import TableSet, child_id, read
from village.engine.specs.tables import TableSpec
from village.kernel.periods import Period

_REPORT_EVERY: Final = 1_000


def list_rules_of_set(spec: TableSpec) -> Iterator[RuleOfTable]:
    """Every rule of the return: those of each table, then those between tables."""
    for part in spec.parts:
        yield from list_rules(part)
    yield from _between(spec)


def _between(spec: TableSpec) -> Iterator[RuleOfTable]:
    for rule in spec.between:
        severity = Severity(rule.severity.value)
        of = f"{rule.of.table}.{rule.of.field}"
        fields = (of,) if rule.to is None else (of, f"{rule.to.table}.{rule.to.field}")
        code = code_of(spec, rule.id)
        yield RuleOfTable(code, severity, rule.message, rule.mend, fields, spec.source)


def check_set(
    received: Received,
    spec: TableSpec,
    *,
    period: Period | None = None,
    on_progress: Progress | None = None,
) -> Checked:
    """Check a return of several tables that arrived; otherwise as `checks.tables.check`."""
    tables = read(received, spec)
    watch = _Watch(on_progress, parts=len(tables.tables), size=received.size)
    desk = _Desk(tables, period=period)
    for table in tables.tables.values():
        desk.see(table, watch)
    watch.done()
    tallies = tuple(desk.end())
    return Checked(
        spec=spec.id,
        year=period.label if period else "",
        year_from="the period that was given" if period else "no period was given",
        reference_date=period.last.isoformat() if period else "",
        header={"Tables": ", ".join(table.called for table in tables.tables.values())},
        children=desk.children,
        rows=dict(desk.rows),
        outcomes=tuple(tally.outcome() for tally in tallies),
        issues=tuple(issue for tally in tallies for issue in tally.kept),
    )


@dataclass(slots=True)
class _Watch:
    """Says how far the reading is, table by table."""

    on_progress: Progress | None
    parts: int
    size: int
    _done: int = 0
    _rows: int = 0

    def row(self) -> None:
        self._rows += 1
        if self.on_progress is not None and self._rows % _REPORT_EVERY == 0:
            self.on_progress(self._done * self.size // max(self.parts, 1), self.size)

    def table(self) -> None:
        self._done += 1

    def done(self) -> None:
        if self.on_progress is not None:
            self.on_progress(self.size, self.size)


class _Desk:
    """All that is asked of the tables of one return."""

    def __init__(self, tables: TableSet, *, period: Period | None) -> None:
        self._tables = tables
        self._period = period
        self._owners = tables.children_of()
        self._children: dict[str, int] = {}
        self._adults: dict[str, int] = {}
        self.rows: dict[str, int] = {}
        self._checkings: list[Checking] = []
        self._asking: list[tuple[Asking, Tally]] = []
        self._stopped: list[Tally] = []
        for rule, listed in zip(tables.spec.between, _between(tables.spec), strict=True):
            tally = tally_of(listed)
            tally.why = lacks(rule, tables)
            if tally.why:
                self._stopped.append(tally)
            else:
                self._asking.append((start(rule, tables), tally))

    @property
    def children(self) -> int:
        """How many different children stand in the tables."""
        return len(self._children)

    def see(self, table: Table, watch: _Watch) -> None:
        """Check one table from its first row to its last."""
        id, adults = table.spec.id, bool(table.spec.member and table.spec.member.of_adults)
        people = People(self._adults if adults else self._children, self._child)
        checking = Checking(table, period=self._period, people=people)
        asking = [(one, tally) for one, tally in self._asking if id in one.tables]
        number = 0
        for row in table.rows():
            number += 1
            seen = checking.see(row)
            for one, tally in asking:
                for finding in one.see(seen):
                    tally.add(finding)
            watch.row()
        self.rows[id] = number
        self._checkings.append(checking)
        watch.table()

    def _child(self, row: Row, spec: TableSpec) -> str:
        return child_id(row, spec, self._owners.get(spec.id))

    def end(self) -> Iterator[Tally]:
        """Every tally, with what could not run and what is said of the file at last."""
        for checking in self._checkings:
            yield from checking.end()
        yield from (tally for _, tally in self._asking)
        yield from self._stopped
        for part in self._tables.absent:
            for rule in list(list_rules(part))[-len(part.rules) :] if part.rules else ():
                tally = tally_of(rule)
                tally.why = f"The table “{part.title}” was not sent."
                yield tally
        for note in self._tables.notes:
            yield said(note.code, Severity.NOTICE, note.message, NOTHING_TO_MEND)
