"""The calendar of returns: every agency to the executive, to an agency its own line alone."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cast import AT, DAY, PRODUCER, Cast
from tests.returns import asking, sending
from village import trail
from village.evidence.returns import selectors
from village.evidence.returns.models import Return
from village.evidence.returns.rules.readers import EXECUTIVE
from village.partnership.people import services
from village.partnership.people.rules import RoleKind

pytestmark = pytest.mark.django_db
HOME = reverse("returns:calendar")


@pytest.fixture(autouse=True)
def _asks() -> None:
    asking.connect()


@pytest.fixture
def counts(cast: Cast) -> Return:
    return sending.owe(cast.police, spec=asking.SPEC.id, period=asking.SPRING)


def page(cast: Cast, who: str) -> str:
    return cast.client(cast.everybody[who]).get(HOME).content.decode()


def due(owed: Return, days: int) -> Return:
    """The same return, due so many days from today."""
    with trail.verb("tests.move_the_day", by=PRODUCER, at=AT, empty=True):
        Return.objects.system("a test").filter(pk=owed.pk).update(due_on=DAY + timedelta(days=days))
    owed.refresh_from_db()
    return owed


def agencies(cast: Cast, who: str) -> dict[str, selectors.OfBody]:
    lines = selectors.calendar(cast.rights(cast.everybody[who]))
    return {agency.body: agency for agency in selectors.by_body(lines)}


class TestWhoSeesWhat:
    @pytest.mark.parametrize("who", [kind.value for kind in EXECUTIVE])
    def test_the_executive_and_the_scrutineer_see_every_agency(
        self, cast, owed, counts, who
    ) -> None:
        assert set(agencies(cast, who)) == {"Thornbury Vale Council", "Vale Police"}
        assert "By agency" in page(cast, who)

    @pytest.mark.parametrize(
        ("who", "own"),
        [
            ("agency data lead", "Thornbury Vale Council"),
            ("colleague", "Thornbury Vale Council"),
            ("agency lead", "Thornbury Vale Council"),
            ("other agency", "Vale Police"),
        ],
    )
    def test_an_agency_s_people_see_its_own_line_alone(self, cast, owed, counts, who, own) -> None:
        shown = page(cast, who)

        assert set(agencies(cast, who)) == {own}
        assert own in shown
        (other,) = {"Thornbury Vale Council", "Vale Police"} - {own}
        assert other not in shown
        assert "By agency" not in shown

    @pytest.mark.parametrize(
        "who",
        ["administrator", "trainer", "practitioner", "stranger", "council contact",
         "information governance officer", "training manager"],
    )  # fmt: skip
    def test_others_see_nothing(self, cast, owed, counts, who) -> None:
        shown = page(cast, who)

        assert not agencies(cast, who)
        assert "You see no return here" in shown
        assert "Children in need census" not in shown

    def test_who_is_barred_from_figures_reads_of_no_agency(self, cast, owed, counts) -> None:
        scrutineer = cast.by_role[RoleKind.SCRUTINEER]
        services.bar(scrutineer, scope="figures", why="A dispute", by=PRODUCER, at=AT)

        assert not agencies(cast, "scrutineer")

    def test_a_lead_of_what_a_body_became_sees_what_it_owed(self, cast, owed, counts) -> None:
        lead = cast.by_role[RoleKind.AGENCY_LEAD]
        services.succeed(cast.police, into=cast.council, from_on=DAY, by=PRODUCER, at=AT)

        lines = selectors.calendar(cast.rights(lead))

        assert {line.body for line in lines} == {"Thornbury Vale Council", "Vale Police"}


class TestWhatItSays:
    def test_each_line_says_in_which_form_it_is_owed_and_until_when(
        self, cast, owed, counts
    ) -> None:
        shown = page(cast, "scrutineer")

        assert shown.count('data-label="Form">Counts<') == 1
        assert shown.count('data-label="Form">Rows<') == 1
        assert "30 Oct 2026" in shown

    def test_it_counts_what_is_late_by_how_many_days(self, cast, owed, counts) -> None:
        due(owed, -9)
        due(sending.owe(cast.council, period=sending.year_ending(2025)), -40)

        council = agencies(cast, "scrutineer")["Thornbury Vale Council"]

        assert (council.late, council.days_late, council.expected) == (2, 40, 0)
        assert [line.late_words for line in council.open] == ["40 days late", "9 days late"]

    def test_one_whose_file_was_refused_is_still_owed_and_says_so(self, cast, owed) -> None:
        sending.checked(owed, sending.census()[:-300], by=cast.owner)

        council = agencies(cast, "scrutineer")["Thornbury Vale Council"]

        assert (council.refused, council.expected) == (1, 1)
        assert "file refused" in page(cast, "scrutineer")

    def test_what_is_received_and_accepted_is_counted_apart(self, cast, owed) -> None:
        earlier = sending.owe(cast.council, period=sending.year_ending(2025))
        sending.accepted(earlier, sending.census(2, year=2025), by=cast.owner)
        sending.send(owed, sending.census(2), by=cast.owner)

        council = agencies(cast, "scrutineer")["Thornbury Vale Council"]

        assert (council.received, council.accepted, council.refused) == (1, 1, 0)
        assert "Thornbury Vale Council: 1 return accepted" in page(cast, "scrutineer")
        assert "1 return accepted" in page(cast, "colleague")

    def test_an_accepted_one_counts_though_a_correction_waits(self, cast, owed) -> None:
        sending.accepted(owed, sending.census(2), by=cast.owner)
        sending.checked(owed, sending.census(3), by=cast.owner)

        council = agencies(cast, "scrutineer")["Thornbury Vale Council"]

        assert (council.received, council.accepted, council.open) == (0, 1, [])
        assert council.done_words == "1 return accepted, 1 correction waiting"
        assert "a correction waits" in page(cast, "scrutineer")

    def test_due_today_is_not_late(self, cast, owed) -> None:
        due(owed, 0)

        assert agencies(cast, "scrutineer")["Thornbury Vale Council"].late == 0


@pytest.mark.parametrize(
    ("who", "queries"), [("agency data lead", 7), ("scrutineer", 7), ("agency lead", 9)]
)
def test_its_queries_are_as_many_for_many_returns(
    cast: Cast, owed, django_assert_num_queries, who, queries
) -> None:
    for year in range(2015, 2025):
        sending.owe(cast.council, period=sending.year_ending(year))
    browser = cast.client(cast.everybody[who])

    with django_assert_num_queries(queries):
        browser.get(HOME)
