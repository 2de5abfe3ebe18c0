"""8590: a child without an episode."""

from village.engine.checks.census.cases import (
    a_child,
    absent,
    fires,
    inside,
    outside,
    without_episodes,
)
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import ChildRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child


def find(child: Child, _ground: Ground) -> Findings:
    if not child.episodes:
        yield found((child, "la_child_id"))


RULE = ChildRule(
    code="8590",
    severity=Severity.ERROR,
    find=find,
    message="The child has no referral episode.",
    mend="Add the episode (CINdetails) that brings the child into the return, or leave the "
    "child out.",
    fields=(
        "ChildIdentifiers.LAchildID",
        "CINdetails.CINreferralDate",
    ),
)
CASES = (
    fires(without_episodes(a_child()), cells="LAchildID=A1"),
    inside(a_child()),
    outside(a_child(), without_episodes(a_child(LAchildID="A2")), cells="LAchildID=A2"),
    absent(),
)
