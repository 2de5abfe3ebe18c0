"""Roles are given, confirmed, lent and ended, and sight follows at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection

from tests.cast import AT, DAY, PRODUCER, SINCE, Cast
from village.kernel.refusal import Refusal
from village.partnership.people import rights, selectors, services
from village.partnership.people.models import Delegation, Grant, Person, Role
from village.partnership.people.rules import RoleKind
from village.trail.models import Event, EventSubject

TOMORROW = DAY + timedelta(days=1)
DATA_LEAD = RoleKind.DATA_LEAD
MANAGER = RoleKind.BUSINESS_MANAGER


def role_of(person: Person) -> Role:
    return Role.objects.system("a test").select_related("body", "person").get(person=person)


def last_event(name: str) -> Event:
    return Event.objects.system("a test").filter(name=name).latest("seq")


def sees(person: Person, scope: str, *, at=AT) -> bool:
    return rights.read(person, at=at).sees(scope)


def appoint(cast: Cast, person: Person, kind: RoleKind, *, by, body=None, **named) -> Role:
    starts_on = named.pop("starts_on", DAY)
    return services.appoint(
        person, kind=kind, body=body, starts_on=starts_on, by=by, at=AT, **named
    )


def test_a_contact_gives_a_data_lead_the_sight_of_their_own_body(cast: Cast) -> None:
    role = appoint(cast, cast.stranger, DATA_LEAD, by=cast.council_contact, body=cast.council)

    assert sees(cast.stranger, f"returns:{cast.council.ref}")
    assert not sees(cast.stranger, f"returns:{cast.police.ref}")
    event = last_event("people.appoint")
    assert event.by == cast.council_contact.ref
    about = EventSubject.objects.system("a test").filter(event=event)
    assert {role.ref, cast.stranger.ref} <= set(about.values_list("ref", flat=True))


@pytest.mark.parametrize(
    ("by", "kind", "at_body", "words"),
    [
        (MANAGER, DATA_LEAD, "council", "Only the contact of"),
        ("police contact", DATA_LEAD, "council", "Only the contact of"),
        (DATA_LEAD, RoleKind.PRACTITIONER, "council", "Only the contact of"),
        ("council contact", RoleKind.SCRUTINEER, None, "Only a business manager"),
        (MANAGER, RoleKind.LEAD_PARTNER, "charity", "not at a voluntary"),
        (MANAGER, RoleKind.LEAD_PARTNER, None, "Choose the body"),
        (MANAGER, RoleKind.SCRUTINEER, "council", "held at no body"),
    ],
)
def test_a_role_is_refused_from_the_wrong_hand_or_at_the_wrong_place(
    cast: Cast, by, kind, at_body, words
) -> None:
    body = getattr(cast, at_body) if at_body else None

    with pytest.raises(Refusal, match=words):
        appoint(cast, cast.stranger, kind, by=cast.everybody[by], body=body)

    assert not Role.objects.system("a test").filter(person=cast.stranger).exists()
    assert not Event.objects.system("a test").filter(name="people.appoint").exists()


def test_nobody_gives_a_role_to_themselves(cast: Cast) -> None:
    with pytest.raises(Refusal, match="themselves"):
        appoint(cast, cast.council_contact, DATA_LEAD, by=cast.council_contact, body=cast.council)


def test_a_role_is_held_once(cast: Cast) -> None:
    with pytest.raises(Refusal, match="holds this role already"):
        appoint(cast, cast.owner, DATA_LEAD, by=cast.council_contact, body=cast.council)


def test_a_role_that_ends_before_it_starts_is_refused(cast: Cast) -> None:
    with pytest.raises(Refusal, match="end after the start"):
        appoint(cast, cast.stranger, RoleKind.AUDITOR, by=cast.by_role[MANAGER], ends_on=DAY)


def test_a_role_that_starts_tomorrow_shows_nothing_today(cast: Cast) -> None:
    appoint(cast, cast.stranger, RoleKind.QA_MANAGER, by=PRODUCER, starts_on=TOMORROW)

    assert not sees(cast.stranger, "figures")
    assert sees(cast.stranger, "figures", at=AT + timedelta(days=1))


def test_ending_a_role_takes_its_sight_at_once(cast: Cast) -> None:
    browser = cast.client(cast.owner)
    assert browser.get("/me/").context["request"].rights.sees("figures")

    services.end(role_of(cast.owner), by=cast.council_contact, at=AT)

    assert not browser.get("/me/").context["request"].rights.granted
    assert last_event("people.end").by == cast.council_contact.ref


def test_a_role_ends_on_the_day_that_is_asked(cast: Cast) -> None:
    services.end(role_of(cast.owner), on=TOMORROW, by=cast.council_contact, at=AT)

    assert sees(cast.owner, "figures")
    assert not sees(cast.owner, "figures", at=AT + timedelta(days=1))


def test_one_may_lay_down_ones_own_role_and_nobody_elses(cast: Cast) -> None:
    with pytest.raises(Refusal, match="can end it"):
        services.end(role_of(cast.owner), by=cast.stranger, at=AT)
    with pytest.raises(Refusal, match="can end it"):
        services.end(role_of(cast.owner), by=cast.by_role[MANAGER], at=AT)

    services.end(role_of(cast.owner), by=cast.owner, at=AT)

    assert not sees(cast.owner, "figures")


def test_a_role_that_has_ended_cannot_end_again_nor_in_the_past(cast: Cast) -> None:
    with pytest.raises(Refusal, match="today or a later day"):
        services.end(role_of(cast.owner), on=DAY - timedelta(days=1), by=cast.owner, at=AT)
    services.end(role_of(cast.owner), by=cast.owner, at=AT)
    with pytest.raises(Refusal, match="already"):
        services.end(role_of(cast.owner), by=cast.owner, at=AT)


def test_an_older_version_of_a_role_is_refused(cast: Cast) -> None:
    seen = role_of(cast.owner)
    services.confirm(seen, version=seen.version, by=cast.council_contact, at=AT)

    with pytest.raises(Refusal, match="changed this"):
        services.end(seen, version=seen.version, by=cast.council_contact, at=AT)


def test_a_confirmed_role_lasts_another_quarter_and_its_grants_with_it(cast: Cast) -> None:
    autumn = AT.replace(month=10, day=1)

    services.confirm(role_of(cast.owner), by=cast.council_contact, at=autumn)

    year_end = AT.replace(month=12, day=31)
    assert role_of(cast.owner).confirmed_until == date(2027, 1, 1)
    assert sees(cast.owner, f"returns:{cast.council.ref}", at=year_end)
    assert not sees(cast.colleague, f"returns:{cast.council.ref}", at=year_end)


def test_only_the_bodys_contact_confirms(cast: Cast) -> None:
    for person in (cast.owner, cast.police_contact, cast.stranger, cast.by_role[MANAGER]):
        with pytest.raises(Refusal, match="contact"):
            services.confirm(role_of(cast.owner), by=person, at=AT)


def test_a_lapsed_role_is_given_anew_and_not_confirmed(cast: Cast) -> None:
    later = AT.replace(month=10, day=18)

    with pytest.raises(Refusal, match="has ended"):
        services.confirm(role_of(cast.owner), by=cast.council_contact, at=later)
    services.appoint(
        cast.owner,
        kind=DATA_LEAD,
        body=cast.council,
        starts_on=later.date(),
        by=cast.council_contact,
        at=later,
    )

    held = Role.objects.system("a test").filter(person=cast.owner).order_by("starts_on")
    assert [(role.starts_on, role.ends_on) for role in held] == [
        (SINCE, date(2026, 10, 15)),
        (date(2026, 10, 18), None),
    ]
    assert sees(cast.owner, "figures", at=later)
    assert not sees(cast.owner, "figures", at=AT.replace(month=10, day=16))


def lend(cast: Cast, *, by=None, to=None, days=10, why="leave", **named) -> Delegation:
    return services.delegate(
        role_of(cast.owner),
        to=to or cast.stranger,
        from_on=named.get("from_on", DAY),
        until_on=named.get("until_on", DAY + timedelta(days=days)),
        why=why,
        by=by or cast.owner,
        at=AT,
    )


def test_a_stand_in_sees_and_holds_the_role_until_its_day(cast: Cast) -> None:
    lend(cast)

    now = rights.read(cast.stranger, at=AT)
    then = rights.read(cast.stranger, at=AT + timedelta(days=10))
    assert now.holds(DATA_LEAD, body=cast.council)
    assert now.roles[0].delegated
    assert now.sees(f"identities:{cast.council.ref}")
    assert not then.roles
    assert not then.granted


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ({"days": 185}, "within 184 days"),
        ({"days": 0}, "end after the start"),
        ({"from_on": DAY - timedelta(days=1)}, "today or a later day"),
    ],
)
def test_a_stand_in_of_odd_days_is_refused(cast: Cast, named, words) -> None:
    with pytest.raises(Refusal, match=words):
        lend(cast, **named)


def test_nobody_lends_a_role_that_is_not_theirs_to_give(cast: Cast) -> None:
    for person in (cast.colleague, cast.other, cast.stranger, cast.by_role[MANAGER]):
        with pytest.raises(Refusal, match="Only who holds"):
            lend(cast, by=person, to=cast.other)
    with pytest.raises(Refusal, match="themselves"):
        lend(cast, to=cast.owner)
    with pytest.raises(Refusal, match="themselves"):
        lend(cast, by=cast.council_contact, to=cast.council_contact)


def test_a_stand_in_cannot_lend_on_what_was_lent(cast: Cast) -> None:
    lend(cast)

    with pytest.raises(Refusal, match="Only who holds"):
        lend(cast, by=cast.stranger, to=cast.other)


def test_ending_a_stand_in_takes_its_sight_and_leaves_the_holders(cast: Cast) -> None:
    lent = lend(cast)

    services.end_delegation(lent, by=cast.owner, at=AT)

    assert not sees(cast.stranger, "figures")
    assert sees(cast.owner, "figures")
    with pytest.raises(Refusal, match="already"):
        services.end_delegation(lent, by=cast.owner, at=AT)


def test_a_stand_in_ends_with_the_role(cast: Cast) -> None:
    lend(cast)

    services.end(role_of(cast.owner), by=cast.owner, at=AT)

    assert not rights.read(cast.stranger, at=AT).roles
    assert not sees(cast.stranger, "figures")
    assert Delegation.objects.system("a test").get().until_on == DAY


def test_a_stand_in_does_not_outlast_a_role_that_lapses(cast: Cast) -> None:
    lend(cast, days=184)

    lapsed = AT.replace(month=10, day=15)

    assert not rights.read(cast.stranger, at=lapsed).roles
    assert not sees(cast.stranger, "figures", at=lapsed)


def test_a_body_that_becomes_another_hands_on_what_it_sent_and_ends_its_roles(cast: Cast) -> None:
    appoint(cast, cast.stranger, DATA_LEAD, by=PRODUCER, body=cast.health)

    services.succeed(
        cast.police, into=cast.health, from_on=TOMORROW, by=cast.by_role[MANAGER], at=AT
    )

    tomorrow = AT + timedelta(days=1)
    assert sees(cast.stranger, f"returns:{cast.police.ref}", at=tomorrow)
    assert not sees(cast.stranger, f"returns:{cast.police.ref}")
    assert sees(cast.other, f"returns:{cast.police.ref}")
    assert not rights.read(cast.other, at=tomorrow).roles
    shown = selectors.body_page(rights.read(cast.owner, at=AT), ref=cast.police.ref)
    assert [s.successor for s in shown.became] == [cast.health]


def test_a_body_does_not_become_what_it_came_from(cast: Cast) -> None:
    manager = cast.by_role[MANAGER]
    services.succeed(cast.police, into=cast.health, from_on=DAY, by=manager, at=AT)

    with pytest.raises(Refusal, match="cannot become"):
        services.succeed(cast.health, into=cast.police, from_on=DAY, by=manager, at=AT)
    with pytest.raises(Refusal, match="cannot become"):
        services.succeed(cast.council, into=cast.council, from_on=DAY, by=manager, at=AT)


def test_only_a_manager_says_which_bodies_there_are_and_not_for_herself(cast: Cast) -> None:
    with pytest.raises(Refusal, match="Only a business manager"):
        services.name_contact(cast.council, contact=cast.owner, by=cast.owner, at=AT)
    manager = cast.by_role[MANAGER]
    with pytest.raises(Refusal, match="names themselves"):
        services.name_contact(cast.council, contact=manager, by=manager, at=AT)

    services.name_contact(cast.council, contact=cast.stranger, by=manager, at=AT)

    assert rights.read(cast.stranger, at=AT).speaks(cast.council)
    assert not rights.read(cast.council_contact, at=AT).speaks(cast.council)


def test_only_who_guards_the_trail_bars_and_lifts(cast: Cast) -> None:
    for person in (cast.owner, cast.by_role[MANAGER], cast.council_contact):
        with pytest.raises(Refusal, match="information governance"):
            services.bar(cast.other, scope="figures", why="a dispute", by=person, at=AT)


def test_an_actor_without_rights_is_not_taken_for_the_machine(cast: Cast) -> None:
    nobody = rights.Rights(person=None, at=AT)

    with pytest.raises((Refusal, ValueError)):
        appoint(cast, cast.stranger, RoleKind.AUDITOR, by=nobody)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_give_the_same_role_at_once_one_is_refused(cast: Cast) -> None:
    def give() -> str:
        try:
            appoint(cast, cast.stranger, DATA_LEAD, by=cast.council_contact, body=cast.council)
            return "given"
        except Refusal:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        ends = sorted(done.result() for done in [both.submit(give), both.submit(give)])

    assert ends == ["given", "refused"]
    assert Role.objects.system("a test").filter(person=cast.stranger).count() == 1
    scopes = Grant.objects.system("a test").filter(person=cast.stranger)
    assert scopes.count() == 3


@pytest.mark.django_db(transaction=True)
def test_of_two_who_end_the_same_role_at_once_one_is_refused(cast: Cast) -> None:
    held = role_of(cast.owner)

    def stop() -> str:
        try:
            services.end(held, version=held.version, by=cast.council_contact, at=AT)
            return "ended"
        except Refusal:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        ends = sorted(done.result() for done in [both.submit(stop), both.submit(stop)])

    assert ends == ["ended", "refused"]
