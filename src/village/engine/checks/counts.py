"""Checks a return of counts: every cell, parts against wholes, this quarter against the last."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import Final

from village.engine.checks.findings import Cell, Checked, Finding, Severity
from village.engine.checks.tally import Tally
from village.engine.errors import WrongReturn
from village.engine.intake.counts import Line, line_of, lines, open_table
from village.engine.intake.received import Received
from village.engine.intake.tables import Table
from village.engine.specs.counts import ALL, COLUMNS, Amount, CountsSpec, Fault, Mark, Place
from village.kernel.periods import Period, quarter_holding

TENFOLD: Final = 10
WORTH_ASKING: Final = 20
"""Below this a tenfold jump is chance: 1 to 10 asks nobody anything."""
_NOTHING_TO_MEND: Final = "Nothing to mend, if that is as you meant it."

Amounts = tuple[Amount, Amount]
"""Numerator and denominator of one place."""


class Rule(StrEnum):
    """What is asked of a return of counts."""

    QUARTER = "CT-quarter"
    INDICATOR = "CT-indicator"
    TWICE = "CT-twice"
    MISSING = "CT-missing"
    EMPTY = "CT-empty"
    SHARE = "CT-percentage"
    TEXT = "CT-not-a-count"
    PART = "CT-part-above-whole"
    GROUPS = "CT-groups-and-total"
    TENFOLD = "CT-tenfold"
    STOPPED = "CT-no-longer-collected"


@dataclass(frozen=True, slots=True)
class RuleOfCounts:
    """A rule in words."""

    severity: Severity
    message: str
    mend: str


RULES: Final[Mapping[Rule, RuleOfCounts]] = {
    Rule.QUARTER: RuleOfCounts(
        Severity.ERROR,
        "The quarter is not the one that this return is of, or cannot be read.",
        "Write the quarter as “April to June 2026”, and send each quarter as its own return.",
    ),
    Rule.INDICATOR: RuleOfCounts(
        Severity.ERROR,
        "No such indicator or group is asked for.",
        "Write the indicator, the breakdown and the group as they stand in the workbook.",
    ),
    Rule.TWICE: RuleOfCounts(
        Severity.ERROR,
        "The same count stands in the file twice.",
        "Keep the one that is right and delete the other row.",
    ),
    Rule.MISSING: RuleOfCounts(
        Severity.ERROR,
        "A count that is asked for is not in the file.",
        "Add its row, with a count, “suppressed” or “not collected”.",
    ),
    Rule.EMPTY: RuleOfCounts(
        Severity.ERROR,
        "A count is empty.",
        "Write 0 where there were none, “suppressed” where the number is small and you may not "
        "send it, or “not collected” where nobody counts it.",
    ),
    Rule.SHARE: RuleOfCounts(
        Severity.ERROR,
        "A percentage or a fraction stands where a count belongs.",
        "Write how many there were: the numerator and the denominator, each a whole number.",
    ),
    Rule.TEXT: RuleOfCounts(
        Severity.ERROR,
        "This is not a count.",
        "Write a whole number, “suppressed” or “not collected”; put words into the comment.",
    ),
    Rule.PART: RuleOfCounts(
        Severity.ERROR,
        "The numerator is larger than the denominator.",
        "Look whether the two changed places; the numerator is a part of the denominator.",
    ),
    Rule.GROUPS: RuleOfCounts(
        Severity.ERROR,
        "The groups do not add up to the total.",
        "Put the rest under “Not known”, or mend the total.",
    ),
    Rule.TENFOLD: RuleOfCounts(
        Severity.QUERY,
        "The count is more than ten times last quarter's, or less than a tenth of it.",
        "If it is right, say in the comment what happened.",
    ),
    Rule.STOPPED: RuleOfCounts(
        Severity.QUERY,
        "This was counted last quarter and is now “not collected”.",
        "If it is so, say in the comment why.",
    ),
}


def check(
    received: Received,
    spec: CountsSpec,
    *,
    period: Period | None = None,
    previous: Mapping[Place, Amounts] | None = None,
) -> Checked:
    """Check a return of counts.

    period: the quarter that it is owed for, or years of the past: then a quarter is weighed against
    the one before it in the file, and what nobody counted is not missed. None: any quarter.
    previous: the quarter before as it was accepted; None: rules about it could not run.
    Raises Unreadable, Hostile or WrongReturn: another return, or another quarter throughout.
    """
    table = open_table(received, spec)
    found = list(lines(table, spec))
    _refuse_another(found, table, spec, period=period)
    titles = {column.name: table.title(column.name) for column in COLUMNS}
    checking = _Checking(titles, spec, period=period, previous=previous)
    checking.see(found)
    tallies = [*checking.tallies.values(), *_notes(table)]
    quarters = sorted({line.quarter for line in found if line.quarter})
    return Checked(
        spec=spec.id,
        year=period.label if period else "",
        year_from="the period that was given" if period else "no period was given",
        reference_date=period.last.isoformat() if period else "",
        header={"quarters": ", ".join(quarter.key for quarter in quarters)},
        children=0,
        rows={spec.id: len(found)},
        outcomes=tuple(tally.outcome() for tally in tallies),
        issues=tuple(issue for tally in tallies for issue in tally.kept),
    )


def with_previous(
    checked: Checked,
    told: Iterable[Mapping[str, str]],
    spec: CountsSpec,
    *,
    period: Period,
    previous: Iterable[Mapping[str, str]],
) -> Checked:
    """The same check, with what another process could not be told: the quarter before.

    told, previous: lines as `Line.told` writes them.
    """
    before = {
        line.place: (line.numerator, line.denominator)
        for line in (line_of(one, spec) for one in previous)
        if line.place is not None
    }
    titles = {column.name: column.title for column in COLUMNS}
    checking = _Checking(titles, spec, period=period, previous=before)
    checking.see([line_of(one, spec) for one in told])
    again = {str(rule): checking.tallies[rule] for rule in (Rule.TENFOLD, Rule.STOPPED)}
    return replace(
        checked,
        outcomes=tuple(
            again[one.rule].outcome() if one.rule in again else one for one in checked.outcomes
        ),
        issues=(*checked.issues, *(issue for tally in again.values() for issue in tally.kept)),
    )


def _refuse_another(
    found: Sequence[Line], table: Table, spec: CountsSpec, *, period: Period | None
) -> None:
    """One sentence for a whole file that is another, rather than an error a row."""
    if found and all(line.place is None for line in found):
        raise WrongReturn(
            f"Nothing in the file is asked for by “{spec.title}”.",
            where=table.where,
            mend="Download the workbook of this return and fill in that one.",
        )
    quarters = {line.quarter for line in found}
    within = any(quarter and period.covers(quarter) for quarter in quarters) if period else True
    if period and found and not within and None not in quarters:
        named = ", ".join(quarter.label for quarter in sorted(q for q in quarters if q))
        raise WrongReturn(
            f"The file is of {named}; this return is of {period.label}.",
            where=table.where,
            mend="Send the workbook of this quarter, or open the return of that one.",
        )


class _Checking:
    """The rules with their tallies, shown the lines of a file."""

    def __init__(
        self,
        titles: Mapping[str, str],
        spec: CountsSpec,
        *,
        period: Period | None,
        previous: Mapping[Place, Amounts] | None,
    ) -> None:
        self.titles = titles
        self.spec = spec
        self.period = period
        self.previous_of: dict[Period | None, Mapping[Place, Amounts]] = {}
        if period and previous:
            self.previous_of[period] = previous
        self.is_of_years = period is not None and period.step != "quarter"
        self.tallies = {
            rule: Tally(code=rule, severity=told.severity, message=told.message, mend=told.mend)
            for rule, told in RULES.items()
        }
        if self.is_of_years:
            self.tallies[Rule.MISSING].why = "Years of the past come as far as they were counted."
        elif previous is None:
            for rule in (Rule.TENFOLD, Rule.STOPPED):
                self.tallies[rule].why = "No quarter before this one was accepted."

    def see(self, found: Sequence[Line]) -> None:
        for line in found:
            self._see_one(line)
        placed = sorted((one for one in found if one.place and one.quarter), key=_quarter)
        for quarter, of_quarter in groupby(placed, key=_quarter):
            by_place = self._see_quarter(list(of_quarter))
            if self.is_of_years:
                after = quarter_holding(quarter.last + timedelta(days=1))
                self.previous_of[after] = {
                    place: (line.numerator, line.denominator) for place, line in by_place.items()
                }

    def _see_one(self, line: Line) -> None:
        if line.quarter is None or (self.period and not self.period.covers(line.quarter)):
            self._find(Rule.QUARTER, line, "quarter")
        if line.place is None:
            self._find(Rule.INDICATOR, line, "indicator", "breakdown", "group")
            return
        self._see_amount(line, "numerator", line.numerator)
        if self.spec.of(line.place.indicator).denominator:
            self._see_amount(line, "denominator", line.denominator)
            above, below = line.numerator, line.denominator
            if isinstance(above, int) and isinstance(below, int) and above > below:
                self._find(Rule.PART, line, "numerator", "denominator")

    def _see_amount(self, line: Line, column: str, amount: Amount) -> None:
        rules = {Fault.EMPTY: Rule.EMPTY, Fault.SHARE: Rule.SHARE, Fault.TEXT: Rule.TEXT}
        if isinstance(amount, Fault):
            self._find(rules[amount], line, column)

    def _see_quarter(self, found: Sequence[Line]) -> Mapping[Place, Line]:
        by_place: dict[Place, Line] = {}
        for line in found:
            if line.place in by_place:
                self._find(Rule.TWICE, line, "indicator", "breakdown", "group")
            elif line.place:
                by_place[line.place] = line
        for asked in self.spec.asked:
            for place in () if self.is_of_years else asked.places:
                if place not in by_place:
                    self._find_missing(place)
            for breakdown in asked.breakdowns:
                self._see_groups(asked.indicator, breakdown, by_place)
        previous = self.previous_of.get(found[0].quarter, {})
        for place, line in by_place.items():
            self._see_last(line, previous.get(place))
        return by_place

    def _see_groups(self, indicator: str, breakdown: str, found: Mapping[Place, Line]) -> None:
        total = found.get(Place(indicator))
        groups = [
            line
            for place, line in found.items()
            if (place.indicator, place.breakdown) == (indicator, breakdown)
        ]
        if total is None or not groups:
            return
        columns = ["numerator"]
        if self.spec.of(indicator).denominator:
            columns.append("denominator")
        for column in columns:
            parts = [getattr(line, column) for line in groups]
            if not _may_add_up(getattr(total, column), parts):
                cells = [self._cell(line, column) for line in (total, *groups)]
                self.tallies[Rule.GROUPS].add(Finding(tuple(cells)))

    def _see_last(self, line: Line, last: Amounts | None) -> None:
        if last is None:
            return
        for column, now, before in (
            ("numerator", line.numerator, last[0]),
            ("denominator", line.denominator, last[1]),
        ):
            if isinstance(now, int) and isinstance(before, int) and _jumped(before, now):
                self._find(Rule.TENFOLD, line, column)
            if isinstance(before, int) and now is Mark.NOT_COLLECTED:
                self._find(Rule.STOPPED, line, column)

    def _find(self, rule: Rule, line: Line, *columns: str) -> None:
        self.tallies[rule].add(Finding(tuple(self._cell(line, column) for column in columns)))

    def _find_missing(self, place: Place) -> None:
        words = self.spec.of(place.indicator).title
        words += "" if place.breakdown == ALL else f", {place.group}"
        cell = Cell(table=self.spec.id, column="indicator", row=0, line=0, value=words)
        self.tallies[Rule.MISSING].add(Finding((cell,)))

    def _cell(self, line: Line, column: str) -> Cell:
        return Cell(
            table=self.spec.id,
            column=self.titles[column],
            row=line.number,
            line=line.line,
            value=line.texts[column],
        )


_quarter = attrgetter("quarter")


def _may_add_up(total: Amount, parts: Sequence[Amount]) -> bool:
    """Whether parts could make up a total; where one is not known, they must not exceed it."""
    if not isinstance(total, int) or any(isinstance(part, Fault) for part in parts):
        return True
    known = [part for part in parts if isinstance(part, int)]
    hidden = sum(part is Mark.SUPPRESSED for part in parts)
    if Mark.NOT_COLLECTED in parts:
        return sum(known) <= total
    return sum(known) + hidden <= total if hidden else sum(known) == total


def _jumped(before: int, now: int) -> bool:
    small, large = sorted((before, now))
    return large >= WORTH_ASKING and large > TENFOLD * small


def _notes(table: Table) -> Iterator[Tally]:
    for note in table.notes:
        tally = Tally(
            code=note.code, severity=Severity.NOTICE, message=note.message, mend=_NOTHING_TO_MEND
        )
        tally.add(Finding())
        yield tally
