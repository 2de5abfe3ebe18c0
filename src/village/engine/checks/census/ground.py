"""What the rules of a census stand on: the year's terms, its dates and the working days."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from village.engine.specs.census import Child
from village.kernel import days

_LONGEST_LIMIT = 60


class Need(StrEnum):
    """A ground without which a rule cannot run."""

    REFERENCE_DATE = "the reference date"
    WORKING_DAYS = "the working-day calendar"


class GroundMissing(Exception):
    """A rule reached for a ground that this return does not give."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What differs from year to year inside a rule that stays.

    sex_attributes: where the sex may stand, the first found counts.
    unborn_sex: the code for not known.
    school_age_on_31_august: whether 8770Q counts to 31 August or to the reference date.
    """

    authorities: frozenset[str]
    sexes: frozenset[str]
    sex_attributes: tuple[str, ...]
    unborn_sex: str
    school_age_on_31_august: bool

    def sex_attribute(self, child: Child) -> str:
        """The attribute that holds the child's sex; the year's own where none does."""
        given = (name for name in self.sex_attributes if getattr(child, name))
        return next(given, self.sex_attributes[-1])


class Ground:
    """The year's terms, reference date (R), year start (S) and working days, for the rules.

    R is 31 March, S the 1 April before; both None inside where the return gives no usable R, and
    then asking for either raises GroundMissing.
    """

    __slots__ = ("_calendar", "_reference_date", "_year_start", "terms")

    def __init__(
        self, *, terms: Terms, reference_date: date | None, calendar: days.WorkingDays
    ) -> None:
        self.terms = terms
        self._calendar = calendar
        self._reference_date = reference_date
        self._year_start: date | None = None
        if reference_date is not None:
            before = reference_date.replace(year=reference_date.year - 1)
            self._year_start = before + timedelta(days=1)

    @property
    def reference_date(self) -> date:
        """R."""
        if self._reference_date is None:
            raise GroundMissing(Need.REFERENCE_DATE)
        return self._reference_date

    @property
    def year_start(self) -> date:
        """S: R less one year plus one day."""
        if self._year_start is None:
            raise GroundMissing(Need.REFERENCE_DATE)
        return self._year_start

    def in_year(self, day: date) -> bool:
        """Whether S <= day <= R."""
        return self.year_start <= day <= self.reference_date

    def working_days_before(self, day: date, *, count: int) -> date:
        """The count-th working day before a day; days.OutsideCalendar beyond the holidays."""
        return self._calendar.add(day, -count)

    def lacks(self, need: Need) -> str:
        """Why a need cannot be met, or nothing."""
        if self._reference_date is None:
            return (
                "The header gives no reference date that can be used: "
                "it must be 31 March of the return's year."
            )
        if need is Need.WORKING_DAYS:
            try:
                self.working_days_before(self.year_start, count=_LONGEST_LIMIT)
                self.working_days_before(self.reference_date, count=_LONGEST_LIMIT)
            except days.OutsideCalendar as error:
                return str(error)
        return ""
