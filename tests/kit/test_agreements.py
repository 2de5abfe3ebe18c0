"""A kit seeds sharing agreements once, with who signed them, and refuses what cannot be."""

from datetime import date
from pathlib import Path

import pytest

from tests.cast import AT
from tests.kit import shelf
from tests.kit.shelf import KITS
from village import kit
from village.evidence.returns.models import Agreement, Covered, Party, Return
from village.evidence.returns.rules.agreements import Standing
from village.evidence.returns.selectors import agreements as selectors
from village.kernel.yaml import KitError
from village.kit.agreements import AgreementSeed
from village.trail import System
from village.trail.models import Event

LOADER = System("loader")
DAY = date(2026, 7, 15)
GATEWAYS = """
    gateways:
      - key: arrangements
        edition: "1"
        title: The arrangements
        text: Partners work together
        source: {document: plan, section: page 2}
        evidence: verified
"""
AGREEMENTS = """
    agreements:
      - key: visits
        title: Visits
        returns: [visits]
        from: 2026-04-01
        until: 2027-04-01
        review: 2027-01-04
        purpose: To see who is visited
        gateway: [arrangements]
        conditions: [Keep it closed]
        retention_months: 24
        destroyed: Rows
        parties:
          - body: council
            signed: {by: robin, as: agency lead, on: 2026-03-02}
          - body: school
"""


def shelved(folder: Path, *, agreements: str = AGREEMENTS, gateways: str = GATEWAYS) -> Path:
    return shelf.whole(folder, agreements=agreements, gateways=gateways)


def test_an_agreement_is_read_with_who_signed_it_and_who_has_not(tmp_path: Path) -> None:
    entry = kit.load(shelved(tmp_path)).find("agreements", "visits")

    assert entry is not None
    assert isinstance(entry.content, AgreementSeed)
    assert [(one.body, one.signed_by, one.signed_on) for one in entry.content.parties] == [
        ("council", "robin", date(2026, 3, 2)),
        ("school", "", None),
    ]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("on: 2026-03-02", "on: 2026-01-04", "does not hold the role “agency lead” at “council”"),
        ("as: agency lead", "as: delegated safeguarding partner", "does not hold the role"),
        ("until: 2027-04-01", "until: 2026-04-01", "Enter a last day after the first day"),
        ("review: 2027-01-04", "review: 2027-04-02", "Enter a day of review between"),
        ("- body: school", "- body: council", "“council” is a party already"),
        ("gateway: [arrangements]", "gateway: [arrangement]", "arrangement"),
        ("retention_months: 24", "retention_months: 0", "retention_months"),
    ],
)
def test_what_cannot_be_is_refused_at_its_line(
    old: str, new: str, why: str, tmp_path: Path
) -> None:
    faults = kit.check(shelved(tmp_path, agreements=AGREEMENTS.replace(old, new)))

    assert any(why in fault.message for fault in faults), [fault.message for fault in faults]


def test_a_basis_that_is_not_verified_says_what_is_still_to_be_read(tmp_path: Path) -> None:
    folder = shelved(tmp_path, gateways=GATEWAYS.replace("verified", "unverified"))

    with pytest.raises(KitError, match="nothing says what is still to be read"):
        kit.load(folder)


@pytest.mark.django_db
class TestTheDemonstration:
    @pytest.fixture(autouse=True)
    def _furnished(self) -> None:
        kit.furnish(KITS / "demo", by=LOADER, at=AT)

    def test_every_return_that_is_owed_is_covered_on_its_day(self) -> None:
        owed = Return.objects.system("a test").select_related("body")

        lacking = {(one.body.key, one.spec) for one in owed if selectors.lack(one, day=DAY)}

        assert lacking == set()

    def test_one_runs_out_soon_and_one_ran_out_unsigned(self) -> None:
        shown = selectors.whole(Agreement.objects.system("a test"))

        stands = {one.key: one.standing(DAY) for one in shown}
        assert stands == {
            "council-rows": Standing.IN_FORCE,
            "police-rows": Standing.NEAR,
            "education-rows": Standing.IN_FORCE,
            "health-rows": Standing.IN_FORCE,
            "youth-justice-rows": Standing.IN_FORCE,
            "partners-counts": Standing.IN_FORCE,
            "agencies-counts": Standing.IN_FORCE,
            "hospital-rows": Standing.EXPIRED,
        }

    def test_it_holds_the_law_and_the_columns_as_they_are_worded_now(self) -> None:
        covered = Covered.objects.system("a test").get(
            agreement__key="police-rows", spec="police-missing"
        )
        (basis, *_) = Agreement.objects.system("a test").get(key="police-rows").gateway

        assert covered.title == "Police missing episodes"
        columns = {field["title"]: field["identifies"] for field in covered.fields}
        assert columns["Surname"]
        assert not columns["Sex"]
        assert basis["title"] == "Children Act 2004, section 11"
        assert basis["evidence"] == "partly verified"
        assert basis["check"]

    def test_a_second_load_changes_nothing(self) -> None:
        before = Event.objects.system("a test").count()

        differing = kit.furnish(KITS / "demo", by=LOADER, at=AT)

        assert (differing, Event.objects.system("a test").count()) == ((), before)

    def test_signatures_carry_the_day_on_paper(self) -> None:
        party = Party.objects.system("a test").get(agreement__key="police-rows", body__key="police")

        assert party.signed_by.key == "agency-lead-police"
        assert party.signed_at.date() == date(2025, 8, 21)
