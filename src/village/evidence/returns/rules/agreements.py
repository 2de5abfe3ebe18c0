"""How a sharing agreement stands on a day, what is told of it when, and who keeps and signs it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from village.partnership.people.rules import RoleKind


class Standing(StrEnum):
    """What an agreement is on one day, by its days and its signatures."""

    DRAFT = "draft"
    TO_COME = "signed, to come"
    IN_FORCE = "in force"
    NEAR = "near expiry"
    EXPIRED = "expired"
    ENDED = "ended"


NEAR_EXPIRY = timedelta(days=60)
VERY_NEAR = timedelta(days=14)
COVERING = (Standing.IN_FORCE, Standing.NEAR)
"""How an agreement stands that lets returns in."""

STANDING_TONES: Mapping[str, str] = {
    Standing.DRAFT: "quiet",
    Standing.TO_COME: "info",
    Standing.IN_FORCE: "good",
    Standing.NEAR: "warn",
    Standing.EXPIRED: "bad",
    Standing.ENDED: "quiet",
}

KEEPER = RoleKind.IG_OFFICER
WRITERS = (KEEPER, RoleKind.BUSINESS_MANAGER)
"""Who writes and changes agreements; the keeper alone ends one early, and is written to."""
SIGNERS = (RoleKind.DELEGATED_PARTNER, RoleKind.AGENCY_LEAD)
"""Who signs for the body at which they hold the role."""
SEE_ALL = (
    RoleKind.LEAD_PARTNER,
    RoleKind.DELEGATED_PARTNER,
    RoleKind.CHAIR,
    RoleKind.BUSINESS_MANAGER,
    RoleKind.IG_OFFICER,
)
SEE_OWN = (RoleKind.DATA_LEAD, RoleKind.AGENCY_LEAD)
"""Who sees the agreements to which their own body is a party."""


@dataclass(frozen=True, slots=True)
class Days:
    """until_on, ended_on: the first day without it."""

    from_on: date
    until_on: date
    ended_on: date | None = None

    @property
    def over_on(self) -> date:
        return min(self.until_on, self.ended_on or self.until_on)


def stands(days: Days, *, is_signed: bool, day: date) -> Standing:
    """How an agreement stands that day. is_signed: by every party."""
    if days.ended_on is not None and days.ended_on <= min(day, days.until_on):
        return Standing.ENDED
    if day >= days.until_on:
        return Standing.EXPIRED
    if not is_signed:
        return Standing.DRAFT
    if day < days.from_on:
        return Standing.TO_COME
    return Standing.NEAR if days.over_on - day <= NEAR_EXPIRY else Standing.IN_FORCE


class Step(StrEnum):
    """What those who send and those who keep agreements are told, each once."""

    NONE = ""
    NEAR = "near"
    VERY_NEAR = "very near"
    EXPIRED = "expired"


STEPS = tuple(Step)


def step(until_on: date, *, day: date) -> Step:
    """How near its end an agreement is that day, for the letters that tell of it."""
    if day >= until_on:
        return Step.EXPIRED
    left = until_on - day
    if left <= VERY_NEAR:
        return Step.VERY_NEAR
    return Step.NEAR if left <= NEAR_EXPIRY else Step.NONE


def is_news(now: Step, *, told: str) -> bool:
    """Whether a step lies beyond the one that was told of last."""
    return STEPS.index(now) > STEPS.index(Step(told))


def days_fault(from_on: date, until_on: date, review_on: date) -> tuple[str, str] | None:
    """The field that is wrong among the days of an agreement, and what to do; None where none."""
    if until_on <= from_on:
        return "until_on", "Enter a last day after the first day"
    if not from_on < review_on <= until_on:
        return "review_on", "Enter a day of review between the first day and the last"
    return None
