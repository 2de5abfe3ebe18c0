"""The records of a children in need census return, one child at a time.

Attribute names are the return's own element names in snake case, less the words that the record
says already: CIN, CINPlan, CPP, S47, Assessment, Person. A date that is absent, empty or not a
real date is None; the text of an unreadable one is kept in `unreadable`.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something the reader noticed about a value: one of Village's own codes and its cell."""

    code: str
    table: str
    column: str
    row: int
    line: int
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A row of a table: its line in the file and its number (from 1) in its table.

    unreadable: (attribute, text) of the values that are no date or number.
    """

    line: int = 0
    row: int = 0
    unreadable: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Header(Record):
    collection: str | None = None
    year: int | None = None
    reference_date: date | None = None
    source_level: str | None = None
    lea: str | None = None
    software_code: str | None = None
    release: str | None = None
    serial_no: str | None = None
    date_time: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disability(Record):
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Record):
    """One date of a Reviews group; a group without any date is one review without a date."""

    review_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(Record):
    actual_start_date: date | None = None
    internal_review_date: date | None = None
    authorisation_date: date | None = None
    factors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CinPlan(Record):
    start_date: date | None = None
    end_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section47(Record):
    """`not_required` is `icpc_not_required` understood: None when blank or no true or false."""

    actual_start_date: date | None = None
    initial_cpc_target: date | None = None
    date_of_initial_cpc: date | None = None
    icpc_not_required: str | None = None
    not_required: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CpPlan(Record):
    start_date: date | None = None
    end_date: date | None = None
    initial_category_of_abuse: str | None = None
    latest_category_of_abuse: str | None = None
    number_of_previous_cpp: int | None = None
    reviews: tuple[Review, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PreProceedings(Record):
    """The block that appears in 2026: its layout is not verified, its values are kept as text."""

    pp_start_date: str | None = None
    lbp_sent_date: str | None = None
    fgdm_meeting_offer: str | None = None
    fgdm_meeting_fac: str | None = None
    initial_pp_meeting_date: str | None = None
    review_meetings_count: str | None = None
    step_decision_date: str | None = None
    pp_outcome: str | None = None
    court_app_date: str | None = None
    letter_init_cp_date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode(Record):
    """One CINdetails block. `nfa` is `referral_nfa` understood: None when blank or neither."""

    referral_date: date | None = None
    referral_source: str | None = None
    primary_need_code: str | None = None
    closure_date: date | None = None
    reason_for_closure: str | None = None
    date_of_initial_cpc: date | None = None
    referral_nfa: str | None = None
    nfa: bool | None = None
    assessments: tuple[Assessment, ...] = ()
    cin_plans: tuple[CinPlan, ...] = ()
    section47s: tuple[Section47, ...] = ()
    cp_plans: tuple[CpPlan, ...] = ()
    pre_proceedings: tuple[PreProceedings, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Child(Record):
    """One Child element; `row` is its number in the return and in both of its tables."""

    la_child_id: str | None = None
    upn: str | None = None
    former_upn: str | None = None
    upn_unknown: str | None = None
    birth_date: date | None = None
    expected_birth_date: date | None = None
    sex: str | None = None
    gender_current: str | None = None
    death_date: date | None = None
    ethnicity: str | None = None
    disabilities: tuple[Disability, ...] = ()
    episodes: tuple[Episode, ...] = ()
    noticed: tuple[Notice, ...] = ()
