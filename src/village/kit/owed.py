"""Which body owes which return, for which periods, and by when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from village.kernel.periods import Period, quarters, year_holding
from village.kit.section import Entries, Kind, Piece, Section, listed
from village.kit.shape import choice, day, document, each, key, number, record, refers, text


class Every(StrEnum):
    """How often it is owed."""

    YEAR = "year"
    QUARTER = "quarter"
    ONCE = "once"


@dataclass(frozen=True, slots=True)
class OwedReturn:
    """One return of one period. body, spec: keys of the kit."""

    body: str
    spec: str
    period: Period
    due_on: date


@dataclass(frozen=True, slots=True)
class Owed:
    """What one body owes of one kind, period by period."""

    returns: tuple[OwedReturn, ...]


_OWED = record(
    "What one body owes of one kind",
    {
        "key": key("A key for this line", example="police-missing"),
        "body": refers("bodies", "Which body owes it", example="police"),
        "return": refers("returns", "Which return", example="police-missing"),
        "every": choice("How often: years end on 31 March", list(Every)),
        "from": day("The first day of the first period"),
        "until": day("The last day of the last period"),
        "due_days": number("How many days after a period's end it is due", example=30),
    },
    {"note": text("Who says so", example="The sharing agreement of 2024")},
)


def read(piece: Piece, _earlier: Entries) -> Owed:
    """Raises KitError where the days are not the ends of whole periods."""
    node = piece.node
    first, last = node.day("from") or date.min, node.day("until") or date.max
    every = Every(node.text("every"))
    periods = tuple(_periods(every, first, last))
    if not periods or (periods[0].first, periods[-1].last) != (first, last):
        raise node.error(
            f"“from” and “until” are not the first and last day of whole {every}s.",
            instead="Years run from 1 April to 31 March, quarters from April, July, October, "
            "January.",
            key="from",
        )
    after = timedelta(days=int(node.text("due_days")))
    return Owed(
        tuple(
            OwedReturn(node.text("body"), node.text("return"), period, period.last + after)
            for period in periods
        )
    )


def _periods(every: Every, first: date, last: date) -> Iterator[Period]:
    if last < first:
        return
    if every is Every.ONCE:
        yield Period(first, last)
        return
    year = year_holding(first)
    while year.first <= last:
        for period in (year,) if every is Every.YEAR else quarters(year):
            if first <= period.first and period.last <= last:
                yield period
        year = year_holding(year.last + timedelta(days=1))


SECTION = Section(
    name="owed",
    kind=Kind.CONTENT,
    place="owed.yaml",
    shape=document("What is owed", record("Returns owed", {"owed": each(_OWED, "Lines", least=1)})),
    split=listed("owed", key="key"),
    read=read,
)
