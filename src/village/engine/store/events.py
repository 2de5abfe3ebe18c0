"""The tables of events, in which nobody has a name: their columns and their keys."""

from dataclasses import dataclass, field

import pyarrow as pa

from village.kernel.codes import NOT_KNOWN

TEXT, DAY, WHOLE, FLAG = pa.string(), pa.date32(), pa.int32(), pa.bool_()

COMMON: dict[str, pa.DataType] = {
    "row_key": TEXT,  # keyed, stable for a row of a return
    "child_key": TEXT,  # keyed, the same child in every return of the same agency
    "row": WHOLE,  # its place in its table of the return: where two say the same, the later counts
    "period_end": DAY,  # the last day of the return's period: how far its word reaches
    "sex": TEXT,  # Female, Male or Not known
    "age_band": TEXT,  # at the event: under 1, 1 to 4, 5 to 9, 10 to 15, 16 to 17, 18 or over
    "ethnicity": TEXT,  # five groups, or Not known
}
OF_CENSUS: dict[str, pa.DataType] = {
    "disability": TEXT,  # Disabled, No disability recorded or Not known
}
"""What only some returns tell of the child; the events of those that do not have no such column."""


@dataclass(frozen=True, slots=True)
class EventTable:
    """One kind of event.

    key: what, beside the child, makes two rows the same event. dated_by: at which age is counted.
    """

    name: str
    key: tuple[str, ...]
    dated_by: str
    columns: dict[str, pa.DataType] = field(default_factory=dict)

    @property
    def schema(self) -> pa.Schema:
        return pa.schema([*COMMON.items(), *self.columns.items()])


EVENT_TABLES = {
    table.name: table
    for table in (
        EventTable(
            "referrals",
            ("referred_on",),
            "referred_on",
            {
                **OF_CENSUS,
                "referred_on": DAY,
                "referral_source": TEXT,
                "primary_need": TEXT,
                "no_further_action": FLAG,
                "closed_on": DAY,
                "closure_reason": TEXT,
            },
        ),
        EventTable(
            "assessments",
            ("referred_on", "started_on", "number"),
            "started_on",
            {
                **OF_CENSUS,
                "referred_on": DAY,
                "number": WHOLE,
                "started_on": DAY,
                "authorised_on": DAY,
                "working_days": WHOLE,
                "factors": TEXT,
            },
        ),
        EventTable(
            "enquiries",
            ("referred_on", "started_on", "number"),
            "started_on",
            {
                **OF_CENSUS,
                "referred_on": DAY,
                "number": WHOLE,
                "started_on": DAY,
                "conference_on": DAY,
                "conference_not_required": FLAG,
                "working_days": WHOLE,
            },
        ),
        EventTable(
            "need_plans",
            ("referred_on", "started_on"),
            "started_on",
            {**OF_CENSUS, "referred_on": DAY, "started_on": DAY, "ended_on": DAY},
        ),
        EventTable(
            "protection_plans",
            ("referred_on", "started_on"),
            "started_on",
            {
                **OF_CENSUS,
                "referred_on": DAY,
                "started_on": DAY,
                "ended_on": DAY,
                "initial_category": TEXT,
                "latest_category": TEXT,
                "previous_plans": WHOLE,
            },
        ),
        EventTable(
            "care_episodes",
            ("started_on", "number"),
            "started_on",
            {
                "number": WHOLE,
                "started_on": DAY,
                "ended_on": DAY,
                "care_began": FLAG,
                "care_ended": FLAG,
                "change": TEXT,
                "legal_status": TEXT,
                "need": TEXT,
                "placement": TEXT,
                "provider": TEXT,
                "end_reason": TEXT,
                "change_reason": TEXT,
                "short_break": FLAG,
                "unaccompanied": FLAG,
            },
        ),
        EventTable(
            "care_reviews",
            ("reviewed_on",),
            "reviewed_on",
            {"reviewed_on": DAY, "participation": TEXT},
        ),
        EventTable(
            "care_absences",
            ("missing_on", "number"),
            "missing_on",
            {"number": WHOLE, "kind": TEXT, "missing_on": DAY, "returned_on": DAY},
        ),
        EventTable(
            "care_outcomes",
            ("as_at",),
            "as_at",
            {
                "as_at": DAY,
                "score": WHOLE,
                "convicted": FLAG,
                "development_checked": FLAG,
                "immunised": FLAG,
                "teeth_checked": FLAG,
                "health_assessed": FLAG,
                "substance_misuse": FLAG,
            },
        ),
        EventTable(
            "care_leavers",
            ("as_at",),
            "as_at",
            {"as_at": DAY, "in_touch": TEXT, "activity": TEXT, "accommodation": TEXT},
        ),
    )
}


def age_band(age: int | None) -> str:
    """The band of an age in whole years; a child not yet born is under 1."""
    if age is None:
        return NOT_KNOWN
    for top, words in ((0, "under 1"), (4, "1 to 4"), (9, "5 to 9"), (15, "10 to 15")):
        if age <= top:
            return words
    return "16 to 17" if age <= 17 else "18 or over"
