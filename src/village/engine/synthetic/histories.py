"""What happens to a child, as it truly happened: referrals and all that follows, absences."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(slots=True)
class Assessment:
    start: date
    authorised: date
    factors: tuple[str, ...]

    def internal_review(self) -> date:
        """The day at which a manager looks in, halfway."""
        return self.start + (self.authorised - self.start) / 2


@dataclass(frozen=True, slots=True)
class Enquiry:
    """A section 47 enquiry; without a conference it was found that none was needed."""

    start: date
    target: date
    conference: date | None


@dataclass(frozen=True, slots=True)
class CinPlan:
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class CpPlan:
    """A child protection plan. latest, latest_from: the category later, and since when."""

    start: date
    end: date
    first: str
    latest: str
    latest_from: date
    previous: int
    reviews: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class PreProceedings:
    start: date
    letter: date
    meeting: date
    reviews: int
    decided: date
    to_court: bool


@dataclass(slots=True)
class Episode:
    """From a referral to the closing of the case. transfer: a conference in another council."""

    referred: date
    source: str
    need: str
    nfa: bool
    closed: date | None = None
    reason: str = ""
    transfer: date | None = None
    assessments: list[Assessment] = field(default_factory=list)
    enquiries: list[Enquiry] = field(default_factory=list)
    cin_plans: list[CinPlan] = field(default_factory=list)
    cp_plans: list[CpPlan] = field(default_factory=list)
    pre_proceedings: list[PreProceedings] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Absence:
    """Once missing, in England's clock time; the words are the police return's codes."""

    missing_from: datetime
    returned_at: datetime
    category: str
    risk: str
    found_by: str
    found_where: str
