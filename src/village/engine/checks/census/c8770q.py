"""8770Q: a child of school age without a pupil number or a reason."""

from datetime import date

from village.engine.checks.census.cases import (
    a_child,
    absent,
    an_episode,
    fires,
    inside,
    outside,
    without_episodes,
)
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground, Need
from village.engine.checks.census.rules import ChildRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child
from village.engine.specs.census_codes import UPN_UNKNOWN

REASONS = UPN_UNKNOWN - {"UN1"}


def find(child: Child, ground: Ground) -> Findings:
    if child.upn or (child.upn_unknown or "").upper() in REASONS:
        return
    helped = any(episode.nfa is False for episode in child.episodes)
    if helped and child.birth_date and child.birth_date <= _youngest_at_school(ground):
        yield found((child, "upn", "upn_unknown"))


def _youngest_at_school(ground: Ground) -> date:
    six_years_before = ground.reference_date.year - 6
    if ground.terms.school_age_on_31_august:
        return date(six_years_before, 8, 31)
    return ground.reference_date.replace(year=six_years_before)


RULE = ChildRule(
    code="8770Q",
    severity=Severity.QUERY,
    find=find,
    needs=(Need.REFERENCE_DATE,),
    message="The child is of school age and has neither a unique pupil number (UPN) nor a reason "
    "for having none.",
    mend="Ask the school or the virtual school for the number, or give the reason (UN2 to UN7).",
    fields=(
        "ChildIdentifiers.UPN",
        "ChildIdentifiers.UPNunknown",
        "ChildIdentifiers.PersonBirthDate",
        "CINdetails.ReferralNFA",
    ),
)
CASES = (
    fires(a_child(UPN=None, PersonBirthDate="2012-01-01"), cells="UPN= UPNunknown="),
    inside(a_child(UPN=None, PersonBirthDate="2020-09-01")),
    inside(a_child(UPN=None, PersonBirthDate="2012-01-01", UPNunknown="un2")),
    inside(a_child(an_episode(ReferralNFA="1"), UPN=None, PersonBirthDate="2012-01-01")),
    outside(a_child(UPN=None, PersonBirthDate="2020-08-31"), cells="UPN= UPNunknown="),
    outside(
        a_child(UPN=None, PersonBirthDate="2012-01-01", UPNunknown="UN1"),
        cells="UPN= UPNunknown=UN1",
    ),
    inside(a_child(UPN=None, PersonBirthDate="2020-04-01"), year="2023-24"),
    outside(
        a_child(UPN=None, PersonBirthDate="2020-03-31"), year="2023-24", cells="UPN= UPNunknown="
    ),
    absent(without_episodes(a_child(UPN=None, PersonBirthDate="2012-01-01"))),
)
