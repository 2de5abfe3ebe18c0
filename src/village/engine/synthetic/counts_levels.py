"""What agencies of the made-up district count in a quarter: levels, seasons, trends and oddities.

Every number is ours: plausible for a district of 38,000 children, and of no real place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from village.engine.specs.counts import ALL, Mark
from village.kernel.codes import NOT_KNOWN
from village.kernel.periods import Period

FIRST: Final = date(2023, 4, 1)
"""The day from which trends run."""

Four = tuple[float, float, float, float]
"""April to June, July to September, October to December, January to March."""
Odds = Mapping[str, float]

EVEN: Final[Four] = (1.0, 1.0, 1.0, 1.0)
SUMMER: Final[Four] = (1.04, 0.86, 1.06, 1.04)
"""Fewer while schools are closed and nobody sees the children."""

GROUPS: Final[Mapping[str, Odds]] = {
    "sex": {"Female": 0.485, "Male": 0.505, NOT_KNOWN: 0.01},
    "age_band": {
        "under 1": 0.05, "1 to 4": 0.19, "5 to 9": 0.25, "10 to 15": 0.36, "16 to 17": 0.13,
        "18 or over": 0.0, NOT_KNOWN: 0.02,
    },
    "ethnicity": {
        "White": 0.41, "Mixed": 0.18, "Asian": 0.09, "Black": 0.22, "Other": 0.08, NOT_KNOWN: 0.02,
    },
}  # fmt: skip
"""How those who are counted fall into groups, where nothing else is said."""

MOSTLY_BOYS: Final[Odds] = {"Female": 0.17, "Male": 0.82, NOT_KNOWN: 0.01}
STOPPED: Final[Odds] = {
    "White": 0.33, "Mixed": 0.2, "Asian": 0.06, "Black": 0.32, "Other": 0.07, NOT_KNOWN: 0.02,
}  # fmt: skip
ADOLESCENTS: Final[Odds] = {"5 to 9": 0.02, "10 to 15": 0.58, "16 to 17": 0.39, NOT_KNOWN: 0.01}


@dataclass(frozen=True, slots=True)
class Level:
    """What one indicator is like in a quarter.

    whole: how many are counted on average; of a percentage, the denominator. share: of those, how
    many are in the numerator. yearly, drift: by how much whole (as a factor) and share (added) move
    in a year. people: indicators of the same people have the same whole in the same quarter.
    standing: counted on a day, so most are those of the quarter before.
    """

    whole: float
    share: float = 1.0
    yearly: float = 1.0
    drift: float = 0.0
    season: Four = EVEN
    season_of_share: Four = EVEN
    groups: Mapping[str, Odds] = field(default_factory=dict)
    people: str = ""
    standing: bool = False


UNHEARD_OF: Final = Level(90, 0.6)
"""An indicator of a kit that this table does not know."""

_CONTACTS: Final = Level(2_100, yearly=1.03, season=SUMMER, people="contacts")
_PUPILS: Final = Level(620, yearly=1.01, people="pupils with a plan", standing=True)

LEVELS: Final[Mapping[str, Level]] = {
    # Council
    "contacts-rate": _CONTACTS,
    "contacts-decided-in-a-day": replace(_CONTACTS, share=0.81, drift=0.03),
    "contacts-became-referrals": replace(_CONTACTS, share=0.3, drift=-0.006),
    "early-help-starts": Level(290, yearly=1.06, season=SUMMER),
    "early-help-stepped-up": Level(240, 0.11, drift=-0.006),
    "return-interviews-in-72-hours": Level(
        320, 0.5, drift=0.05, season_of_share=(1.0, 0.86, 1.04, 1.0), groups={"sex": {
            "Female": 0.56, "Male": 0.43, NOT_KNOWN: 0.01}},
    ),
    "allegations-closed-in-a-month": Level(34, 0.68, season=SUMMER),
    "re-referrals-12-months": Level(630, 0.17, season=SUMMER),
    "neglect-toolkit-use": Level(150, 0.38, drift=0.06),
    "workforce-by-ethnicity": Level(
        820, yearly=1.01, standing=True, groups={
            "sex": {"Female": 0.79, "Male": 0.2, NOT_KNOWN: 0.01},
            "ethnicity": {"White": 0.56, "Mixed": 0.06, "Asian": 0.09, "Black": 0.22,
                          "Other": 0.03, NOT_KNOWN: 0.04},
        },
    ),
    # Police
    "police-notices": Level(1_150, yearly=1.02, season=(1.0, 1.08, 1.0, 0.96)),
    "domestic-abuse-with-a-child": Level(430, yearly=0.99, season=(0.98, 1.07, 1.05, 0.94)),
    "custody-overnight": Level(130, 0.31, drift=-0.03, groups={"ethnicity": STOPPED}),
    "serious-violence-victims": Level(
        42, yearly=0.95, season=(1.05, 1.1, 1.0, 0.85),
        groups={"sex": {"Female": 0.27, "Male": 0.71, NOT_KNOWN: 0.02}},
    ),
    "exploitation-flags": Level(
        64, yearly=1.08, groups={"sex": {"Female": 0.44, "Male": 0.56}}, standing=True
    ),
    "missing-children-repeat": Level(
        72, 0.45, season=(1.0, 0.9, 1.0, 1.1), groups={"age_band": ADOLESCENTS}
    ),
    # Health
    "initial-health-assessments-in-20-working-days": Level(38, 0.7, drift=0.02),
    "new-birth-visits-in-14-days": Level(530, 0.88, drift=0.01, yearly=0.99),
    "two-year-reviews-in-time": Level(520, 0.73, drift=0.03),
    "self-harm-attendances": Level(
        58, yearly=1.02, season=(1.08, 0.72, 1.05, 1.15),
        groups={"sex": {"Female": 0.74, "Male": 0.24, NOT_KNOWN: 0.02}},
    ),
    "mental-health-seen-in-time": Level(210, 0.53, drift=0.04, season=SUMMER),
    "protection-medicals-in-time": Level(31, 0.84),
    # Education
    "absence-of-known-pupils": replace(_PUPILS, share=0.52, drift=-0.012),
    "suspensions-of-known-pupils": replace(
        _PUPILS, share=0.1, drift=-0.004, season_of_share=(1.0, 0.45, 1.25, 1.15)
    ),
    "children-missing-education": Level(58, season=(0.9, 1.45, 1.0, 0.9), standing=True),
    "home-educated-and-known": Level(270, 0.29, yearly=1.11, standing=True),
    # Youth justice
    "first-time-entrants": Level(
        13, yearly=0.95, groups={"sex": MOSTLY_BOYS, "ethnicity": STOPPED}
    ),
    "reoffending-in-a-year": Level(31, 0.34, drift=-0.01),
    "children-on-orders-in-education": Level(
        24, 0.57, drift=0.02, groups={"sex": MOSTLY_BOYS}
    ),
    # Voluntary organisations
    "voluntary-children-helped": Level(165, yearly=1.05, season=(1.0, 0.9, 1.08, 1.02)),
    "voluntary-help-in-four-weeks": Level(118, 0.66, drift=-0.04),
    "young-carers-supported": Level(
        142, yearly=1.09, groups={"sex": {"Female": 0.58, "Male": 0.42}}, standing=True
    ),
}  # fmt: skip
"""By indicator."""


@dataclass(frozen=True, slots=True)
class Odd:
    """Something that happened to a count, and what its sender says of it in words.

    until: the last day on which it holds; None: the one quarter alone. times, more: what it does
    to the whole (a factor) and to the share (added). mark, breakdown: what is not told, of all or
    of the groups of one breakdown alone.
    """

    indicator: str
    since: date
    comment: str
    until: date | None = None
    times: float = 1.0
    more: float = 0.0
    mark: Mark | None = None
    breakdown: str = ALL

    def holds(self, quarter: Period) -> bool:
        return self.since <= quarter.first <= (self.until or self.since)


EVER: Final = date.max
CHANGED: Final = Odd(
    "police-notices",
    date(2024, 10, 1),
    "Counted otherwise from 1 October 2024: a notice for each child of the home, and no longer one "
    "for each incident. Do not compare with quarters before.",
    until=EVER,
    times=1.42,
)
"""The one change of a definition, declared by its sender in the quarter in which it begins."""

ODDITIES: Final = (
    CHANGED,
    Odd("contacts-decided-in-a-day", date(2024, 10, 1), more=-0.13,
        comment="Two posts at the front door were empty until January."),
    Odd("return-interviews-in-72-hours", date(2025, 7, 1), more=-0.16,
        comment="The interviewers were changed in August, and for three weeks there were none."),
    Odd("exploitation-flags", date(2026, 1, 1), until=EVER, times=0.72,
        comment="Flags past their review date were looked at in February, and many were closed."),
    Odd("custody-overnight", date(2023, 4, 1), until=date(2023, 9, 30), breakdown="ethnicity",
        mark=Mark.NOT_COLLECTED,
        comment="The old custody system did not give ethnicity as children say it."),
    Odd("serious-violence-victims", date(2025, 7, 1), times=1.45,
        comment="Three incidents at one event in August, with nine children hurt."),
    Odd("mental-health-seen-in-time", date(2023, 4, 1), until=date(2023, 12, 31),
        mark=Mark.NOT_COLLECTED,
        comment="The trust's system tells waits from January 2024. Our target is eight weeks."),
    Odd("initial-health-assessments-in-20-working-days", date(2025, 7, 1), more=-0.22,
        comment="Consent came late while the council changed its case system."),
    Odd("children-missing-education", date(2025, 7, 1), times=1.25,
        comment="A school closed in July, and some families had not taken up a new place."),
    Odd("reoffending-in-a-year", date(2023, 4, 1), until=date(2023, 6, 30),
        mark=Mark.NOT_COLLECTED, comment="We began to follow children in July 2023."),
    Odd("voluntary-help-in-four-weeks", date(2025, 1, 1), more=-0.18,
        comment="A grant ended in December and two workers left; the new ones began in April."),
)  # fmt: skip

HIDES: Final = frozenset({"health", "voluntary"})
"""Senders who write “suppressed” for small numbers rather than send them."""
HIDDEN_BELOW: Final = 5
