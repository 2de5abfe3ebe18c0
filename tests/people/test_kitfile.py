"""A kit seeds bodies and people once; after that the house is master."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.cast import AT, DAY
from village import trail
from village.kernel.refusal import Refusal
from village.kit.bodies import BodySeed
from village.kit.people import PersonSeed, RoleSeed, StandIn
from village.partnership.people import rights, services
from village.partnership.people.kitfile import Difference, NotTaken, furnish
from village.partnership.people.models import Body, Delegation, Person, Role
from village.partnership.people.rules import BodyKind, RoleKind, Seat
from village.trail.models import Event

pytestmark = pytest.mark.django_db
KIT = trail.System("kit")


def body(key: str, **named) -> BodySeed:
    plain = {
        "key": key,
        "name": key.title(),
        "kind": BodyKind.STATUTORY_PARTNER,
        "seat": Seat.NHS,
        "contact": "",
        "from_on": None,
        "until_on": None,
        "becomes": "",
        "becomes_on": None,
        "source": "a plan, page 2",
    }
    return BodySeed(**(plain | named))


def person(key: str, *roles: RoleSeed, stands_in: tuple[StandIn, ...] = ()) -> PersonSeed:
    return PersonSeed(
        key=key,
        name=key.title(),
        email=f"{key}@example.org",
        roles=roles,
        stands_in=stands_in,
    )


OLD_LEAD = RoleSeed(RoleKind.DATA_LEAD, "old-board", date(2024, 1, 1), date(2026, 4, 1))
NEW_LEAD = RoleSeed(RoleKind.DATA_LEAD, "new-board", date(2026, 4, 1), None)
MANAGER = RoleSeed(RoleKind.BUSINESS_MANAGER, "", date(2025, 1, 6), None)
COVER = StandIn("nina", RoleKind.DATA_LEAD, "new-board", DAY, date(2026, 8, 1), "on leave")
BODIES = [
    body("old-board", until_on=date(2026, 4, 1), becomes="new-board", becomes_on=date(2026, 4, 1)),
    body("new-board", from_on=date(2026, 4, 1), contact="otto"),
]
PEOPLE = [
    person("nina", OLD_LEAD, NEW_LEAD),
    person("otto", MANAGER),
    person("pia", stands_in=(COVER,)),
]


def load(bodies=BODIES, people=PEOPLE, take=()) -> tuple[Difference, ...]:
    return furnish(bodies, people, by=KIT, at=AT, take=take)


def test_a_kit_seeds_bodies_with_their_succession_and_people_with_their_roles() -> None:
    assert load() == ()

    nina = Person.objects.system("a test").get(key="nina")
    old, new = Body.objects.system("a test").order_by("-key")
    assert old.ends_on == date(2026, 4, 1)
    assert new.contact.key == "otto"
    assert [role.body.key for role in Role.objects.system("a test").filter(person=nina)] == [
        "old-board",
        "new-board",
    ]
    assert set(rights.read(nina, at=AT).scopes("returns")) == {
        f"returns:{new.ref}",
        f"returns:{old.ref}",
    }


def test_who_stands_in_sees_what_the_holder_sees_until_then() -> None:
    load()

    pia = Person.objects.system("a test").get(key="pia")

    assert rights.read(pia, at=AT).holds("agency data lead")
    assert not rights.read(pia, at=AT.replace(month=8, day=1)).holds("agency data lead")


def test_a_second_load_changes_nothing_and_writes_nothing() -> None:
    load()
    before = Event.objects.system("a test").count()

    assert load() == ()
    assert Event.objects.system("a test").count() == before


def test_what_was_changed_here_is_listed_and_stays() -> None:
    load()
    nina = Person.objects.system("a test").get(key="nina")
    services.correct_person(nina, name="Nina Neu", email=nina.email, by=KIT, at=AT)

    differing = load()

    assert differing == (Difference("people", "nina", "name", "Nina Neu", "Nina"),)
    assert Person.objects.system("a test").get(key="nina").name == "Nina Neu"


def test_what_is_taken_by_key_becomes_as_the_kit_has_it_and_nothing_else() -> None:
    load()
    changed = [replace(seed, name=f"{seed.name} Renamed") for seed in BODIES]

    differing = load(bodies=changed, take=["new-board"])

    assert [d.key for d in differing] == ["old-board"]
    names = {b.key: b.name for b in Body.objects.system("a test")}
    assert names == {"old-board": "Old-Board", "new-board": "New-Board Renamed"}


def test_a_role_that_the_house_ended_is_not_given_again() -> None:
    load()
    held = Role.objects.system("a test").get(person__key="nina", body__key="new-board")
    services.end(held, by=KIT, at=AT)

    assert load(take=["nina"]) == ()
    assert not rights.read(held.person, at=AT).roles


def test_a_new_role_in_the_kit_is_listed_and_given_when_taken() -> None:
    load()
    auditor = RoleSeed(RoleKind.AUDITOR, "", DAY, None)
    people = [person("nina", OLD_LEAD, NEW_LEAD, auditor)]

    listed = load(people=people)
    load(people=people, take=["nina"])

    nina = Person.objects.system("a test").get(key="nina")
    assert [d.kit for d in listed] == ["auditor, the partnership"]
    assert rights.read(nina, at=AT).holds("auditor")


def test_the_whole_load_is_one_event_or_nothing() -> None:
    clash = [*PEOPLE, replace(person("quentin", MANAGER), email="nina@example.org")]

    with pytest.raises(Refusal):
        load(people=clash)

    assert not Body.objects.system("a test").exists()
    load()
    assert [e.name for e in Event.objects.system("a test")] == ["people.furnish"]


def begun(on: date, until: date) -> list[PersonSeed]:
    """The people, with a stand-in that begins on a day."""
    cover = replace(COVER, from_on=on, until_on=until)
    return [*PEOPLE[:2], person("pia", stands_in=(cover,))]


def test_a_stand_in_that_began_before_the_day_of_loading_is_history_and_is_taken() -> None:
    load(people=begun(date(2026, 5, 4), date(2026, 8, 1)))

    pia = Person.objects.system("a test").get(key="pia")
    lent = Delegation.objects.system("a test").get(person=pia)
    assert (lent.from_on, lent.until_on) == (date(2026, 5, 4), date(2026, 8, 1))
    assert rights.read(pia, at=AT).holds(RoleKind.DATA_LEAD)
    assert lent.ref in str(Event.objects.system("a test").get(name="people.furnish").detail)


def test_a_stand_in_that_is_over_gives_no_sight_today() -> None:
    load(people=begun(date(2026, 5, 4), date(2026, 6, 1)))

    pia = Person.objects.system("a test").get(key="pia")
    assert Delegation.objects.system("a test").filter(person=pia).exists()
    assert not rights.read(pia, at=AT).holds(RoleKind.DATA_LEAD)


def test_only_the_kit_may_reach_back() -> None:
    load()
    otto = Person.objects.system("a test").get(key="otto")
    role = Role.objects.system("a test").get(kind=RoleKind.DATA_LEAD, starts_on=date(2026, 4, 1))

    with pytest.raises(Refusal, match="Choose today or a later day"):
        services.delegate(
            role,
            to=Person.objects.system("a test").get(key="pia"),
            from_on=DAY - timedelta(days=1),
            until_on=date(2026, 8, 1),
            why="on leave",
            by=otto,
            at=AT,
        )


def test_what_the_house_cannot_take_is_told_by_the_entry_and_nobody_is_seeded() -> None:
    nobodys = replace(COVER, kind=RoleKind.AGENCY_LEAD)
    people = [*PEOPLE[:2], person("pia", stands_in=(nobodys,))]

    with pytest.raises(NotTaken, match="“nina” does not hold the role of agency lead") as refused:
        load(people=people)

    assert (refused.value.section, refused.value.key) == ("people", "pia")
    assert not Person.objects.system("a test").exists()
