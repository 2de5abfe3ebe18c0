"""What time it is: the world's clock, or one whose date stands still for a demonstration."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class Clock(Protocol):
    """Anything that can tell the moment; only the edges ask it, and pass the answer in."""

    def now(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's own time, in London."""

    def now(self) -> datetime:
        """Give the present moment, aware of its zone."""
        return datetime.now(LONDON)


@dataclass(frozen=True, slots=True)
class StandingClock:
    """The date stands, the time of day runs: made-up records are never out of date.

    At midnight the day begins again, so no order of events may rest on this clock.
    """

    day: date
    world: Callable[[], datetime] = SystemClock().now

    def now(self) -> datetime:
        """Give the standing date at London's present time of day."""
        time_of_day = self.world().astimezone(LONDON).time()
        return datetime.combine(self.day, time_of_day, tzinfo=LONDON)


def clock_of(day: date | None) -> Clock:
    """Give the clock that stands at a day, or the world's when there is none."""
    return SystemClock() if day is None else StandingClock(day)
