"""Every national indicator a second time: slowly, in plain loops, from the records as they came.

It shares nothing with the engine but the records that the readers give and the list of holidays.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from village.engine.specs.census import Child, Episode
from village.kernel.days import england

DAY = timedelta(days=1)
Days = tuple[date, date]
Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Return:
    """One return: whose, of which days, and the records in it. `sha256` settles what is older."""

    spec: str
    agency: str
    ref: str
    first: date
    last: date
    sha256: str
    children: tuple[Child, ...] = ()
    episodes: tuple[Facts, ...] = ()  # of the police, by column


@dataclass(frozen=True)
class Event:
    who: tuple[str, ...]
    known_until: date
    place: tuple[int, int]  # of its return among all, and in it
    sex: str
    age_band: str
    ethnicity: str
    facts: Facts
    disability: str = "Not known"

    def group(self, dimension: str) -> str:
        return "all" if dimension == "all" else str(getattr(self, dimension))


@dataclass(frozen=True)
class Numbers:
    """Of one cell: events and children of the part and the whole, and sums over children."""

    part_events: int
    part_children: int
    part_squares: int
    whole_events: int
    whole_children: int
    whole_squares: int
    products: int
    rest_children: int


EVERYWHERE = ("all", "sex", "age_band", "ethnicity")
ALSO: Mapping[str, tuple[str, ...]] = {
    "referrals-no-further-action": ("disability",),
    "re-referrals-12-months": ("disability",),
    "assessments-in-45-working-days": ("disability",),
    "conferences-in-15-working-days": ("disability",),
    "plans-second-or-subsequent": ("disability",),
}
"""By what else, without links. Deprivation is known of linked children alone."""

Cells = dict[tuple[str, str], Numbers]
"""By breakdown and group; ("all", "all") is the total. Cells with nobody in them are left out."""


def indicator(name: str, returns: Sequence[Return], *, step: str) -> dict[Days, Cells]:
    """The cells of each period that can be computed."""
    spec = "police-missing" if name == "missing-children-repeat" else "census-cin"
    told = [one for one in returns if one.spec == spec]
    told.sort(key=lambda one: (one.last, one.first, one.sha256, one.ref))
    return {
        period: cells_of(list(WHAT[name](told, period)), (*EVERYWHERE, *ALSO.get(name, ())))
        for period in _periods(told, step, history=12 if name == "re-referrals-12-months" else 0)
    }


def cells_of(units: list[tuple[Event, bool]], dimensions: Sequence[str] = EVERYWHERE) -> Cells:
    cells: Cells = {}
    for dimension in dimensions:
        for group in {event.group(dimension) for event, _ in units}:
            mine = [unit for unit in units if unit[0].group(dimension) == group]
            cells[dimension, group] = _numbers(mine)
    return cells


def _numbers(units: list[tuple[Event, bool]]) -> Numbers:
    each: dict[tuple[str, ...], list[int]] = {}
    for event, in_part in units:
        counts = each.setdefault(event.who, [0, 0])
        counts[0] += in_part
        counts[1] += 1
    return Numbers(
        part_events=sum(part for part, _ in each.values()),
        part_children=sum(1 for part, _ in each.values() if part),
        part_squares=sum(part**2 for part, _ in each.values()),
        whole_events=sum(whole for _, whole in each.values()),
        whole_children=len(each),
        whole_squares=sum(whole**2 for _, whole in each.values()),
        products=sum(part * whole for part, whole in each.values()),
        rest_children=sum(1 for part, whole in each.values() if whole > part),
    )


# Periods: day by day.


def _periods(returns: Sequence[Return], step: str, *, history: int) -> list[Days]:
    covered: set[date] = set()
    for one in returns:
        covered |= set(_days(one.first, one.last))
    found = []
    for first, last in _all_periods(step):
        start = date(first.year - 1, first.month, 1) if history else first
        if all(day in covered for day in _days(start, last)):
            found.append((first, last))
    return found


def _all_periods(step: str) -> Iterator[Days]:
    for year in range(2018, 2030):
        if step == "year":
            yield date(year, 4, 1), date(year + 1, 3, 31)
        else:
            yield date(year, 4, 1), date(year, 6, 30)
            yield date(year, 7, 1), date(year, 9, 30)
            yield date(year, 10, 1), date(year, 12, 31)
            yield date(year + 1, 1, 1), date(year + 1, 3, 31)


def _days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += DAY


# Events: each once, in the newest return's words.


def _newest(told: Iterable[tuple[tuple[Any, ...], Event]]) -> list[Event]:
    """`told` runs from the oldest return to the newest, so the last word stays."""
    return list(dict(told).values())


def _of_census(returns: Sequence[Return], table: str) -> list[Event]:
    def told() -> Iterator[tuple[tuple[Any, ...], Event]]:
        for place, one in enumerate(returns):
            for child in one.children:
                for episode in child.episodes:
                    for key, row, facts, dated in _rows(episode, table):
                        event = _event(one, place, child, row=row, facts=facts, dated=dated)
                        yield (event.who, *key), event

    return _newest(told())


Told = tuple[tuple[Any, ...], int, Facts, date | None]


def _rows(episode: Episode, table: str) -> Iterator[Told]:
    referred = episode.referral_date
    if table == "referrals":
        yield (referred,), episode.row, {"on": referred, "nfa": episode.nfa}, referred
    if table == "plans":
        for plan in episode.cp_plans:
            facts = {
                "from": plan.start_date,
                "until": plan.end_date,
                "before": plan.number_of_previous_cpp,
            }
            yield (referred, plan.start_date), plan.row, facts, plan.start_date
    if table in ("assessments", "enquiries"):
        yield from _pieces(episode, table)


def _pieces(episode: Episode, table: str) -> Iterator[Told]:
    """Assessments or enquiries; the second that starts on one day is another one."""
    same: dict[date | None, int] = {}
    for one in episode.assessments if table == "assessments" else episode.section47s:
        start = one.actual_start_date
        end = one.authorisation_date if table == "assessments" else one.date_of_initial_cpc
        same[start] = same.get(start, 0) + 1
        facts = {"from": start, "until": end}
        yield (episode.referral_date, start, same[start]), one.row, facts, start


def _event(
    one: Return, place: int, child: Child, *, row: int, facts: Facts, dated: date | None
) -> Event:
    nobody = ("nobody", one.ref, str(child.row))
    return Event(
        who=(one.agency, child.la_child_id) if child.la_child_id else nobody,
        known_until=one.last,
        place=(place, row),
        sex=_sex(child.sex or child.gender_current),
        age_band=_band(child.birth_date or child.expected_birth_date, dated),
        ethnicity=_ethnicity(child.ethnicity),
        disability=_disability([one.code for one in child.disabilities]),
        facts=facts,
    )


def _of_police(returns: Sequence[Return]) -> list[Event]:
    def told() -> Iterator[tuple[tuple[Any, ...], Event]]:
        for place, one in enumerate(returns):
            for row, facts in enumerate(one.episodes):
                began = _in_england(facts["missing_from"])
                event = Event(
                    who=(one.agency, facts["person_id"]),
                    known_until=one.last,
                    place=(place, row),
                    sex=_sex(facts["sex"]),
                    age_band=_band(facts["birth_on"], began and began.date()),
                    ethnicity=_ethnicity(facts["ethnicity"]),
                    facts={"began": began},
                )
                yield (event.who, facts["episode_id"]), event

    return _newest(told())


def _in_england(moment: datetime | None) -> datetime | None:
    return moment.astimezone(ZoneInfo("Europe/London")) if moment else None


# Groups.


def _sex(code: str | None) -> str:
    return {"F": "Female", "2": "Female", "M": "Male", "1": "Male"}.get(code or "", "Not known")


def _ethnicity(code: str | None) -> str:
    groups = {
        "White": "WBRI WIRI WIRT WROM WOTH",
        "Mixed": "MWBC MWBA MWAS MOTH",
        "Asian": "AIND APKN ABAN AOTH CHNE",
        "Black": "BCRB BAFR BOTH",
        "Other": "OOTH",
    }
    return next((name for name, codes in groups.items() if code in codes.split()), "Not known")


def _disability(codes: Sequence[str | None]) -> str:
    known = ["MOB", "HAND", "PC", "INC", "COMM", "LD", "HEAR", "VIS", "BEH", "CON", "AUT", "DDA"]
    if any(code in known for code in codes):
        return "Disabled"
    return "No disability recorded" if "NONE" in codes else "Not known"


def _band(born: date | None, day: date | None) -> str:
    if born is None or day is None:
        return "Not known"
    age = day.year - born.year
    if (born.month, born.day) > (day.month, day.day):
        age -= 1
    if age < 1:
        return "under 1"
    if age < 5:
        return "1 to 4"
    if age < 10:
        return "5 to 9"
    if age < 16:
        return "10 to 15"
    return "16 to 17" if age < 18 else "18 or over"


# The eight.

Units = Iterator[tuple[Event, bool]]


def _within(day: date | None, period: Days) -> bool:
    return day is not None and period[0] <= day <= period[1]


def _referrals(returns: Sequence[Return], period: Days) -> Units:
    for event in _of_census(returns, "referrals"):
        if _within(event.facts["on"], period):
            yield event, True


def _nfa(returns: Sequence[Return], period: Days) -> Units:
    for event, _ in _referrals(returns, period):
        yield event, event.facts["nfa"] is True


def _again(returns: Sequence[Return], period: Days) -> Units:
    every = _of_census(returns, "referrals")
    for event, _ in _referrals(returns, period):
        day = event.facts["on"]
        before = [
            other.facts["on"]
            for other in every
            if other.who == event.who and other.facts["on"] and other.facts["on"] < day
        ]
        yield event, bool(before) and (day - max(before)).days <= 365


def _in_time(table: str, most: int) -> Callable[[Sequence[Return], Days], Units]:
    def units(returns: Sequence[Return], period: Days) -> Units:
        for event in _of_census(returns, table):
            start, end = event.facts["from"], event.facts["until"]
            if _within(end, period):
                yield event, _took(start, end) <= most

    return units


def _took(start: date | None, end: date) -> float:
    """Working days after the start; endless where they cannot be counted."""
    calendar = england()
    if start is None or end < start or start < calendar.first or end > calendar.last:
        return float("inf")
    return sum(calendar.is_working(day) for day in _days(start + DAY, end))


def _second_plans(returns: Sequence[Return], period: Days) -> Units:
    for event in _of_census(returns, "plans"):
        if _within(event.facts["from"], period):
            yield event, (event.facts["before"] or 0) >= 1


def _on_a_plan(returns: Sequence[Return], period: Days) -> Units:
    """A child once, as it was in its earliest open plan; by a return that reaches to the day."""
    last = period[1]
    open_plans = [
        event
        for event in _of_census(returns, "plans")
        if event.facts["from"]
        and event.facts["from"] <= last <= event.known_until
        and not (event.facts["until"] and event.facts["until"] <= last)
    ]
    for event in _first_of_each(open_plans, lambda event: event.facts["from"]):
        yield event, True


def _three_times(returns: Sequence[Return], period: Days) -> Units:
    missing = [
        event
        for event in _of_police(returns)
        if event.facts["began"] and _within(event.facts["began"].date(), period)
    ]
    for event in _first_of_each(missing, lambda event: event.facts["began"].replace(tzinfo=None)):
        yield event, sum(other.who == event.who for other in missing) >= 3


def _first_of_each(events: list[Event], when: Callable[[Event], Any]) -> Iterator[Event]:
    for who in {event.who for event in events}:
        mine = [event for event in events if event.who == who]
        yield min(mine, key=lambda event: (when(event), event.place))


WHAT: Mapping[str, Callable[[Sequence[Return], Days], Units]] = {
    "referrals-rate": _referrals,
    "referrals-no-further-action": _nfa,
    "re-referrals-12-months": _again,
    "assessments-in-45-working-days": _in_time("assessments", 45),
    "conferences-in-15-working-days": _in_time("enquiries", 15),
    "plans-second-or-subsequent": _second_plans,
    "plans-rate-at-date": _on_a_plan,
    "missing-children-repeat": _three_times,
}
