"""The front page: the public's, and today's of whoever works here."""

from datetime import date

import pytest

from tests.cast import AT, DAY, PRODUCER, Cast
from tests.returns import sending
from tests.returns.sending import census
from village.desk import selectors
from village.evidence.indicators import services
from village.kernel.periods import Period, quarters, year_ending
from village.partnership.people import services as people
from village.partnership.people.rules import RoleKind

pytestmark = pytest.mark.django_db
HOME = "/"


def test_the_public_reads_what_village_is_and_nothing_of_the_house(cast: Cast, owed) -> None:
    page = cast.client(None).get(HOME).content.decode()

    assert "What the agencies send becomes what the partnership knows" in page
    assert "Children in need census" not in page
    assert cast.owner.name not in page


def test_a_data_lead_finds_what_waits_for_them_and_the_latest_first(cast: Cast, owed) -> None:
    due = {year: sending.owe(cast.council, period=year_ending(year)) for year in (2024, 2025)}
    future = sending.owe(cast.council, spec="person-list", period=Period(DAY, DAY))
    sending.owe(cast.police, spec="police-missing", period=sending.QUARTER)

    mine = selectors.today(cast.rights(cast.owner))["mine"]

    assert [line.ref for line in mine] == [due[2024].ref, due[2025].ref, owed.ref, future.ref]
    assert [line.standing for line in mine] == ["late", "late", "expected", "expected"]
    page = cast.client(cast.owner).get(HOME).content.decode()
    assert "Waiting for you" in page
    assert "Police missing episodes" not in page


def test_what_is_accepted_waits_no_more_and_what_is_checked_does(cast: Cast, owed) -> None:
    made = sending.checked(owed, census(2), by=cast.owner)
    rights = cast.rights(cast.owner)
    assert [line.standing for line in selectors.today(rights)["mine"]] == ["checked"]

    sending.editions.accept(made, version=made.version, commentary="", by=cast.owner, at=AT)

    assert selectors.today(rights)["mine"] == []


def test_what_only_others_can_send_does_not_wait_for_who_sees_it(cast: Cast, owed) -> None:
    trainer = cast.by_role[RoleKind.TRAINER]
    people.grant(
        trainer,
        scope=f"returns:{cast.council.ref}",
        until_on=date(2026, 9, 1),
        why="to see how it is done",
        by=PRODUCER,
        at=AT,
    )

    assert selectors.today(cast.rights(trainer))["mine"] == []
    assert selectors.today(cast.rights(trainer))["sees_returns"]


def test_who_sees_figures_finds_them_and_who_is_late(cast: Cast, owed) -> None:
    sending.owe(cast.police, spec="police-missing", period=quarters(year_ending(2025))[0])
    made = sending.stored(owed, census(6), by=cast.owner)
    services.build(made.ref, by=PRODUCER, at=AT, progress=sending.Quiet())

    page = cast.client(cast.by_role[RoleKind.SCRUTINEER]).get(HOME).content.decode()

    assert "What the partnership knows" in page
    assert "Late returns" in page
    assert "Vale Police: Police missing episodes, April to June 2024" in page
    assert owed.ref not in page


@pytest.mark.parametrize("who", ["administrator", "stranger", "trainer"])
def test_who_sees_neither_finds_neither(cast: Cast, owed, who) -> None:
    page = cast.client(cast.everybody[who]).get(HOME).content.decode()

    assert "Children in need census" not in page
    assert "What the partnership knows" not in page


# Session, person, roles, grants and bodies spoken for are read by every request: five.
@pytest.mark.parametrize(("who", "queries"), [("agency data lead", 8), ("trainer", 6), (None, 0)])
def test_its_queries_are_as_many_for_many_returns(
    cast: Cast, owed, django_assert_num_queries, who, queries
) -> None:
    for year in range(2012, 2025):
        sending.owe(cast.council, period=year_ending(year))
    browser = cast.client(cast.everybody.get(who) if who else None)

    with django_assert_num_queries(queries):
        assert browser.get(HOME).status_code == 200


def test_no_more_than_a_handful_waits_at_once(cast: Cast) -> None:
    for year in range(2012, 2025):
        sending.owe(cast.council, period=year_ending(year))

    assert len(selectors.today(cast.rights(cast.owner))["mine"]) == selectors.MOST
