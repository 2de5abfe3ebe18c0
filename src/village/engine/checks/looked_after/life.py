"""One child's return as rules ask it: episodes in order, periods of care, ages, last year's."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property

from village.engine.checks.census.dates import birthday
from village.engine.checks.looked_after.ground import Ground
from village.engine.specs.looked_after import Child, Episode, Header
from village.engine.specs.looked_after_codes import CONTINUES, RESPITE, STARTED

NOBODY = Header()
NO_CHILD = Child()


class Period:
    """A period of care: episodes of which each begins where the one before it ended."""

    __slots__ = ("episodes",)

    def __init__(self, first: Episode) -> None:
        self.episodes = [first]

    @property
    def begun(self) -> date | None:
        return self.episodes[0].decom

    @property
    def ended(self) -> date | None:
        """When care ended; None while it goes on, or where another episode should follow."""
        final = self.episodes[-1]
        return None if final.rec == CONTINUES else final.dec


class Life:
    """What is known of one child. header: the first row, or an empty one without any."""

    def __init__(self, child: Child, ground: Ground, last: Child | None = None) -> None:
        self.child = child
        self.ground = ground
        self.last = last or NO_CHILD
        self.header = child.header[0] if child.header else NOBODY
        self.dob = self.header.dob
        self.episodes: tuple[Episode, ...] = in_order(child.episodes)
        self._turns: dict[int, date | None] = {}

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Periods of care, oldest first; a start, or what follows an end, opens one."""
        found: list[Period] = []
        for episode in self.episodes:
            before = found[-1].episodes[-1] if found else None
            if before is None or episode.rne == STARTED or before.rec not in {CONTINUES, None}:
                found.append(Period(episode))
            else:
                found[-1].episodes.append(episode)
        return tuple(found)

    @cached_property
    def all_year(self) -> bool:
        """Looked after without a break for the twelve months to 31 March, short breaks aside."""
        if not self.periods or self.periods[-1].begun is None:
            return False
        period = self.periods[-1]
        begun, ended = period.begun, period.ended
        if begun is None or begun > self.ground.first or (ended and ended <= self.ground.last):
            return False
        return not any(one.ls in RESPITE for one in period.episodes)

    @cached_property
    def in_respite(self) -> bool:
        """Whether every episode is a short break."""
        return bool(self.episodes) and all(one.ls in RESPITE for one in self.episodes)

    @cached_property
    def open_at_end(self) -> Episode | None:
        """The episode that runs on 31 March, short breaks aside."""
        for episode in reversed(self.episodes):
            if episode.decom is None or episode.decom > self.ground.last or episode.ls in RESPITE:
                continue
            return episode if episode.dec is None or episode.dec > self.ground.last else None
        return None

    @cached_property
    def left(self) -> date | None:
        """When care last ended; None while it goes on."""
        return self.periods[-1].ended if self.periods else None

    @cached_property
    def is_uasc(self) -> bool:
        return bool(self.child.uasc or self.last.uasc)

    @cached_property
    def last_episodes(self) -> tuple[Episode, ...]:
        return in_order(self.last.episodes)

    @cached_property
    def open_before(self) -> Episode | None:
        """The episode with which last year's return ended, if it was open."""
        final = self.last_episodes[-1] if self.last_episodes else None
        return final if final is not None and final.dec is None else None

    def birthday(self, age: int) -> date | None:
        """The day of turning an age; rules ask for the same few again and again."""
        if age not in self._turns:
            self._turns[age] = birthday(self.dob, age=age) if self.dob else None
        return self._turns[age]

    def under(self, age: int, day: date | None) -> bool:
        """Whether the child has not reached an age on a day; False where either is not known."""
        turns = self.birthday(age)
        return turns is not None and day is not None and day < turns

    def reached(self, age: int, day: date | None) -> bool:
        """Whether the child has reached an age on a day; False where either is not known."""
        turns = self.birthday(age)
        return turns is not None and day is not None and day >= turns

    def one_after_another(self) -> Iterator[tuple[Episode, Episode]]:
        """Each episode with the next."""
        return zip(self.episodes, self.episodes[1:], strict=False)


def in_order(episodes: tuple[Episode, ...]) -> tuple[Episode, ...]:
    """Episodes by their first day, as they stand where the days are equal; no day comes last."""
    if len(episodes) < 2:
        return episodes
    return tuple(sorted(episodes, key=_age))


def _age(episode: Episode) -> tuple[date, int]:
    return (episode.decom or date.max, episode.row)


def later(day: date, *, days: int) -> date:
    return day + timedelta(days=days)
