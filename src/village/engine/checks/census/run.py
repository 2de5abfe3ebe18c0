"""Runs a year's rules over a census while it is being read."""

from collections.abc import Callable, Iterable

from village.engine.checks.census import years
from village.engine.checks.census.as_reference import rules as rules_as_reference
from village.engine.checks.census.ground import Ground, GroundMissing
from village.engine.checks.census.rules import (
    ChildRule,
    EpisodeRule,
    Findings,
    HeaderRule,
    ReturnRule,
    Rule,
    State,
)
from village.engine.checks.findings import Cell, Checked, Finding
from village.engine.checks.notices import NOTICES
from village.engine.checks.tally import Tally
from village.engine.intake import Received
from village.engine.intake.census import Reading, read
from village.engine.specs.census import COLUMNS, NAME, Child, Header, Notice, Record
from village.kernel import days

Progress = Callable[[int, int], None]
"""(bytes read, bytes of the file)."""

Groups = dict[str, list[tuple[Callable[..., Findings], Tally]]]
"""Rules by the tuple that must not be empty for them to be called."""

NO_CHILD = Child()

_REPORT_EVERY = 250


class Checking:
    """A year's rules with their tallies, grouped as they are called."""

    def __init__(self, rules: Iterable[Rule], ground: Ground) -> None:
        self.tallies: dict[str, Tally] = {}
        self._ground = ground
        self._over_header: Groups = {}
        self._over_children: Groups = {}
        self._over_episodes: Groups = {}
        self._states: list[tuple[State, Tally]] = []
        for rule in rules:
            tally = Tally(
                code=rule.code, severity=rule.severity, message=rule.message, mend=rule.mend
            )
            self.tallies[rule.code] = tally
            tally.why = next((why for need in rule.needs if (why := ground.lacks(need))), "")
            if not tally.why:
                self._place(rule, tally)

    def _place(self, rule: Rule, tally: Tally) -> None:
        match rule:
            case HeaderRule():
                self._over_header.setdefault("", []).append((rule.find, tally))
            case ChildRule():
                self._over_children.setdefault(rule.when, []).append((rule.find, tally))
            case EpisodeRule():
                self._over_episodes.setdefault(rule.when, []).append((rule.find, tally))
            case ReturnRule():
                self._states.append((rule.start(self._ground), tally))

    def see_header(self, header: Header) -> None:
        """Check what the return says of itself."""
        self._apply(self._over_header, header, (header, self._ground), child=NO_CHILD)

    def see(self, child: Child) -> None:
        """Check one child and its episodes; rules over its empty tables are not called."""
        self._apply(self._over_children, child, (child, self._ground), child=child)
        for episode in child.episodes:
            self._apply(self._over_episodes, episode, (episode, child, self._ground), child=child)
        for state, tally in self._states:
            try:
                state.see(child)
            except Exception as error:  # noqa: BLE001  as in _apply
                _broke(tally, error, line=child.line)

    def _apply(
        self, groups: Groups, record: Record, arguments: tuple[object, ...], *, child: Child
    ) -> None:
        child_id = child.la_child_id or ""
        for when, rules in groups.items():
            if when and not getattr(record, when):
                continue
            for find, tally in rules:
                try:
                    for finding in find(*arguments):
                        tally.add(finding, child_id=child_id, child=child.row)
                except Exception as error:  # noqa: BLE001  a broken rule must not stop the others
                    _broke(tally, error, line=record.line)

    def end(self) -> None:
        """Ask the whole-return rules for their verdict."""
        for state, tally in self._states:
            try:
                for finding in state.findings():
                    tally.add(finding)
            except Exception as error:  # noqa: BLE001  as in _apply
                _broke(tally, error, line=0)

    def note(self, notices: Iterable[Notice], *, child: Child | None = None) -> None:
        """Count what the reader noticed, under Village's own codes."""
        for notice in notices:
            cell = Cell(notice.table, notice.column, notice.row, notice.line, notice.value)
            tally = self.tallies.get(notice.code) or self._own(notice.code)
            tally.add(
                Finding((cell,)),
                child_id=(child.la_child_id or "") if child else "",
                child=child.row if child else 0,
            )

    def _own(self, code: str) -> Tally:
        own = NOTICES[code]
        tally = Tally(code=code, severity=own.severity, message=own.message, mend=own.mend)
        self.tallies[code] = tally
        return tally


def _broke(tally: Tally, error: Exception, *, line: int) -> None:
    if isinstance(error, GroundMissing | days.OutsideCalendar):
        tally.why = str(error)
    else:
        tally.broke(line=line)


AS_REFERENCE = "as the open reference implementation would report it, faults and all"


def check(
    received: Received,
    *,
    year: str | None = None,
    as_reference: bool = False,
    on_progress: Progress | None = None,
) -> Checked:
    """Check a census by the rules of the year given, or of the year that its header names.

    as_reference: report what the field's open validator would, for comparison alone.
    """
    reading = read(received)
    choice = years.choose(reading.header, given=year, where=received.name)
    ground = Ground(
        terms=years.terms(choice.year),
        reference_date=choice.reference_date,
        calendar=days.england(),
    )
    held = years.rules(choice.year)
    checking = Checking(rules_as_reference(held) if as_reference else held, ground)
    checking.see_header(reading.header)
    children = _see_children(checking, reading, on_progress=on_progress)
    tallies = [t for t in checking.tallies.values() if not _is_silent_and_ours(t)]
    return Checked(
        spec=NAME,
        year=choice.year,
        year_from=choice.year_from,
        reference_date=choice.reference_date.isoformat() if choice.reference_date else "",
        header=_said(reading.header) | ({"Reported": AS_REFERENCE} if as_reference else {}),
        children=children,
        rows=dict(reading.rows),
        outcomes=tuple(tally.outcome() for tally in tallies),
        issues=tuple(issue for tally in tallies for issue in tally.kept),
    )


def _see_children(checking: Checking, reading: Reading, *, on_progress: Progress | None) -> int:
    children = 0
    for child in reading:
        children += 1
        checking.see(child)
        if child.noticed:
            checking.note(child.noticed, child=child)
        if on_progress is not None and children % _REPORT_EVERY == 0:
            on_progress(reading.done, reading.size)
    checking.end()
    checking.note(reading.notices)
    if not children:
        checking.note([Notice(code="V-EMPTY", table="", column="", row=0, line=0, value="")])
    if on_progress is not None:
        on_progress(reading.size, reading.size)
    return children


def _is_silent_and_ours(tally: Tally) -> bool:
    """Our own codes are listed only where they have something to say."""
    return tally.code.startswith("V-") and tally.outcome().end == "held"


def _said(header: Header) -> dict[str, str]:
    """What the header gives, under the return's own names."""
    unreadable = dict(header.unreadable)
    return {
        column: unreadable.get(attribute) or str(getattr(header, attribute) or "")
        for (record, attribute), (_, column) in COLUMNS.items()
        if record is Header
    }
