"""The one cast of every test: who plays the owner, the colleague, the other agency, the stranger.

A test takes the fixture `cast`; its clock then stands at the cast's day. Names say who is who:
Amina and Bram answer for the council's data, Chidi for the police's, Dora is signed in and holds
no role, and `cast.by_role` has somebody for each role that there is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType

import pytest
from django.test import Client

from village import trail
from village.partnership.people import rights, services
from village.partnership.people.models import Body, Person
from village.partnership.people.rights import Rights
from village.partnership.people.rules import ROLES, BodyKind, RoleKind, Seat

DAY = date(2026, 7, 15)
AT = datetime(2026, 7, 15, 9, 30, tzinfo=UTC)
SINCE = date(2026, 1, 5)
PRODUCER = trail.System("tests")
PASSWORD = "the kettle sings at noon"

NAMES: dict[RoleKind, str] = {
    RoleKind.LEAD_PARTNER: "Esme Lead-Partner",
    RoleKind.DELEGATED_PARTNER: "Femi Delegated-Partner",
    RoleKind.CHAIR: "Gwen Chair",
    RoleKind.BUSINESS_MANAGER: "Hari Business-Manager",
    RoleKind.QA_MANAGER: "Ines Quality",
    RoleKind.TRAINING_MANAGER: "Jonas Training",
    RoleKind.ADMINISTRATOR: "Kofi Administrator",
    RoleKind.SUBGROUP_CHAIR: "Lena Subgroup-Chair",
    RoleKind.AGENCY_LEAD: "Milo Agency-Lead",
    RoleKind.DATA_LEAD: "Amina Owner",
    RoleKind.LINKER: "Nuala Linker",
    RoleKind.PANEL_COORDINATOR: "Omar Panel-Coordinator",
    RoleKind.PANEL_MEMBER: "Petra Panel-Member",
    RoleKind.SCHOOL_LEAD: "Quinn School-Lead",
    RoleKind.AUDITOR: "Rosa Auditor",
    RoleKind.LEAD_REVIEWER: "Silas Lead-Reviewer",
    RoleKind.TRAINER: "Tove Trainer",
    RoleKind.SCRUTINEER: "Uma Scrutineer",
    RoleKind.IG_OFFICER: "Viktor Information",
    RoleKind.PRACTITIONER: "Wanda Practitioner",
    RoleKind.PUBLIC: "Xeno Public",
}


@dataclass(frozen=True)
class Cast:
    """Five bodies and everybody who acts for them; the contacts hold no role themselves."""

    council: Body
    health: Body
    police: Body
    school: Body
    charity: Body
    owner: Person
    colleague: Person
    other: Person
    stranger: Person
    council_contact: Person
    police_contact: Person
    by_role: Mapping[RoleKind, Person]

    @property
    def everybody(self) -> dict[str, Person]:
        """All of them by what they play; a role plays under its own name."""
        named = {
            "colleague": self.colleague,
            "other agency": self.other,
            "stranger": self.stranger,
            "council contact": self.council_contact,
            "police contact": self.police_contact,
        }
        return named | {kind.value: person for kind, person in self.by_role.items()}

    def rights(self, person: Person, *, at: datetime = AT) -> Rights:
        return rights.read(person, at=at)

    def client(self, person: Person | None) -> Client:
        """A browser in which this person has signed in with both steps; None: nobody."""
        browser = Client()
        if person is not None:
            sign_in(browser, person)
        return browser


def sign_in(browser: Client, person: Person) -> None:
    browser.force_login(person)
    session = browser.session
    session["second_step"] = person.ref
    session.save()


@pytest.fixture
def cast(db: None, settings, tmp_path: Path) -> Cast:
    """Everybody on the stage, and the house's clock standing at their day."""
    settings.VILLAGE_AS_AT = DAY
    # No styles are gathered for a test, and the server of static files warns of a missing folder.
    settings.STATIC_ROOT = tmp_path
    # One verb round all: one transaction, one event, and the cast is there in no time.
    with trail.verb("tests.raise_curtain", by=PRODUCER, at=AT):
        return raise_curtain()


def raise_curtain() -> Cast:
    council = body("council", "Thornbury Vale Council", BodyKind.STATUTORY_PARTNER, Seat.COUNCIL)
    health = body("icb", "Vale Integrated Care Board", BodyKind.STATUTORY_PARTNER, Seat.NHS)
    police = body("police", "Vale Police", BodyKind.STATUTORY_PARTNER, Seat.POLICE)
    school = body("school", "Thornbury Vale Primary School", BodyKind.SCHOOL)
    charity = body("charity", "Vale Refuge", BodyKind.VOLUNTARY)
    by_role = {kind: play(kind, council=council, school=school) for kind in RoleKind}
    colleague = person("Bram Colleague")
    give(colleague, RoleKind.DATA_LEAD, council)
    other = person("Chidi Other-Agency")
    give(other, RoleKind.DATA_LEAD, police)
    return Cast(
        council=speak_for(council, council_contact := person("Yara Council-Contact")),
        health=health,
        police=speak_for(police, police_contact := person("Zeno Police-Contact")),
        school=school,
        charity=charity,
        owner=by_role[RoleKind.DATA_LEAD],
        colleague=colleague,
        other=other,
        stranger=person("Dora Stranger"),
        council_contact=council_contact,
        police_contact=police_contact,
        by_role=MappingProxyType(by_role),
    )


def play(kind: RoleKind, *, council: Body, school: Body) -> Person:
    """Somebody who holds this role and no other."""
    found = person(NAMES[kind])
    allowed = ROLES[kind].bodies
    place = None if not allowed else council if BodyKind.STATUTORY_PARTNER in allowed else school
    give(found, kind, place)
    return found


def body(key: str, name: str, kind: BodyKind, seat: Seat | None = None) -> Body:
    return services.add_body(name, key=key, kind=kind, seat=seat, by=PRODUCER, at=AT)


def person(name: str) -> Person:
    email = f"{name.split(maxsplit=1)[0].lower()}@example.org"
    return services.add_person(name, email=email, by=PRODUCER, at=AT)


def give(to: Person, kind: RoleKind, place: Body | None) -> None:
    services.appoint(to, kind=kind, body=place, starts_on=SINCE, by=PRODUCER, at=AT)


def speak_for(place: Body, contact: Person) -> Body:
    return services.name_contact(place, contact=contact, by=PRODUCER, at=AT)
