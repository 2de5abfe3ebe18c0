"""The records of a looked-after return (SSDA903): the rows of its tables, and one child's rows.

Attributes are the return's own column names in small letters. A date that is absent or not a real
date is None; the text of an unreadable one is kept in `unreadable`.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its line in its file and its number (from 1) in its table.

    unreadable: (attribute, text) of the values that are no date. child: the return's own id.
    """

    line: int = 0
    row: int = 0
    unreadable: tuple[tuple[str, str], ...] = ()
    child: str | None = None


@dataclass(frozen=True, slots=True)
class Header(Row):
    sex: str | None = None
    dob: date | None = None
    ethnic: str | None = None
    upn: str | None = None
    mother: str | None = None
    mc_dob: date | None = None


@dataclass(frozen=True, slots=True)
class Episode(Row):
    """An episode of care: from a start or change to the next change or the end."""

    decom: date | None = None
    rne: str | None = None
    ls: str | None = None
    cin: str | None = None
    place: str | None = None
    place_provider: str | None = None
    dec: date | None = None
    rec: str | None = None
    reason_place_change: str | None = None
    home_post: str | None = None
    pl_post: str | None = None
    urn: str | None = None


@dataclass(frozen=True, slots=True)
class Review(Row):
    dob: date | None = None
    review: date | None = None
    review_code: str | None = None


@dataclass(frozen=True, slots=True)
class Missing(Row):
    """A time missing (M) or away from placement without authorisation (A)."""

    dob: date | None = None
    missing: str | None = None
    mis_start: date | None = None
    mis_end: date | None = None


@dataclass(frozen=True, slots=True)
class Outcome(Row):
    """Table OC2: a child looked after for the twelve months to 31 March."""

    dob: date | None = None
    sdq_score: str | None = None
    sdq_reason: str | None = None
    convicted: str | None = None
    health_check: str | None = None
    immunisations: str | None = None
    teeth_check: str | None = None
    health_assessment: str | None = None
    substance_misuse: str | None = None
    intervention_received: str | None = None
    intervention_offered: str | None = None


@dataclass(frozen=True, slots=True)
class Leaver(Row):
    """Table OC3: a young person who has left care, around a birthday."""

    dob: date | None = None
    in_touch: str | None = None
    activ: str | None = None
    accom: str | None = None


@dataclass(frozen=True, slots=True)
class Adoption(Row):
    """Table AD1."""

    dob: date | None = None
    date_int: date | None = None
    date_match: date | None = None
    foster_care: str | None = None
    nb_adoptr: str | None = None
    sex_adoptr: str | None = None
    ls_adoptr: str | None = None


@dataclass(frozen=True, slots=True)
class PlacedAdoption(Row):
    """A decision that a child should be placed for adoption, and its reversal."""

    dob: date | None = None
    date_placed: date | None = None
    date_placed_ceased: date | None = None
    reason_placed_ceased: str | None = None


@dataclass(frozen=True, slots=True)
class PreviousPermanence(Row):
    dob: date | None = None
    prev_perm: str | None = None
    la_perm: str | None = None
    date_perm: date | None = None


@dataclass(frozen=True, slots=True)
class AsylumSeeking(Row):
    """Table UASC: an unaccompanied child seeking asylum; duc is when that status ceased."""

    sex: str | None = None
    dob: date | None = None
    duc: date | None = None


@dataclass(frozen=True, slots=True)
class SocialWorker(Row):
    """Who was the child's social worker, from when to when, and why it changed."""

    dob: date | None = None
    sw_id: str | None = None
    sw_decom: date | None = None
    sw_dec: date | None = None
    sw_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Deprivation(Row):
    """Table DoLo: a deprivation of liberty order."""

    dob: date | None = None
    dolo_start: date | None = None
    dolo_end: date | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader noticed about a value: one of Village's own codes and its cell."""

    code: str
    table: str
    column: str
    row: int
    line: int
    value: str


@dataclass(frozen=True, slots=True)
class Child:
    """One child's rows of every table, each in the order of its file.

    number: its place among the return's children, from 1. A child without a header row comes
    after all that have one.
    """

    child_id: str = ""
    number: int = 0
    header: tuple[Header, ...] = ()
    episodes: tuple[Episode, ...] = ()
    reviews: tuple[Review, ...] = ()
    missing: tuple[Missing, ...] = ()
    oc2: tuple[Outcome, ...] = ()
    oc3: tuple[Leaver, ...] = ()
    ad1: tuple[Adoption, ...] = ()
    placed_adoption: tuple[PlacedAdoption, ...] = ()
    previous_permanence: tuple[PreviousPermanence, ...] = ()
    uasc: tuple[AsylumSeeking, ...] = ()
    sw_episodes: tuple[SocialWorker, ...] = ()
    dolo: tuple[Deprivation, ...] = ()
    noticed: tuple[Notice, ...] = ()
