"""From stored events to counts: every period that the returns cover, whole and by group."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import ibis.expr.types as ir

from village.engine.measures.cells import Cell, PeriodCounts, Tally
from village.engine.measures.certainty import sureness
from village.engine.measures.compile import ALL, Tables, counted
from village.engine.measures.counted import from_counts
from village.engine.measures.definition import (
    Count,
    Definition,
    DefinitionFault,
    Population,
)
from village.engine.measures.standing import (
    Links,
    splits_of,
    tables_for,
    unsplit,
    why_not,
)
from village.engine.specs.counts import Counted, Mark
from village.engine.specs.groups import GROUPS
from village.figures.linkage_words import Sure
from village.kernel.periods import Period, covered, joined, quarters, year_holding


@dataclass(frozen=True, slots=True)
class Measured:
    """One indicator over every period that could be computed, and why others could not."""

    definition: Definition
    steps: Mapping[str, tuple[PeriodCounts, ...]]
    could_not: tuple[str, ...]
    sure: Sure | None = None
    """How sure the links between agencies are that it rests on; None where it rests on none."""


@dataclass(frozen=True, slots=True)
class PopulationRow:
    """Children who live here: `dimension` is `all` or a breakdown, `group` one of its groups."""

    population: str
    year_ending: date
    dimension: str
    group: str
    children: int


@dataclass(frozen=True, slots=True)
class Ground:
    """What measures stand on: countable tables, the days that returns cover, and populations.

    counts: what agencies counted themselves, by indicator; the newest edition of each quarter.
    links: the whole's child of each agency's child (`child_key`, `child`, `deprivation`), or None
    where nothing is linked. linkage: the linkage statement, which goes with it. senders: the
    agency whose children a table's are, named as in the statement.
    """

    tables: Tables
    coverage: Mapping[str, Sequence[Period]]
    populations: Sequence[PopulationRow]
    counts: Mapping[str, Sequence[Counted]] = field(default_factory=dict)
    links: ir.Table | None = None
    linkage: Mapping[str, Any] | None = None  # Any: the statement's plain values
    senders: Mapping[str, str] = field(default_factory=dict)

    @property
    def linked(self) -> Links:
        """Who is the same child, with what is said of it."""
        return Links(self.links, self.linkage, self.senders)


TO_ADD = "Add the year to the kit’s populations: the next version then has the rate."


Groups = dict[str, dict[str, Cell]]


def measured(definition: Definition, ground: Ground) -> Measured:
    """Count one indicator: from rows where they cover a period, else from an agency's own counts.

    Cost: one query a step. Raises DefinitionFault for a missing column.
    """
    sent = ground.counts.get(definition.id)
    if definition.asking is None or (definition.tables and not sent):
        return _from_rows(definition, ground)
    from_rows = _from_rows(definition, ground).steps if definition.tables else {}
    rows = {counts.period for periods in from_rows.values() for counts in periods}
    steps = {
        step: _joined(
            from_rows.get(step, ()),
            [
                one
                for one in _from_counts(definition, ground, step=step)
                if not _mixes_forms(one.period, rows)
            ],
        )
        for step in definition.steps
    }
    could_not = tuple(_uncounted(definition, step) for step in steps if not steps[step])
    gaps = _broken_years(definition, sent or (), steps)
    return Measured(definition, steps, (*could_not, *gaps, *_unpeopled(definition, steps)))


def _broken_years(
    definition: Definition, sent: Sequence[Counted], steps: Mapping[str, Sequence[PeriodCounts]]
) -> Iterator[str]:
    """Why a year is missing of which all four quarters came: one or more was not collected."""
    if definition.asking is None or not definition.asking.adds_up or "year" not in steps:
        return
    totals = {row.quarter: row for row in sent if row.place.is_total}
    known = {counts.period for counts in steps["year"]}
    for year in sorted({year_holding(quarter.first) for quarter in totals} - known):
        four = [totals[quarter] for quarter in quarters(year) if quarter in totals]
        gaps = [row.quarter.label for row in four if _is_not_collected(row)]
        if gaps and len(four) == len(quarters(year)):
            were = "was" if len(gaps) == 1 else "were"
            yield f"There is no {year.label}: {_listed(gaps)} {were} “not collected”."


def _is_not_collected(row: Counted) -> bool:
    """As in years: what was suppressed is known to be, though not how many."""
    marks = {row.numerator, row.denominator}
    return Mark.NOT_COLLECTED in marks and Mark.SUPPRESSED not in marks


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _from_counts(definition: Definition, ground: Ground, *, step: str) -> tuple[PeriodCounts, ...]:
    rows = ground.counts.get(definition.id, ())
    if definition.asking is None or not rows:
        return ()
    found = from_counts(definition.asking, rows, step=step, breakdowns=definition.breakdowns)
    below = definition.denominator
    if not isinstance(below, Population):
        return found
    return tuple(_over(below, counts, ground.populations) for counts in found)


def _mixes_forms(period: Period, rows: set[Period]) -> bool:
    """Whether a year of counts would stand beside a quarter of it that came as rows.

    The two need not agree, and what is withheld in the one could be taken from the other.
    """
    return period.step == "year" and not rows.isdisjoint(quarters(period))


def _joined(
    rows: Sequence[PeriodCounts], counts: Sequence[PeriodCounts]
) -> tuple[PeriodCounts, ...]:
    """One series of both; a period that came as rows is not taken from counts."""
    known = {one.period for one in rows}
    both = (*rows, *(one for one in counts if one.period not in known))
    return tuple(sorted(both, key=lambda one: one.period))


def _uncounted(definition: Definition, step: str) -> str:
    asking = definition.asking
    if step == "year" and asking and not asking.adds_up:
        return "The quarters do not add up to a year: one child may stand in several."
    return f"No accepted return gives a whole {step} of it."


def _from_rows(definition: Definition, ground: Ground) -> Measured:
    if reasons := _lacking(definition, ground):
        return Measured(definition, dict.fromkeys(definition.steps, ()), reasons)
    steps, tables = {}, tables_for(definition, ground.tables, ground.linked)
    could_not = list(unsplit(definition, tables))
    for step in definition.steps:
        periods = _computable(definition, ground, step=step)
        steps[step] = _counts(definition, tables, periods, ground.populations) if periods else ()
        if not periods:
            could_not.append(
                f"The accepted returns do not cover a whole {step}{_history(definition)}."
            )
    reasons = (*could_not, *_unpeopled(definition, steps))
    return Measured(definition, steps, reasons, sureness(definition, ground.linked))


def _lacking(definition: Definition, ground: Ground) -> tuple[str, ...]:
    missing = [table for table in definition.tables if table not in ground.tables]
    if missing:
        return tuple(f"No accepted return brings {_words(table)}." for table in missing)
    return tuple(filter(None, [why_not(definition, ground.linked)]))


def _words(table: str) -> str:
    return table.replace("_", " ").replace("-", " ")


def _history(definition: Definition) -> str:
    months = definition.history_months
    return f" and the {months} months before it" if months else ""


def _unpeopled(
    definition: Definition, steps: Mapping[str, Sequence[PeriodCounts]]
) -> tuple[str, ...]:
    """The periods of a rate for which no population is known."""
    if not isinstance(definition.denominator, Population):
        return ()
    lacking = [
        f"the {counts.period.label}" if counts.period.step == "year" else counts.period.label
        for periods in steps.values()
        for counts in periods
        if counts.total.whole is None
    ]
    if not lacking:
        return ()
    return (f"No population is known for {_listed(lacking)}, so there is no rate. {TO_ADD}",)


def _computable(definition: Definition, ground: Ground, *, step: str) -> list[Period]:
    """Periods that every table of the definition covers, with the history that it needs."""
    periods: set[Period] | None = None
    for table in definition.tables:
        stretches = joined(ground.coverage.get(table, ()))
        enough = {
            period
            for period in covered(stretches, step)
            if _reaches_back(period, stretches, definition.history_months)
        }
        periods = enough if periods is None else periods & enough
    return sorted(periods or ())


def _reaches_back(period: Period, stretches: Sequence[Period], months: int) -> bool:
    """Whether the months before a period are covered too, without a gap."""
    return not months or any(stretch.covers(period.before(months)) for stretch in stretches)


def _counts(
    definition: Definition,
    tables: Tables,
    periods: list[Period],
    populations: Sequence[PopulationRow],
) -> tuple[PeriodCounts, ...]:
    below = definition.denominator
    share = isinstance(below, Count)
    counting = below if isinstance(below, Count) else definition.numerator
    if counting is None:
        return ()
    part = definition.numerator if share else None
    splits = splits_of(definition, tables)
    cells: list[Groups] = [{name: {} for name in (ALL, *splits)} for _ in periods]
    of = counted(counting, tables, periods=periods, part=part, breakdowns=splits)
    for row in _rows(of):
        cells[row["period"]][row["dimension"]][row["group"]] = _cell(row, share=share)
    nothing = _cell(dict.fromkeys(SUMS, 0), share=share)
    found = (
        PeriodCounts(period, found[ALL].get(ALL, nothing), _every_group(found, nothing))
        for period, found in zip(periods, cells, strict=True)
    )
    if not isinstance(below, Population):
        return tuple(found)
    return tuple(_over(below, counts, populations) for counts in found)


def _every_group(found: Groups, nothing: Cell) -> Groups:
    """All groups of each breakdown: which ones have nobody is a true nought, not a gap."""
    return {
        name: {group: found[name].get(group, nothing) for group in groups}
        for name, groups in GROUPS.items()
        if name in found
    }


SUMS = (
    "events", "children", "squares", "part_events", "part_children", "part_squares", "products",
    "rest_children",
)  # fmt: skip


def _cell(sums: Mapping[str, int], *, share: bool) -> Cell:
    part = Tally(sums["part_events"], sums["part_children"], sums["part_squares"])
    if not share:
        return Cell(part)
    whole = Tally(sums["events"], sums["children"], sums["squares"])
    rest = Tally(whole.events - part.events, sums["rest_children"])
    return Cell(part, whole, rest, sums["products"])


def _rows(table: Any) -> list[dict[str, Any]]:  # Any: counts and group names side by side
    return list(table.to_pyarrow().to_pylist())


def _over(
    population: Population, counts: PeriodCounts, rows: Sequence[PopulationRow]
) -> PeriodCounts:
    """The same counts over the children who live here."""
    living = newest_population(population, rows, counts.period)
    if strange := {place for place in living if place[1] not in GROUPS.get(place[0], (ALL,))}:
        named = ", ".join(sorted(group for _, group in strange))
        raise DefinitionFault("denominator.population", f"has groups of another name: {named}")
    groups = {
        name: {group: Cell(cell.part, living.get((name, group))) for group, cell in cells.items()}
        for name, cells in counts.groups.items()
    }
    total = Cell(counts.total.part, living.get((ALL, ALL)))
    return replace(counts, total=total, groups=groups)


def newest_population(
    population: Population, rows: Sequence[PopulationRow], period: Period
) -> Mapping[tuple[str, str], Tally]:
    """Children who live here, by dimension and group.

    From the newest table of a year that is not later than the period's; empty where there is none.
    """
    year = year_holding(period.last).last
    mine = [
        row for row in rows if row.population == population.population and row.year_ending <= year
    ]
    newest = max((row.year_ending for row in mine), default=None)
    return {
        (row.dimension, row.group): Tally(row.children, row.children)
        for row in mine
        if row.year_ending == newest
    }
