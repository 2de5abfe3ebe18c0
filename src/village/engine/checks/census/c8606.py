"""8606: a referral long before the child could be expected."""

from village.engine.checks.census.cases import (
    a_child,
    a_child_with,
    absent,
    an_episode,
    fires,
    inside,
    outside,
)
from village.engine.checks.census.cells import found
from village.engine.checks.census.ground import Ground
from village.engine.checks.census.rules import EpisodeRule, Findings
from village.engine.checks.findings import Severity
from village.engine.specs.census import Child, Episode
from village.engine.specs.census_document import ChildSpec

PREGNANCY = 280


def find(episode: Episode, child: Child, _ground: Ground) -> Findings:
    referred = episode.referral_date
    if referred is None:
        return
    births = (child.birth_date, child.expected_birth_date)
    if any(born is not None and (born - referred).days > PREGNANCY for born in births):
        yield found((episode, "referral_date"), (child, "birth_date", "expected_birth_date"))


def _unborn(referred: str, *, due: str) -> ChildSpec:
    episode = an_episode(CINreferralDate=referred)
    return a_child(episode, PersonBirthDate=None, ExpectedPersonBirthDate=due, Sex="U")


RULE = EpisodeRule(
    code="8606",
    severity=Severity.ERROR,
    find=find,
    message="The referral is more than 280 days before the birth or the expected birth.",
    mend="Correct the referral date or the birth date; a referral cannot be older than the "
    "pregnancy.",
    fields=(
        "CINdetails.CINreferralDate",
        "ChildIdentifiers.PersonBirthDate",
        "ChildIdentifiers.ExpectedPersonBirthDate",
    ),
)
CASES = (
    fires(
        a_child_with(CINreferralDate="2010-06-02"),
        cells="CINreferralDate=2010-06-02 PersonBirthDate=2019-05-14 ExpectedPersonBirthDate=",
    ),
    inside(_unborn("2025-06-02", due="2026-03-09")),
    outside(
        _unborn("2025-06-02", due="2026-03-10"),
        cells="CINreferralDate=2025-06-02 PersonBirthDate= ExpectedPersonBirthDate=2026-03-10",
    ),
    absent(a_child_with(CINreferralDate=None)),
    absent(a_child(PersonBirthDate=None)),
)
