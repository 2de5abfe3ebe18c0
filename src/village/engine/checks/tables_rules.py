"""The rules that look at several columns or rows of a table, each with its own small state."""

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from village.engine.checks.findings import Cell, Finding
from village.engine.intake.tables import Row, Table
from village.engine.specs.tables import RuleKind, TableRule, Unreadable, Value
from village.engine.specs.tables_clock import england_day
from village.kernel.periods import Period

See = Callable[["Seen"], Iterator[Finding]]
"""What a rule does with each row."""

NO_PERIOD: Final = "No period was given to hold the dates against."


@dataclass(frozen=True, slots=True)
class Seen:
    """A row with its child: the child's id in the file, and its number there (0 without an id)."""

    table: Table
    row: Row
    child_id: str
    child: int

    def value(self, name: str) -> Value:
        return self.row.values[self.table.spec.places[name]]

    def cell(self, name: str) -> Cell:
        """The cell as the sender wrote it."""
        return Cell(
            self.table.called,
            self.table.title(name),
            self.row.number,
            self.row.line,
            self.row.shown(self.table.spec.places[name]),
            self.child_id,
            self.child,
        )

    def all(self, names: tuple[str, ...]) -> Finding:
        """One finding in which each of these columns takes part."""
        return Finding(tuple(self.cell(name) for name in names if self.table.has(name)))


@dataclass(frozen=True, slots=True)
class Given:
    """What a rule is started with."""

    rule: TableRule
    table: Table
    period: Period | None

    @property
    def fields(self) -> tuple[str, ...]:
        """The rule's columns that the file has."""
        return tuple(name for name in self.rule.fields if self.table.has(name))


def lacks(given: Given) -> str:
    """Why a rule could not run, or nothing."""
    rule, table = given.rule, given.table
    asked = (*rule.fields, rule.when[0]) if rule.when else rule.fields
    absent = [name for name in asked if not table.has(name)]
    enough = rule.kind in _ANY_COLUMN_WILL_DO and len(absent) < len(asked)
    if absent and not enough:
        listed = ", ".join(f"“{table.spec.field(name).title}”" for name in absent)
        noun = "column is" if len(absent) == 1 else "columns are"
        return f"The {noun} not in the file: {listed}."
    return NO_PERIOD if rule.kind in _OF_A_PERIOD and given.period is None else ""


def start(given: Given) -> See:
    """The rule, ready to see the first row. Only for a rule that lacks nothing."""
    return _STARTS[given.rule.kind](given)


def _unique(given: Given) -> See:
    """State: a hash and a place for each key seen."""
    first: dict[int, Cell] = {}
    fields = given.fields

    def see(seen: Seen) -> Iterator[Finding]:
        key = tuple(seen.value(name) for name in fields)
        if any(isinstance(value, Unreadable) for value in key) or key[0] is None:
            return
        cell = seen.cell(fields[0])
        earlier = first.setdefault(hash(key), cell)
        if earlier is not cell:
            yield Finding((*seen.all(fields).cells, earlier))

    return see


def _one_value(given: Given) -> See:
    """State: the first value of each child for each column."""
    first: dict[tuple[int, str], tuple[Value, Cell]] = {}
    fields = given.fields

    def see(seen: Seen) -> Iterator[Finding]:
        if not seen.child:
            return
        for name in fields:
            value = seen.value(name)
            if value is None or isinstance(value, Unreadable):
                continue
            known = first.get((seen.child, name))
            if known is None:
                first[seen.child, name] = (value, seen.cell(name))
            elif known[0] != value:
                yield Finding((seen.cell(name), known[1]))

    return see


def _one_child(given: Given) -> See:
    """State: the first child of each value."""
    first: dict[Value, Cell] = {}
    (name,) = given.fields

    def see(seen: Seen) -> Iterator[Finding]:
        value = seen.value(name)
        if value is None or isinstance(value, Unreadable) or not seen.child:
            return
        cell = seen.cell(name)
        earlier = first.setdefault(value, cell)
        if earlier.child != seen.child:
            yield Finding((cell, earlier))

    return see


def _at_least_one(given: Given) -> See:
    fields = given.fields

    def see(seen: Seen) -> Iterator[Finding]:
        if all(seen.value(name) is None for name in fields):
            yield seen.all(fields)

    return see


def _needed_when(given: Given) -> See:
    (name,) = given.fields
    field, code = given.rule.when or ("", "")

    def see(seen: Seen) -> Iterator[Finding]:
        if seen.value(name) is None and holds(seen.value(field), code):
            yield seen.all((name, field))

    return see


def _empty_when(given: Given) -> See:
    (name,) = given.fields
    field, code = given.rule.when or ("", "")

    def see(seen: Seen) -> Iterator[Finding]:
        if seen.value(name) is not None and holds(seen.value(field), code):
            yield seen.all((name, field))

    return see


def holds(value: Value, code: str) -> bool:
    """Whether a column holds the code that a rule asks; of yes and no, the word."""
    return value is (code == "yes") if isinstance(value, bool) else value == code


def _together(given: Given) -> See:
    fields = given.fields

    def see(seen: Seen) -> Iterator[Finding]:
        if len({seen.value(name) is None for name in fields}) > 1:
            yield seen.all(fields)

    return see


def _in_months(given: Given) -> See:
    (name,) = given.fields
    first = _months_before(given.period.last, given.rule.months or 0) if given.period else None

    def see(seen: Seen) -> Iterator[Finding]:
        day = day_of(seen.value(name))
        if day is None or given.period is None or first is None:
            return
        if not first < day <= given.period.last:
            yield seen.all((name,))

    return see


def _months_before(day: date, months: int) -> date:
    """The same day of the month so many months before; the last of a month stays the last."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = monthrange(year, month + 1)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if is_last else min(day.day, last))


def _age_agrees(given: Given) -> See:
    """A year's difference passes, as lists are drawn some time after the period ends."""
    born_on, age = fields = given.fields

    def see(seen: Seen) -> Iterator[Finding]:
        born, said = day_of(seen.value(born_on)), seen.value(age)
        if born is None or not isinstance(said, int) or given.period is None:
            return
        if abs(max(0, _age(born, given.period.last)) - said) > 1:
            yield seen.all(fields)

    return see


def _in_order(given: Given) -> See:
    earlier, later = fields = given.fields

    def see(seen: Seen) -> Iterator[Finding]:
        first, second = seen.value(earlier), seen.value(later)
        if isinstance(first, datetime) and isinstance(second, datetime):
            wrong = first > second
        else:
            days = day_of(first), day_of(second)
            wrong = days[0] is not None and days[1] is not None and days[0] > days[1]
        if wrong:
            yield seen.all(fields)

    return see


def _in_period(given: Given) -> See:
    (name,) = given.fields

    def see(seen: Seen) -> Iterator[Finding]:
        day = day_of(seen.value(name))
        if day is not None and given.period is not None and day not in given.period:
            yield seen.all((name,))

    return see


def _not_after_period(given: Given) -> See:
    fields = given.fields

    def see(seen: Seen) -> Iterator[Finding]:
        for name in fields:
            day = day_of(seen.value(name))
            if day is not None and given.period is not None and day > given.period.last:
                yield seen.all((name,))

    return see


def _under_age(given: Given) -> See:
    born_on, at = fields = given.fields
    years = given.rule.years or 0

    def see(seen: Seen) -> Iterator[Finding]:
        born, day = day_of(seen.value(born_on)), day_of(seen.value(at))
        if born is not None and day is not None and _age(born, day) >= years:
            yield seen.all(fields)

    return see


def day_of(value: Value) -> date | None:
    """The calendar day in England of a date or moment; None for anything else."""
    if isinstance(value, datetime):
        return england_day(value)
    return value if isinstance(value, date) else None


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


_ANY_COLUMN_WILL_DO: Final = frozenset(
    {RuleKind.AT_LEAST_ONE, RuleKind.ONE_VALUE, RuleKind.NOT_AFTER_PERIOD}
)
_OF_A_PERIOD: Final = frozenset(
    {RuleKind.IN_PERIOD, RuleKind.NOT_AFTER_PERIOD, RuleKind.IN_MONTHS, RuleKind.AGE_AGREES}
)
_STARTS: Final[Mapping[RuleKind, Callable[[Given], See]]] = {
    RuleKind.UNIQUE: _unique,
    RuleKind.ONE_VALUE: _one_value,
    RuleKind.ONE_CHILD: _one_child,
    RuleKind.AT_LEAST_ONE: _at_least_one,
    RuleKind.NEEDED_WHEN: _needed_when,
    RuleKind.IN_ORDER: _in_order,
    RuleKind.IN_PERIOD: _in_period,
    RuleKind.NOT_AFTER_PERIOD: _not_after_period,
    RuleKind.UNDER_AGE: _under_age,
    RuleKind.TOGETHER: _together,
    RuleKind.EMPTY_WHEN: _empty_when,
    RuleKind.IN_MONTHS: _in_months,
    RuleKind.AGE_AGREES: _age_agrees,
}
