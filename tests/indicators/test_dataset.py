"""The page of the data set: who sent what, how far it is filled, and what it can no longer give."""

import re

import pytest
from django.urls import reverse

from tests.cast import AT, PRODUCER, Cast
from tests.returns import sending
from village import engine
from village.evidence.indicators import services
from village.evidence.indicators.models import Version
from village.evidence.indicators.selectors import asked
from village.evidence.indicators.services import explored
from village.evidence.returns.models import Edition
from village.evidence.returns.rules import State
from village.evidence.returns.services import editions, house
from village.kernel.periods import quarters, year_ending
from village.partnership.people.rules import RoleKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(cast: Cast, owed) -> Version:
    made = sending.stored(owed, sending.census(60), by=cast.owner)
    found = services.build(made.ref, by=PRODUCER, at=AT, progress=sending.Quiet())
    assert found is not None
    return found


def page(cast: Cast, name: str = "indicators:data_set", *given: str, who=RoleKind.CHAIR) -> str:
    html = cast.client(cast.by_role[who]).get(reverse(name, args=given)).content.decode()
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


class TestWhoSentWhat:
    def test_names_each_return_with_its_form_and_whether_it_was_late(self, cast, version) -> None:
        said = page(cast)

        assert "1 return of 1 agency: 1 with rows, 0 with counts." in said
        assert "Thornbury Vale Council Children in need census Rows Year to March 2026" in said
        assert re.search(r"Year to March 2026 (In time|\d+ days? late)", said)

    def test_names_what_was_due_to_those_who_may_know(self, cast, version) -> None:
        sending.owe(cast.police, spec="police-missing", period=quarters(year_ending(2026))[2])

        chair = page(cast)
        council = cast.client(cast.owner).get(reverse("indicators:data_set")).content.decode()

        assert "One return that was due is not in it." in chair
        assert "Vale Police" in chair
        assert "Vale Police" not in council

    def test_says_that_rows_which_are_gone_leave_figures_only(self, cast, version) -> None:
        accepted = Edition.objects.system("a test").get(state=State.ACCEPTED)

        editions.withdraw(
            accepted, version=accepted.version, why="Sent in error.", by=cast.owner, at=AT
        )

        assert "Figures only" in page(cast, "indicators:version", version.name)


class TestHowFarItIsFilled:
    def test_is_told_in_whole_percents_and_no_number(self, cast, version) -> None:
        told = asked.filled(version.name)

        shares = [share for table in told["census-cin"].values() for share in table.values()]
        assert {"sex", "age_band", "ethnicity"} <= set(told["census-cin"]["referrals"])
        assert all(isinstance(share, int) and 0 <= share <= 100 for share in shares)
        assert "How far rows say who the child is" in page(cast)

    def test_says_nothing_of_few_rows(self, cast, owed) -> None:
        made = sending.stored(owed, sending.census(20), by=cast.owner)
        few = services.build(made.ref, by=PRODUCER, at=AT, progress=sending.Quiet())

        assert asked.filled(few.name) == {"census-cin": {}}
        assert "It is not known yet how far its rows are filled" in page(cast)

    def test_names_no_column_of_the_stores_own(self, cast, version) -> None:
        columns = {
            name
            for tables in asked.filled(version.name).values()
            for table in tables.values()
            for name in table
        }

        assert not columns & {"row_key", "child_key", "event_key", "row"}

    def test_is_not_told_anew_and_not_of_rows_that_are_gone(self, cast, version) -> None:
        again = explored.describe(version.name)
        (house.store().root / "tables" / f"filled-{version.name}.json").unlink()
        found = engine.version(house.store(), version.name)
        engine.destroy(house.store(), found.returns[0]["ref"])

        assert not again
        assert not explored.describe(version.name)
        assert asked.filled(version.name) is None


def test_before_the_first_version_it_says_that_there_is_none(cast, owed) -> None:
    assert "There is no version yet" in page(cast)


def test_it_says_that_nothing_was_linked_where_nothing_was(cast, version) -> None:
    assert "Nothing was linked for this version" in page(cast)
