"""Writes every return of a district into a folder, and the truth beside them, in one pass."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final, TextIO

from village.engine.synthetic.abuse_return import AbuseReturns
from village.engine.synthetic.agencies import Agencies, Known
from village.engine.synthetic.care_file import write_looked_after_years
from village.engine.synthetic.census_file import CensusFile
from village.engine.synthetic.clinic_return import ClinicReturns
from village.engine.synthetic.court_return import CourtReturns
from village.engine.synthetic.district import AS_AT, SEED, District
from village.engine.synthetic.health_register import HealthRegister
from village.engine.synthetic.interview_return import InterviewReturns
from village.engine.synthetic.mistakes import DEMO, Planted
from village.engine.synthetic.people import Child, Household
from village.engine.synthetic.person_list import PersonList
from village.engine.synthetic.police_return import PoliceReturns
from village.engine.synthetic.quarterly import OpenQuarter
from village.engine.synthetic.school_returns import SchoolReturns
from village.engine.synthetic.truth import PeopleTruth, Population, write_planted
from village.kernel.periods import Period, year_ending

OnProgress = Callable[[int, int, str], None]
"""(done, of, what is being done)."""

CARE_YEARS: Final = 2
"""Of looked-after returns: those in which the quarterly lists of other agencies lie."""
_REPORT_EVERY: Final = 50
_WORDS: Final = "Making up the district's returns"
_PEOPLE, _POPULATION, _MISTAKES = "truth/people.csv", "truth/population.csv", "truth/mistakes.csv"
_EPISODES: Final = "truth/missing-episodes.csv"


class Return(StrEnum):
    """Which return a file is, by the id of its spec in the kit."""

    CENSUS = "census-cin"
    PERSON_LIST = "person-list"
    POLICE_MISSING = "police-missing"
    POLICE_ABUSE = "police-domestic-abuse"
    INTERVIEWS = "return-interviews"
    HEALTH_REGISTER = "health-register"
    CLINIC = "camhs-referrals"
    SCHOOL_ROLL = "school-roll"
    ATTENDANCE = "school-attendance"
    EXCLUSIONS = "school-exclusions"
    YOUTH_JUSTICE = "youth-justice-cohort"
    LOOKED_AFTER = "looked-after"


@dataclass(frozen=True, slots=True)
class File:
    """A return as an agency would send it. period: what it is for; a single day of a list.

    drop_in: the one with planted mistakes, to be tried by hand and never loaded by itself.
    """

    path: Path
    spec: Return
    period: Period
    drop_in: bool = False


@dataclass(frozen=True, slots=True)
class Truth:
    """Paths of what only tests and the demo's denominators may read, and the planted mistakes.

    episodes: which return interview is of which missing episode, where all agencies are written.
    """

    people: Path
    population: Path
    mistakes: Path
    planted: tuple[Planted, ...]
    episodes: Path | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """files: in the order in which they would have been sent."""

    files: tuple[File, ...]
    truth: Truth

    def drop_in(self) -> File:
        """The newest census with its mistakes."""
        return next(file for file in self.files if file.drop_in)


def silent(_done: int, _of: int, _words: str) -> None:
    """Nobody is watching."""


def write(
    folder: Path,
    *,
    seed: int = SEED,
    scale: float = 1.0,
    as_at: date = AS_AT,
    all_agencies: bool = False,
    on_progress: OnProgress = silent,
) -> Written:
    """Write the district's returns into `folder`/returns, `folder`/drop-in and `folder`/truth.

    all_agencies: also the returns of health, education, youth justice, the missing team, and the
    police's of domestic abuse; otherwise the census, the person list and missing episodes alone.
    Equal arguments write equal bytes. Cost at scale 1: about 6 s of CPU, 12 s with all agencies,
    and 21 MB; time grows in proportion to scale, memory not at all.
    """
    district = District(seed, scale=scale, as_at=as_at)
    of = district.children_in_newest_census
    with ExitStack() as stack:
        desk = _Desk(_Folder(folder, stack), district, all_agencies=all_agencies)
        for household in district.households():
            desk.add(household)
            if household.number % _REPORT_EVERY == 0:
                on_progress(desk.newest.children, of, _WORDS)
        written = desk.end()
    on_progress(of, of, _WORDS)
    return written


def write_with_care(folder: Path, *, scale: float) -> Written:
    """Write what `write` does with all agencies, and the looked-after returns of two years.

    Cost at scale 1: about 15 s of CPU.
    """
    written = write(folder, scale=scale, all_agencies=True)
    care = write_looked_after_years(
        folder / "returns", district=District(SEED, scale=scale), years=CARE_YEARS
    )
    zips = [File(path, Return.LOOKED_AFTER, year_ending(year)) for year, path in care.items()]
    return replace(written, files=(*written.files, *zips))


class _Folder:
    """Opens files until the stack closes them, and remembers which are returns."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self.returns: list[File] = []

    def path(self, name: str) -> Path:
        return self._folder / name

    def open(self, name: str) -> TextIO:
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        return self._stack.enter_context(path.open("w", encoding="utf-8", newline=""))

    def open_return(
        self, name: str, spec: Return, period: Period, *, drop_in: bool = False
    ) -> TextIO:
        name = f"{'drop-in' if drop_in else 'returns'}/{name}"
        self.returns.append(File(self.path(name), spec, period, drop_in))
        return self.open(name)


class _Desk:
    """All that is written in one pass over the children."""

    def __init__(self, folder: _Folder, district: District, *, all_agencies: bool) -> None:
        span = district.span
        self._folder = folder
        self._census = [self._census_of(district, year) for year in span.census_years]
        self.newest = self._census[-1]
        self._drop_in = self._census_of(district, span.newest, drop_in=True)
        listed = span.listed_on
        out = folder.open_return(
            f"person-list-{listed.isoformat()}.csv", Return.PERSON_LIST, Period(listed, listed)
        )
        self._list = PersonList(out, district)
        self._police = PoliceReturns(district, open_quarter=self._quarter)
        self._people = PeopleTruth(folder.open(_PEOPLE))
        self._population = Population(span)
        self._agencies = _agencies(folder, district) if all_agencies else None

    def _census_of(self, district: District, year: int, *, drop_in: bool = False) -> CensusFile:
        name = f"cin-census-{year}{'-with-mistakes' if drop_in else ''}.xml"
        out = self._folder.open_return(name, Return.CENSUS, year_ending(year), drop_in=drop_in)
        return CensusFile(out, district, year=year, mistakes=DEMO if drop_in else None)

    def _quarter(self, quarter: Period) -> TextIO:
        name = f"police-missing-{quarter.key}.csv"
        return self._folder.open_return(name, Return.POLICE_MISSING, quarter)

    def add(self, household: Household) -> None:
        """Write whatever each agency knows of its children."""
        nobody = ((child, Known()) for child in household.children)
        for child, known in self._agencies.add(household) if self._agencies else nobody:
            self._add(child, known)

    def _add(self, child: Child, known: Known) -> None:
        self._population.add(child)
        for census in (*self._census, self._drop_in):
            census.add(child)
        council = self._list.add(child, known=bool(known.council))
        police = tuple(dict.fromkeys((*self._police.add(child), *known.police)))
        known = replace(known, council=council, police=police)
        if known.anywhere:
            self._people.add(child, known)

    def end(self) -> Written:
        """Write what stands at the end of each file."""
        for census in self._census:
            census.end()
        planted = self._drop_in.end().planted
        self._population.write(self._folder.open(_POPULATION))
        returns = tuple(self._folder.returns)
        drop_in = next(file.path.name for file in returns if file.drop_in)
        write_planted(self._folder.open(_MISTAKES), ((drop_in, one) for one in planted))
        people, population, mistakes = map(self._folder.path, (_PEOPLE, _POPULATION, _MISTAKES))
        episodes = self._folder.path(_EPISODES) if self._agencies else None
        return Written(returns, Truth(people, population, mistakes, planted, episodes))


def _agencies(folder: _Folder, district: District) -> Agencies:
    """The other agencies' writers, each with its files."""

    def quarterly(spec: Return) -> OpenQuarter:
        return lambda quarter: folder.open_return(f"{spec.value}-{quarter.key}.csv", spec, quarter)

    def at_once(spec: Return) -> TextIO:
        day = district.span.listed_on
        return folder.open_return(f"{spec.value}-{day.isoformat()}.csv", spec, Period(day, day))

    return Agencies(
        interviews=InterviewReturns(
            district, open_quarter=quarterly(Return.INTERVIEWS), truth=folder.open(_EPISODES)
        ),
        abuse=AbuseReturns(district, open_quarter=quarterly(Return.POLICE_ABUSE)),
        register=HealthRegister(at_once(Return.HEALTH_REGISTER), district),
        clinic=ClinicReturns(district, open_quarter=quarterly(Return.CLINIC)),
        schools=SchoolReturns(
            district,
            roll=at_once(Return.SCHOOL_ROLL),
            open_attendance=quarterly(Return.ATTENDANCE),
            open_exclusions=quarterly(Return.EXCLUSIONS),
        ),
        court=CourtReturns(district, open_quarter=quarterly(Return.YOUTH_JUSTICE)),
    )
