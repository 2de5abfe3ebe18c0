"""Checks a return of counts: every cell, parts against wholes, this quarter against the last."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from village.engine.checks.counts_places import Standing, standing
from village.engine.checks.counts_rules import RULES, Rule
from village.engine.checks.findings import Cell, Checked, Finding, Severity
from village.engine.checks.tally import Tally
from village.engine.errors import Unreadable, WrongReturn
from village.engine.intake.counts import FORMULA, LABELS, Line, line_of, lines, open_table
from village.engine.intake.received import Received
from village.engine.intake.tables import Table
from village.engine.specs.counts import ALL, COLUMNS, Amount, CountsSpec, Fault, Mark, Place
from village.kernel.periods import Period, quarter_holding

TENFOLD: Final = 10
WORTH_ASKING: Final = 20
"""Below this a tenfold jump is chance: 1 to 10 asks nobody anything."""
_NOTHING_TO_MEND: Final = "Nothing to mend, if that is as you meant it."
_NAMED_AT_MOST: Final = 5
_OF_FAULT: Final[Mapping[Fault, Rule]] = {
    Fault.EMPTY: Rule.EMPTY,
    Fault.SHARE: Rule.SHARE,
    Fault.TEXT: Rule.TEXT,
    Fault.DATE: Rule.DATE,
    Fault.FORMULA: Rule.FORMULA,
}
_TITLES: Final = {column.name: column.title for column in COLUMNS}

Amounts = tuple[Amount, Amount]
"""Numerator and denominator of one place."""


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that is wrong: the cells that take part in it, or the place that has none."""

    rule: Rule
    cells: tuple[tuple[Line, str], ...] = ()
    missing: Place | None = None


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
    _refuse_without_groups(found, table)
    titles = {column.name: table.title(column.name) for column in COLUMNS}
    checking = Checking(titles, spec, period=period, previous=previous)
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
    checking = checked_anew(told, spec, period=period, previous=previous)
    again = {str(rule): checking.tallies[rule] for rule in (Rule.TENFOLD, Rule.STOPPED)}
    return replace(
        checked,
        outcomes=tuple(
            again[one.rule].outcome() if one.rule in again else one for one in checked.outcomes
        ),
        issues=(*checked.issues, *(issue for tally in again.values() for issue in tally.kept)),
    )


def checked_anew(
    told: Iterable[Mapping[str, str]],
    spec: CountsSpec,
    *,
    period: Period,
    previous: Iterable[Mapping[str, str]] | None,
) -> "Checking":
    """The rules over lines as `Line.told` writes them."""
    before = None if previous is None else amounts_of(previous, spec)
    checking = Checking(_TITLES, spec, period=period, previous=before)
    checking.see([line_of(one, spec) for one in told])
    return checking


def amounts_of(told: Iterable[Mapping[str, str]], spec: CountsSpec) -> dict[Place, Amounts]:
    """What lines as `Line.told` writes them say of each place."""
    found = (line_of(one, spec) for one in told)
    return {one.place: (one.numerator, one.denominator) for one in found if one.place is not None}


def _refuse_another(
    found: Sequence[Line], table: Table, spec: CountsSpec, *, period: Period | None
) -> None:
    """One sentence for a whole file that is another, rather than an error a row."""
    if found and all(line.place is None for line in found):
        raise WrongReturn(
            f"Nothing in the file is asked for by “{spec.title}”: it may be another agency's.",
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


def _refuse_without_groups(found: Sequence[Line], table: Table) -> None:
    """One sentence where a column is gone without which rows cannot be told apart."""
    gone = [name for name in ("breakdown", "group") if not table.has(name)]
    places = [(line.quarter, line.place) for line in found]
    if gone and len(set(places)) < len(places):
        named = " and ".join(f"“{_TITLES[name]}”" for name in gone)
        is_one = len(gone) == 1
        raise Unreadable(
            f"The column{'' if is_one else 's'} {named} {'is' if is_one else 'are'} not in the "
            "file, so its rows cannot be told apart.",
            where=table.where,
            mend="Put it back as it stands in the workbook that you downloaded, and send it again.",
        )


class Checking:
    """The rules with their tallies, shown the lines of a file.

    found: what was found, in order. standing: where the lines stand in the quarter seen last.
    """

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
        self.found: list[Found] = []
        self.standing = Standing()
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
        """Every rule over the whole file; the quarters of a file of many one by one."""
        self._see_merged(found)
        self._see_wrong_quarters(found)
        for quarter, of_it in self._by_quarter(found):
            self.standing = standing(of_it, self.spec, quarter=quarter)
            self._see_labels(of_it)
            self._see_absent(of_it)
            for place, line in self.standing.lines.items():
                self._see_one(line, place)
            self._see_quarter(self.standing.lines, quarter)
            if self.is_of_years:
                after = quarter_holding(quarter.last + timedelta(days=1))
                self.previous_of[after] = {
                    place: (line.numerator, line.denominator)
                    for place, line in self.standing.lines.items()
                }

    def _by_quarter(self, found: Sequence[Line]) -> Iterator[tuple[Period, Sequence[Line]]]:
        """The lines of each quarter; all of them where one quarter is owed."""
        if self.period and not self.is_of_years:
            yield self.period, found
            return
        for quarter in sorted({line.quarter for line in found if line.quarter}):
            yield quarter, [line for line in found if line.quarter == quarter]

    def _see_merged(self, found: Sequence[Line]) -> None:
        """One finding for each range that is merged; the message names them all."""
        cells: dict[str, list[tuple[Line, str]]] = {}
        for line in found:
            for column, mark in line.odd.items():
                if mark != FORMULA and column in self._read(line):
                    cells.setdefault(mark, []).append((line, column))
        for of_range in cells.values():
            self._find(Rule.MERGED, *of_range)
        if cells:
            sheet = found[0].at.get("sheet", "")
            verb = "is" if len(cells) == 1 else "are"
            self.tallies[Rule.MERGED].message = (
                f"{_listed(list(cells))} of the sheet “{sheet}” {verb} merged, so it cannot be "
                "told whose count stands there."
            )

    def _read(self, line: Line) -> tuple[str, ...]:
        """The columns of a line that are read at all."""
        has_whole = line.place is None or self.spec.of(line.place.indicator).denominator
        return (*LABELS, "numerator", *(["denominator"] if has_whole else []))

    def _see_wrong_quarters(self, found: Sequence[Line]) -> None:
        """One finding for each other quarter, with all its rows."""
        wrong: dict[str, list[tuple[Line, str]]] = {}
        for line in found:
            if line.quarter is None or (self.period and not self.period.covers(line.quarter)):
                wrong.setdefault(line.texts["quarter"], []).append((line, "quarter"))
        for cells in wrong.values():
            self._find(Rule.QUARTER, *cells)

    def _see_labels(self, found: Sequence[Line]) -> None:
        for line in found:
            if line.place is None and not any(line.odd.get(name) for name in LABELS):
                self._find(Rule.INDICATOR, *((line, name) for name in LABELS[1:]))
        for line in self.standing.twice:
            self._find(Rule.TWICE, *((line, name) for name in LABELS[1:]))

    def _see_absent(self, found: Sequence[Line]) -> None:
        """One finding where the denominators' column is gone."""
        lines = [one for one in found if one.lacks("denominator") and self._asks(one.place)]
        if lines:
            self._find(Rule.COLUMN, *((line, "denominator") for line in lines))

    def _asks(self, place: Place | None) -> bool:
        """Whether a denominator is asked for."""
        return place is not None and bool(self.spec.of(place.indicator).denominator)

    def _see_one(self, line: Line, place: Place) -> None:
        self._see_amount(line, "numerator", line.numerator)
        if not self._asks(place) or line.lacks("denominator"):
            return
        self._see_amount(line, "denominator", line.denominator)
        above, below = line.numerator, line.denominator
        if isinstance(above, int) and isinstance(below, int) and above > below:
            self._find(Rule.PART, (line, "numerator"), (line, "denominator"))

    def _see_amount(self, line: Line, column: str, amount: Amount) -> None:
        if isinstance(amount, Fault) and amount in _OF_FAULT:
            self._find(_OF_FAULT[amount], (line, column))

    def _see_quarter(self, found: Mapping[Place, Line], quarter: Period) -> None:
        if not self.is_of_years:
            self._see_missing([place for place in self.spec.places if place not in found])
        for asked in self.spec.asked:
            for breakdown in asked.breakdowns:
                self._see_groups(asked.indicator, breakdown, found)
        previous = self.previous_of.get(quarter, {})
        for place, line in found.items():
            if place not in self.standing.guessed:
                self._see_last(line, previous.get(place))

    def _see_missing(self, places: Sequence[Place]) -> None:
        """Name what is missing, which is what was asked for and nobody's number."""
        for place in places:
            self._find_missing(place)
        if places:
            named = _listed([self._named(place) for place in places])
            self.tallies[Rule.MISSING].message = f"Counts that are asked for are missing: {named}."

    def _see_groups(self, indicator: str, breakdown: str, found: Mapping[Place, Line]) -> None:
        total = found.get(Place(indicator))
        groups = [
            line
            for place, line in found.items()
            if (place.indicator, place.breakdown) == (indicator, breakdown)
        ]
        if total is None or not groups:
            return
        for column in (
            ("numerator", "denominator") if self._asks(Place(indicator)) else ("numerator",)
        ):
            parts = [getattr(line, column) for line in groups]
            if not _may_add_up(getattr(total, column), parts):
                self._find(Rule.GROUPS, *((line, column) for line in (total, *groups)))

    def _see_last(self, line: Line, last: Amounts | None) -> None:
        if last is None:
            return
        for column, now, before in (
            ("numerator", line.numerator, last[0]),
            ("denominator", line.denominator, last[1]),
        ):
            if isinstance(now, int) and isinstance(before, int) and _jumped(before, now):
                self._find(Rule.TENFOLD, (line, column))
            if isinstance(before, int) and now is Mark.NOT_COLLECTED:
                self._find(Rule.STOPPED, (line, column))

    def _find(self, rule: Rule, *cells: tuple[Line, str]) -> None:
        self.found.append(Found(rule, cells))
        self.tallies[rule].add(Finding(tuple(self._cell(line, name) for line, name in cells)))

    def _find_missing(self, place: Place) -> None:
        self.found.append(Found(Rule.MISSING, missing=place))
        cell = Cell(table="the file", column="Indicator", row=0, line=0, value=self._named(place))
        self.tallies[Rule.MISSING].add(Finding((cell,)))

    def _named(self, place: Place) -> str:
        words = self.spec.of(place.indicator).title
        return words if place.breakdown == ALL else f"{words}, {place.group}"

    def _cell(self, line: Line, column: str) -> Cell:
        sheet, letter = line.at.get("sheet"), line.at.get(column, "")
        where = f" ({letter}{line.number})" if letter and sheet else ""
        return Cell(
            table=f"sheet “{sheet}”" if sheet else "the file",
            column=f"{self.titles[column]}{where}",
            row=line.number,
            line=line.line,
            value=line.texts[column],
        )


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _NAMED_AT_MOST
    shown = (
        "; ".join(names[:_NAMED_AT_MOST])
        if any("," in one for one in names)
        else ", ".join(names[:_NAMED_AT_MOST])
    )
    return f"{shown} and {more} more" if more > 0 else shown


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
