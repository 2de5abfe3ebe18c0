"""Families and their children: who is born to whom, named how, and where they have lived."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from village.engine.synthetic.histories import Absence, Episode
from village.engine.synthetic.naming import Name


@dataclass(frozen=True, slots=True)
class Address:
    """Where a household lived, from a day on; `until` is None for the present one."""

    postcode: str
    since: date
    until: date | None


@dataclass(slots=True)
class Child:
    """A child as the truth has it. Days after the as-at date are plans, not yet facts.

    serial: unique in the district, never given to an agency. births: how many were born together.
    in_care, exploited (cse, cce): as the police note of a child who goes missing.
    """

    serial: int
    household: int
    la_child_id: str
    upn: str
    former_upn: str
    nhs_number: str
    name: Name
    former_family: str
    girl: bool
    born: date
    due: date
    births: int
    ethnicity: str
    culture: str
    disabilities: tuple[str, ...]
    addresses: tuple[Address, ...]
    died: date | None = None
    in_care: bool = False
    exploited: tuple[str, ...] = ()
    earlier_plans: int = 0
    episodes: list[Episode] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)

    @property
    def sex(self) -> str:
        return "F" if self.girl else "M"

    @property
    def grown_on(self) -> date:
        """The last day as a child."""
        return birthday(self.born, 18) - timedelta(days=1)

    def address_on(self, day: date) -> Address:
        """Where the child lived; the first known address before that."""
        lived = [address for address in self.addresses if address.since <= day]
        return lived[-1] if lived else self.addresses[0]

    def is_child_on(self, day: date) -> bool:
        """Born, alive and not grown."""
        return self.born <= day <= self.grown_on and (self.died is None or self.died > day)

    def is_known_on(self, day: date) -> bool:
        """Whether social care had taken up a referral by that day."""
        return any(not one.nfa and one.referred <= day for one in self.episodes)


@dataclass(frozen=True, slots=True)
class Household:
    """Children who grow up together. district: 0 (least deprived) to 11."""

    number: int
    district: int
    risk: float
    children: tuple[Child, ...]


def birthday(born: date, age: int) -> date:
    """The day on which a child turns so old; 1 March for one born on 29 February."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)
