"""When a body is reminded of a return that it owes, and when the business unit is told."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from village.kernel.days import WorkingDays
from village.partnership.people.rules import RoleKind


class Step(StrEnum):
    """The letters about one return, in their order; each is written once."""

    SOON = "soon"
    VERY_SOON = "very soon"
    LATE = "late"
    LATE_1 = "late week 1"
    LATE_2 = "late week 2"
    LATE_3 = "late week 3"
    LATE_4 = "late week 4"
    UNIT = "unit"


STEPS = tuple(Step)
WEEKLY = (Step.LATE_1, Step.LATE_2, Step.LATE_3, Step.LATE_4)
BEFORE_DUE = (Step.SOON, Step.VERY_SOON)
IN_WORDS = {
    Step.SOON: "before it was due",
    Step.VERY_SOON: "shortly before it was due",
    Step.LATE: "when it had become late",
    **dict.fromkeys(WEEKLY, "as it was still late"),
    Step.UNIT: "to the business unit, as it was still late",
}
SENDERS = RoleKind.DATA_LEAD
COPIED = RoleKind.AGENCY_LEAD
UNIT = (RoleKind.BUSINESS_MANAGER, RoleKind.QA_MANAGER)


@dataclass(frozen=True, slots=True)
class Promise:
    """In how many days which step is reached.

    soon, very_soon: working days before the due day. late: working days after it. weekly: from
    one letter about a late return to the next. forgotten: after the last step, nobody is told.
    """

    source: str
    soon: int
    very_soon: int
    late: int
    weekly: timedelta
    forgotten: timedelta


PROMISE = Promise(
    source="Local promise of the partnership; no law or guidance sets these days.",
    soon=10,
    very_soon=2,
    late=1,
    weekly=timedelta(days=7),
    forgotten=timedelta(days=30),
)


def days(due_on: date, *, calendar: WorkingDays, promise: Promise = PROMISE) -> dict[Step, date]:
    """The first day of each step. What falls on no working day is moved to the next."""
    found = {
        Step.SOON: calendar.add(due_on, -promise.soon),
        Step.VERY_SOON: calendar.add(due_on, -promise.very_soon),
        Step.LATE: calendar.add(due_on, promise.late),
    }
    return found | dict(_weeks(found[Step.LATE], calendar, promise))


def _weeks(late: date, calendar: WorkingDays, promise: Promise) -> Iterator[tuple[Step, date]]:
    for number, step in enumerate((*WEEKLY, Step.UNIT), start=1):
        day = late + number * promise.weekly
        yield step, day if calendar.is_working(day) else calendar.add(day, 1)


def reached(
    due_on: date, *, day: date, calendar: WorkingDays, promise: Promise = PROMISE
) -> Step | None:
    """The last step that was reached by a day; None before the first and long after the last.

    A step that was missed, say while the house stood still, is not made up for.
    """
    steps = days(due_on, calendar=calendar, promise=promise)
    if day > steps[Step.UNIT] + promise.forgotten:
        return None
    return next((step for step in reversed(STEPS) if steps[step] <= day), None)


def is_news(step: Step, *, told: Collection[str]) -> bool:
    """Whether nobody was told of this step or of a later one."""
    return not any(STEPS.index(Step(known)) >= STEPS.index(step) for known in told)


def window(day: date, promise: Promise = PROMISE) -> tuple[date, date]:
    """The due days, first and last, of which a step may be reached that day; rather too wide."""
    weeks = (len(WEEKLY) + 2) * promise.weekly
    most = timedelta(days=3 * (promise.soon + promise.late))
    return day - promise.forgotten - weeks - most, day + most
