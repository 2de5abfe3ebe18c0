"""From stored events to counts: every period that the returns cover, whole and by group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import ibis.expr.types as ir

from village.engine.measures.compile import Tables, counted, repeated
from village.engine.measures.definition import BREAKDOWNS, Count, Definition, Population
from village.kernel.periods import Period, covered, year_holding


@dataclass(frozen=True, slots=True)
class Tally:
    """How many, and how many children stand behind them; equal where children are counted."""

    events: int = 0
    children: int = 0


@dataclass(frozen=True, slots=True)
class Counted:
    """True counts of one period: in all, and by group of each breakdown."""

    total: Tally
    groups: Mapping[str, Mapping[str, Tally]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PeriodCounts:
    """True counts of one period. They never leave the engine as they are."""

    period: Period
    numerator: Counted
    denominator: Counted | None
    repeats: Mapping[
        int, int
    ]  # rows a child has -> children, where a child may count more than once


@dataclass(frozen=True, slots=True)
class Measured:
    """One indicator over every period that could be computed, and why others could not."""

    definition: Definition
    steps: Mapping[str, tuple[PeriodCounts, ...]]
    could_not: tuple[str, ...]


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
    """What measures stand on: countable tables, the days that returns cover, and populations."""

    tables: Tables
    coverage: Mapping[str, Sequence[Period]]
    populations: Sequence[PopulationRow]


def measured(definition: Definition, ground: Ground) -> Measured:
    """Count one indicator. Cost: one query a count and step."""
    could_not = [
        f"No accepted return brings {table.replace('_', ' ')}."
        for table in dict.fromkeys(definition.tables)
        if table not in ground.tables
    ]
    if could_not:
        return Measured(definition, dict.fromkeys(definition.steps, ()), tuple(could_not))
    steps, reasons = {}, []
    for step in definition.steps:
        periods = _computable(definition, ground, step=step)
        steps[step] = _counts(definition, ground, periods) if periods else ()
        if not periods:
            reasons.append(
                f"The accepted returns do not cover a whole {step}{_history(definition)}."
            )
    return Measured(definition, steps, tuple(reasons))


def _history(definition: Definition) -> str:
    months = definition.history_months
    return f" and the {months} months before it" if months else ""


def _computable(definition: Definition, ground: Ground, *, step: str) -> list[Period]:
    """Periods that every table of the definition covers, with the history that it needs."""
    periods: set[Period] | None = None
    for table in set(definition.tables):
        stretches = list(ground.coverage.get(table, ()))
        whole = set(covered(stretches, step))
        months = set(covered(stretches, "quarter"))
        enough = {
            period for period in whole if _reaches_back(period, months, definition.history_months)
        }
        periods = enough if periods is None else periods & enough
    return sorted(periods or ())


def _reaches_back(period: Period, quarters: set[Period], months: int) -> bool:
    """Whether the quarters before a period are covered too, `months` back."""
    before = sorted(quarter for quarter in quarters if quarter.last < period.first)
    needed = months // 3
    recent = before[-needed:] if needed else []
    return len(recent) == needed and all(
        (period.first - quarter.last).days <= 93 * needed for quarter in recent
    )


def _counts(
    definition: Definition, ground: Ground, periods: list[Period]
) -> tuple[PeriodCounts, ...]:
    above = _whole(definition.numerator, ground.tables, periods)
    below = _below(definition, ground, periods)
    again = _repeats(definition, ground.tables, periods)
    return tuple(
        PeriodCounts(period, above[number], below[number], again.get(number, {}))
        for number, period in enumerate(periods)
    )


def _below(
    definition: Definition, ground: Ground, periods: list[Period]
) -> Sequence[Counted | None]:
    denominator = definition.denominator
    if denominator is None:
        return [None] * len(periods)
    if isinstance(denominator, Population):
        return [living(denominator, ground.populations, period) for period in periods]
    return _whole(denominator, ground.tables, periods)


def _whole(count: Count, tables: Tables, periods: list[Period]) -> list[Counted]:
    """One query: the total and the groups of each breakdown."""
    totals: dict[int, Tally] = {}
    groups: list[dict[str, dict[str, Tally]]] = [{name: {} for name in BREAKDOWNS} for _ in periods]
    for cell in _rows(counted(count, tables, periods=periods)):
        tally = Tally(cell["events"], cell["children"])
        if cell["dimension"] == "all":
            totals[cell["period"]] = tally
        else:
            groups[cell["period"]][cell["dimension"]][cell["group"]] = tally
    return [Counted(totals.get(n, Tally()), groups[n]) for n in range(len(periods))]


def _repeats(
    definition: Definition, tables: Tables, periods: list[Period]
) -> dict[int, dict[int, int]]:
    if not definition.repeats:
        return {}
    found: dict[int, dict[int, int]] = {}
    for cell in _rows(repeated(definition.numerator, tables, periods=periods)):
        found.setdefault(cell["period"], {})[cell["rows"]] = cell["children"]
    return found


def _rows(table: ir.Table) -> list[dict[str, Any]]:  # Any: counts and group names side by side
    return list(table.to_pyarrow().to_pylist())


def living(population: Population, rows: Sequence[PopulationRow], period: Period) -> Counted | None:
    """Children who live here, by the newest table of a year that is not later than the period's."""
    mine = [row for row in rows if row.population == population.population]
    year = year_holding(period.last).last
    usable = sorted({row.year_ending for row in mine if row.year_ending <= year})
    if not usable:
        return None
    newest = [row for row in mine if row.year_ending == usable[-1]]
    groups: dict[str, dict[str, Tally]] = {name: {} for name in BREAKDOWNS}
    for row in newest:
        if row.dimension in groups:
            groups[row.dimension][row.group] = Tally(row.children, row.children)
    total = sum(row.children for row in newest if row.dimension == "all")
    return Counted(Tally(total, total), groups)
