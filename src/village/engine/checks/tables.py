"""Checks a return that comes as one table: each column, then the rules over columns and rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from village.engine.checks import tables_columns as columns
from village.engine.checks import tables_rules as rules
from village.engine.checks.findings import Checked, Finding, Outcome, Severity
from village.engine.checks.tables_words import swapped
from village.engine.checks.tally import Tally
from village.engine.intake.received import Received
from village.engine.intake.tables import Row, Table, read
from village.engine.specs.tables import TableRule, TableSpec
from village.kernel.periods import Period

Progress = Callable[[int, int], None]
"""(bytes read, bytes of the file)."""

_REPORT_EVERY: Final = 1_000
NOTHING_TO_MEND: Final = "Nothing to mend, if that is as you meant it."


@dataclass(frozen=True, slots=True)
class RuleOfTable:
    """A rule as it is listed: its code, words, columns and source."""

    code: str
    severity: Severity
    message: str
    mend: str
    fields: tuple[str, ...]
    source: str


def list_rules(spec: TableSpec) -> Iterator[RuleOfTable]:
    """Every rule of a table: those of its columns first, then the kit's own."""
    for field in spec.fields:
        for end, message, mend in columns.ends(field):
            code = code_of(spec, field.name, end)
            error = Severity.ERROR
            yield RuleOfTable(code, error, message, mend, (field.name,), spec.source)
    for rule in spec.rules:
        severity = Severity(rule.severity.value)
        code = code_of(spec, rule.id)
        yield RuleOfTable(code, severity, rule.message, rule.mend, rule.fields, spec.source)


def check(
    received: Received,
    spec: TableSpec,
    *,
    period: Period | None = None,
    on_progress: Progress | None = None,
) -> Checked:
    """Check a table that arrived.

    period: what the return is owed for; of a state at a day, that day alone. Without it, rules
    about the period could not run. Raises Unreadable, Hostile or WrongReturn.
    """
    table = read(received, spec)
    checking = Checking(table, period=period)
    number = 0
    for row in table.rows():
        number += 1
        checking.see(row)
        if on_progress is not None and number % _REPORT_EVERY == 0:
            on_progress(table.done(), received.size)
    if on_progress is not None:
        on_progress(received.size, received.size)
    tallies = tuple(checking.end())
    return Checked(
        spec=spec.id,
        year=period.label if period else "",
        year_from="the period that was given" if period else "no period was given",
        reference_date=period.last.isoformat() if period else "",
        header={"sheet": table.sheet} if table.sheet else {},
        children=checking.children,
        rows={spec.id: number},
        outcomes=tuple(tally.outcome() for tally in tallies),
        issues=tuple(issue for tally in tallies for issue in tally.kept),
    )


@dataclass(frozen=True, slots=True)
class People:
    """Whose rows they are, over the tables of a set. child_id: of a row of one of its tables."""

    numbers: dict[str, int]
    child_id: Callable[[Row, TableSpec], str]


class Checking:
    """The rules of one table with their tallies, shown one row after the other."""

    def __init__(
        self, table: Table, *, period: Period | None, people: People | None = None
    ) -> None:
        self._table = table
        self._people = people
        self._tallies = {rule.code: tally_of(rule) for rule in list_rules(table.spec)}
        self._whole = columns.WholeColumns(table.spec)
        self._numbers: dict[str, int] = {} if people is None else people.numbers
        self._child_at = table.spec.places[table.spec.child]
        self._running: list[tuple[rules.See, Tally]] = []
        for field in table.spec.fields:
            if not table.has(field.name):
                self._stop_column(field.name, f"The column “{field.title}” is not in the file.")
        for rule in table.spec.rules:
            self._start(rule, period=period)

    @property
    def children(self) -> int:
        """How many different ids of children were seen."""
        return len(self._numbers)

    def see(self, row: Row) -> rules.Seen:
        """Check one row; the rules over several rows remember what they need of it."""
        seen = self._with_child(row)
        self._whole.see(seen)
        for name, end in columns.faults(seen):
            code = code_of(self._table.spec, name, end)
            self._tallies[code].add(Finding((seen.cell(name),)))
        for see, tally in self._running:
            for finding in see(seen):
                tally.add(finding)
        return seen

    def end(self) -> Iterator[Tally]:
        """Every tally, with what is said of whole columns and of the file at last."""
        yield from self._tallies.values()
        spec = self._table.spec
        for field, other in self._whole.hints():
            title = self._table.title(other.name) if other else ""
            yield said(
                code_of(spec, field.name, "whole-column"),
                Severity.QUERY,
                swapped(field, other=title),
                "Look at the column in the file, and at the name above it.",
            )
        for note in self._table.notes:
            yield said(note.code, Severity.NOTICE, note.message, NOTHING_TO_MEND)

    def _with_child(self, row: Row) -> rules.Seen:
        if self._people is None:
            value = row.values[self._child_at]
            named = value if isinstance(value, str) else ""
        else:
            named = self._people.child_id(row, self._table.spec)
        number = self._numbers.setdefault(named, len(self._numbers) + 1) if named else 0
        return rules.Seen(self._table, row, named, number)

    def _start(self, rule: TableRule, *, period: Period | None) -> None:
        tally = self._tallies[code_of(self._table.spec, rule.id)]
        given = rules.Given(rule, self._table, period)
        tally.why = rules.lacks(given)
        if not tally.why:
            self._running.append((rules.start(given), tally))

    def _stop_column(self, name: str, why: str) -> None:
        for end, _, _ in columns.ends(self._table.spec.field(name)):
            self._tallies[code_of(self._table.spec, name, end)].why = why


class _Tally(Tally):
    """A tally that counts a child once, wherever its rows stand in the table."""

    __slots__ = ("_seen",)

    def __init__(self, *, code: str, severity: Severity, message: str, mend: str) -> None:
        super().__init__(code=code, severity=severity, message=message, mend=mend)
        self._seen: set[int] = set()

    def add(self, finding: Finding, *, child_id: str = "", child: int = 0) -> None:
        self._seen.update(cell.child for cell in finding.cells if cell.child)
        super().add(finding, child_id=child_id, child=child)

    def outcome(self) -> Outcome:
        return replace(super().outcome(), children=len(self._seen))


def tally_of(rule: RuleOfTable) -> Tally:
    return _Tally(code=rule.code, severity=rule.severity, message=rule.message, mend=rule.mend)


def said(code: str, severity: Severity, message: str, mend: str) -> Tally:
    tally = _Tally(code=code, severity=severity, message=message, mend=mend)
    tally.add(Finding())
    return tally


def code_of(spec: TableSpec, *parts: str) -> str:
    """PL-birth-on-missing: what the return, the column and the fault are called."""
    return "-".join((spec.prefix, *parts)).replace("_", "-")
