"""Runs a year's rules over a looked-after return while it is being read."""

from collections.abc import Callable, Iterable

from village.engine.checks.findings import Cell as FoundCell
from village.engine.checks.findings import Checked, Finding
from village.engine.checks.looked_after import years
from village.engine.checks.looked_after.cells import shown
from village.engine.checks.looked_after.ground import Ground
from village.engine.checks.looked_after.life import Life
from village.engine.checks.looked_after.notices import NOTICES
from village.engine.checks.looked_after.rules import (
    OURS,
    LifeRule,
    Places,
    ReturnRule,
    RowRule,
    Rule,
    State,
)
from village.engine.checks.tally import Tally
from village.engine.intake import Received
from village.engine.intake.looked_after import Reading, read
from village.engine.specs.looked_after import NAME, TABLES, Child, Notice, Row

Progress = Callable[[int, int], None]
"""(children read, children of the return)."""

_REPORT_EVERY = 250


class Checking:
    """A year's rules with their tallies, by the child's tuple that must not be empty for them."""

    def __init__(self, rules: Iterable[Rule], ground: Ground) -> None:
        self.tallies: dict[str, Tally] = {}
        self._ground = ground
        self._rows: dict[str, list[tuple[RowRule, Tally]]] = {}
        self._lives: dict[str, list[tuple[LifeRule, Tally]]] = {}
        self._states: list[tuple[State, Tally]] = []
        for rule in rules:
            tally = Tally(
                code=rule.code, severity=rule.severity, message=rule.message, mend=rule.mend
            )
            self.tallies[rule.code] = tally
            tally.why = ground.lacks(tables=rule.tables, needs=rule.needs)
            if not tally.why:
                self._place(rule, tally)

    def _place(self, rule: Rule, tally: Tally) -> None:
        match rule:
            case RowRule():
                self._rows.setdefault(rule.when, []).append((rule, tally))
            case LifeRule():
                self._lives.setdefault(rule.when, []).append((rule, tally))
            case ReturnRule():
                self._states.append((rule.start(), tally))

    def see(self, child: Child, last: Child | None) -> None:
        """Check one child; rules over its empty tables are not called."""
        life = Life(child, self._ground, last)
        for within, rules in self._rows.items():
            if rows := getattr(child, within):
                self._see_rows(rows, rules, life)
        for within, found in self._lives.items():
            if not within or getattr(child, within):
                self._see_life(found, life)
        for state, tally in self._states:
            try:
                state.see(child)
            except Exception:  # noqa: BLE001  as below
                tally.broke(line=_line(child))

    def _see_rows(
        self, rows: tuple[Row, ...], rules: list[tuple[RowRule, Tally]], life: Life
    ) -> None:
        for rule, tally in rules:
            try:
                wrong = rule.wrong
                for row in rows:
                    if wrong(row, life):
                        also = ((life.header, *rule.also),) if rule.also else ()
                        _add(tally, ((row, *rule.shows), *also), life.child)
            except Exception:  # noqa: BLE001  a broken rule must not stop the others
                tally.broke(line=_line(life.child))

    def _see_life(self, rules: list[tuple[LifeRule, Tally]], life: Life) -> None:
        for rule, tally in rules:
            try:
                for places in rule.find(life):
                    _add(tally, places, life.child)
            except Exception:  # noqa: BLE001  as above
                tally.broke(line=_line(life.child))

    def end(self) -> None:
        """Ask the whole-return rules for their verdict."""
        for state, tally in self._states:
            for place, child in state.findings():
                _add(tally, (place,), child)

    def note(self, notices: Iterable[Notice]) -> None:
        """Count what the reader noticed, under Village's own codes."""
        for notice in notices:
            own = NOTICES[notice.code]
            tally = self.tallies.get(own.code) or Tally(
                code=own.code, severity=own.severity, message=own.message, mend=own.mend
            )
            self.tallies[own.code] = tally
            at = FoundCell(notice.table, notice.column, notice.row, notice.line, notice.value)
            tally.add(Finding((at,)))


def _add(tally: Tally, places: Places, child: Child) -> None:
    """List a finding, or only count it where the rule's list is full."""
    if tally.is_full:
        tally.count(sum(len(place) - 1 for place in places), child=child.number)
        return
    tally.add_shown(shown(places), child_id=child.child_id, child=child.number)


def _line(child: Child) -> int:
    rows = (rows for table in TABLES if (rows := getattr(child, table.within)))
    first = next(rows, None)
    return first[0].line if first else 0


def check(
    received: Received, *, year: str | None = None, on_progress: Progress | None = None
) -> Checked:
    """Check a return by the rules of the year given, or of the year that it is found to be of."""
    reading = read(received)
    choice = years.choose(reading, given=year)
    ground = Ground(
        terms=years.terms(choice.year),
        first=choice.first,
        last=choice.last,
        tables=reading.this.tables,
        last_tables=reading.last.tables if reading.last else None,
    )
    checking = Checking(_asked(years.rules(choice.year), ground), ground)
    children, again = _see_children(checking, reading, on_progress=on_progress)
    rows = reading.this.rows
    tallies = [tally for tally in checking.tallies.values() if not _is_silent_and_ours(tally)]
    return Checked(
        spec=NAME,
        year=choice.year,
        year_from=choice.year_from,
        reference_date=choice.last.isoformat(),
        header={
            "Tables": ", ".join(t.name for t in TABLES if t.name in reading.this.tables),
            "Last year": _compared(reading, children=children, again=again),
        },
        children=children,
        rows={t.name: rows.get(t.name, 0) for t in TABLES if t.name in reading.this.tables},
        outcomes=tuple(tally.outcome() for tally in tallies),
        issues=tuple(issue for tally in tallies for issue in tally.kept),
    )  # fmt: skip


def _asked(rules: Iterable[Rule], ground: Ground) -> Iterable[Rule]:
    """The year's rules; of our own those alone whose tables were sent."""
    return (rule for rule in rules if rule.source != OURS or rule.tables <= ground.tables)


def _compared(reading: Reading, *, children: int, again: int) -> str:
    """How this year's children and last year's are the same ones."""
    if reading.last is None:
        return "not sent"
    before = reading.last.rows.get("Header", 0)
    return (
        f"of its {before:,} children {again:,} are in this year's too and {before - again:,} are "
        f"not; {children - again:,} are new"
    )


def _see_children(
    checking: Checking, reading: Reading, *, on_progress: Progress | None
) -> tuple[int, int]:
    """Check each child. Returns how many there are, and how many of them last year had too."""
    children, again, expected = 0, 0, max(reading.this.rows.get("Header", 0), 1)
    for child in reading:
        children += 1
        last = reading.last.child(child.child_id) if reading.last else None
        again += last is not None
        checking.see(child, last)
        if on_progress is not None and children % _REPORT_EVERY == 0:
            on_progress(min(children, expected), expected)
    checking.end()
    checking.note(reading.this.notices)
    if on_progress is not None:
        on_progress(expected, expected)
    return children, again


def _is_silent_and_ours(tally: Tally) -> bool:
    """Our own codes are listed only where they have something to say."""
    return tally.code.startswith("V-") and tally.outcome().end == "held"
