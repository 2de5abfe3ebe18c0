"""Everybody who walks: the cast, those who lost something, and nobody."""

from django.test import Client

from tests.cast import AT, PRODUCER, SINCE, Cast, sign_in
from tests.walker.walking import NOBODY, Stage
from village.partnership.people import services
from village.partnership.people.rules import RoleKind

# The most privileged first; the rest follow in their own order.
FIRST = (
    "information governance officer",
    "business manager",
    "council contact",
    "agency data lead",
)
FORMER, CLOSED, HALF = "former", "closed", "half signed in"


def set_up(cast: Cast) -> Stage:
    """A browser for each of them, signed in as they are."""
    people = cast.everybody
    order = [*FIRST, *(name for name in people if name not in FIRST)]
    whos = {name: cast.client(people[name]) for name in order}
    whos[FORMER] = cast.client(former(cast))
    whos[HALF] = half_signed_in(cast)
    whos[CLOSED] = closed(cast)
    whos[NOBODY] = Client()
    return Stage(cast=cast, whos=whos)


def newcomer(name: str, cast: Cast) -> object:
    email = f"{name.split(maxsplit=1)[0].lower()}@example.org"
    person = services.add_person(name, email=email, by=PRODUCER, at=AT)
    services.appoint(
        person,
        kind=RoleKind.DATA_LEAD,
        body=cast.council,
        starts_on=SINCE,
        by=PRODUCER,
        at=AT,
    )
    return person


def former(cast: Cast):
    """Was the council's data lead until today."""
    person = newcomer("Frida Former", cast)
    services.end(person.held.system("a role to end").get(), by=PRODUCER, at=AT)
    return person


def half_signed_in(cast: Cast) -> Client:
    """Is the council's data lead, and has given the password alone."""
    browser = Client()
    browser.force_login(newcomer("Hedda Half", cast))
    return browser


def closed(cast: Cast) -> Client:
    """Is the council's data lead and was signed in when the sign-in was closed."""
    person = newcomer("Clara Closed", cast)
    browser = Client()
    sign_in(browser, person)
    services.close_sign_in(person, why="A test.", by=PRODUCER, at=AT)
    return browser
