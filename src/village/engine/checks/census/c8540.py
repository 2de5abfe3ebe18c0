"""8540: a born child that was helped has no valid disability code."""

from village.engine.checks.census.cases import (
    a_child,
    absent,
    an_episode,
    fires,
    inside,
    outside,
    without_characteristics,
)
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import ChildRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child
from village.engine.specs.census_codes import DISABILITIES


def find(child: Child, _ground: Ground) -> Findings:
    wrong = [row for row in child.disabilities if row.code not in DISABILITIES]
    if child.birth_date is None or (child.disabilities and not wrong):
        return
    helped = [episode for episode in child.episodes if episode.nfa is False]
    if helped:
        yield found(
            (child, "birth_date"),
            *((row, "code") for row in wrong),
            *((episode, "referral_nfa") for episode in helped),
        )


RULE = ChildRule(
    code="8540",
    severity=Severity.ERROR,
    find=find,
    message="The child has no disability code, or one that is not valid.",
    mend="Give the child's disabilities, or NONE where there is none.",
    fields=(
        "Disabilities.Disability",
        "ChildIdentifiers.PersonBirthDate",
        "CINdetails.ReferralNFA",
    ),
)
CASES = (
    fires(a_child(disabilities=()), cells="PersonBirthDate=2019-05-14 ReferralNFA=0"),
    inside(a_child(disabilities=("DDA", "AUT"))),
    inside(a_child(an_episode(ReferralNFA="true"), disabilities=())),
    inside(a_child(disabilities=(), PersonBirthDate=None, ExpectedPersonBirthDate="2026-05-01")),
    outside(
        a_child(disabilities=("MOB", "none")),
        cells="PersonBirthDate=2019-05-14 Disability=none ReferralNFA=0",
    ),
    outside(
        a_child(disabilities=(None,)), cells="PersonBirthDate=2019-05-14 Disability= ReferralNFA=0"
    ),
    absent(without_characteristics(a_child()), cells="PersonBirthDate=2019-05-14 ReferralNFA=0"),
)
