"""The front page: the public's, and today's of whoever works here."""

import html
from datetime import date, timedelta

import pytest

from tests.cast import AT, DAY, PRODUCER, Cast
from tests.returns import sending
from tests.returns.sending import census
from village import engine, trail
from village.desk import rules, selectors
from village.evidence.indicators import services
from village.evidence.indicators.selectors.drawing import drawn_from
from village.evidence.returns.services import house
from village.kernel.periods import Period, quarters, year_ending
from village.partnership.people import services as people
from village.partnership.people.rules import RoleKind
from village.post.models import Letter

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


def test_a_correction_that_waits_is_told_to_who_decides_on_it(cast: Cast, owed) -> None:
    sending.accepted(owed, census(2), by=cast.owner)
    sending.checked(owed, census(3), by=cast.owner)

    (line,) = selectors.today(cast.rights(cast.owner))["mine"]

    assert (line.standing, line.state) == ("accepted", "a correction waits")


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


def test_somebody_of_an_agency_finds_first_what_it_feeds_and_what_changed(cast, owed) -> None:
    made = sending.stored(owed, census(6), by=cast.owner)
    services.build(made.ref, by=PRODUCER, at=AT, progress=sending.Quiet())
    more = sending.stored(owed, census(30), by=cast.owner)
    services.build(more.ref, by=PRODUCER, at=AT, progress=sending.Quiet())
    drawing = set(drawn_from("census-cin", of=engine.version(house.store()).indicators))

    mine = selectors.today(cast.rights(cast.owner))["known"]
    theirs = selectors.today(cast.rights(cast.by_role[RoleKind.SCRUTINEER]))["known"]

    counted = [one.card.id in drawing for one in mine if one.card.newest]
    assert any(counted)
    assert counted == sorted(counted, reverse=True)
    assert mine[0].why == "Your agency feeds it; changed since version 1"
    assert theirs[0].why == "Changed since version 1"


@pytest.mark.parametrize("who", ["administrator", "stranger", "trainer"])
def test_who_sees_neither_finds_neither(cast: Cast, owed, who) -> None:
    page = cast.client(cast.everybody[who]).get(HOME).content.decode()

    assert "Children in need census" not in page
    assert "What the partnership knows" not in page


# Session, person, roles, grants and bodies spoken for are read by every request: five.
@pytest.mark.parametrize(("who", "queries"), [("agency data lead", 11), ("trainer", 6), (None, 0)])
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


def today_of(cast: Cast, who: str) -> str:
    return " ".join(cast.client(cast.everybody[who]).get(HOME).content.decode().split())


@pytest.mark.parametrize("kind", list(RoleKind))
def test_every_role_reads_what_it_can_do_here(cast: Cast, kind: RoleKind) -> None:
    page = today_of(cast, kind.value)

    assert "What you can do here" in page
    assert rules.CAN_DO[kind] in html.unescape(page)


def test_who_holds_no_role_reads_how_to_get_one(cast: Cast) -> None:
    assert "You hold no role yet" in today_of(cast, "stranger")


def test_a_contact_reads_what_it_is_to_speak_for_a_body(cast: Cast) -> None:
    assert "You speak for a body" in today_of(cast, "council contact")


def states(cast: Cast, who: str, *, at=AT) -> dict[str, str]:
    """What the tasks of Today say: how many of each."""
    found = selectors.today(cast.rights(cast.everybody[who], at=at))["tasks"]
    return {task.title: task.state for task in found}


def test_an_officer_finds_refusals_looks_and_bars_as_counts(cast: Cast, owed) -> None:
    guardian = cast.by_role[RoleKind.IG_OFFICER]
    made = sending.checked(owed, census(2), by=cast.owner)
    cast.client(cast.other).get(f"/editions/{made.ref}/")
    cast.client(cast.owner).get(f"/editions/{made.ref}/issues.csv")
    people.bar(cast.colleague, scope="figures", why="a test", by=guardian, at=AT)

    found = states(cast, "information governance officer")

    assert found == {
        "Refusals this week": "1",
        "Looks at children’s rows and ids this week": "1",
        "Looks at pairs of children’s records this week": "None",
        "Bars that stand": "1",
        "Letters that could not be delivered": "None",
    }


def test_what_is_older_than_a_week_is_not_of_this_week(cast: Cast, owed) -> None:
    cast.client(cast.other).get(f"/returns/{owed.ref}/")

    later = states(cast, "information governance officer", at=AT + timedelta(days=9))

    assert later["Refusals this week"] == "None"


def test_an_administrator_finds_who_cannot_come_in_and_letters_that_bounced(cast: Cast) -> None:
    asked = people.add_person("Nadia Newcomer", email="nadia@example.org", by=PRODUCER, at=AT)
    people.invite(asked, by=PRODUCER, at=AT)
    with trail.verb("tests.lose_letters", by=PRODUCER, at=AT, empty=True):
        Letter.objects.system("a test").update(state="undelivered")
    people.appoint(asked, kind=RoleKind.AUDITOR, body=None, starts_on=DAY, by=PRODUCER, at=AT)

    found = states(cast, "administrator")

    assert found["Invitations not taken up"] == "1"
    assert found["Letters that could not be delivered"] == "1"
    never = int(found["People with a role who were never invited to sign in"])
    assert never == len(RoleKind) + 2


def test_the_counts_of_people_lead_to_those_people(cast: Cast) -> None:
    asked = people.add_person("Nadia Newcomer", email="nadia@example.org", by=PRODUCER, at=AT)
    people.invite(asked, by=PRODUCER, at=AT)
    manager = cast.client(cast.by_role[RoleKind.BUSINESS_MANAGER])

    invited = manager.get("/people/?show=invited").context["listed"]
    never = manager.get("/people/?show=never-invited").context["listed"]
    stranger = cast.client(cast.owner).get("/people/?show=invited").context["listed"]

    assert [person.name for person in invited] == ["Nadia Newcomer"]
    assert cast.owner in list(never)
    assert "Nadia Newcomer" not in {person.name for person in stranger}


def test_a_manager_and_a_contact_find_the_roles_that_lapse_soon(cast: Cast) -> None:
    late = AT.replace(month=10, day=1)

    manager = states(cast, "business manager", at=late)
    contact = states(cast, "police contact", at=late)

    assert int(manager["Roles that lapse within four weeks"]) > 3
    assert contact == {"Roles that lapse within four weeks": "1"}
    assert states(cast, "police contact") == {"Roles that lapse within four weeks": "None"}
    assert states(cast, "agency data lead", at=late) == {}


def test_today_names_nobody_whom_the_trail_speaks_of(cast: Cast, owed) -> None:
    cast.client(cast.other).get(f"/returns/{owed.ref}/")

    page = today_of(cast, "information governance officer")

    assert cast.other.name not in page


def test_a_manager_finds_how_many_returns_are_late(cast: Cast, owed) -> None:
    sending.owe(cast.police, spec="police-missing", period=quarters(year_ending(2025))[0])

    assert states(cast, "business manager")["Late returns"] == "1"
    assert "Late returns" not in states(cast, "scrutineer")
