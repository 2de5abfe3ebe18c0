"""One click signs in, on this machine while the demo runs, and nowhere else."""

import importlib
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.urls import clear_url_caches, resolve
from django.urls.exceptions import Resolver404

from tests.cast import AT, DAY, PRODUCER, Cast
from village import trail
from village.kit.furnishing import furnish
from village.partnership.people import selectors, urls
from village.partnership.people.models import Person
from village.partnership.people.rules import RoleKind

pytestmark = pytest.mark.django_db
SWITCH = "/demo/"
KITS = Path(__file__).resolve().parents[2] / "kits"


@pytest.fixture
def routed(settings):
    """The addresses as they are with the demo on or off; put back afterwards."""

    def with_demo(on: bool) -> None:
        settings.DEMO = on
        for name in ("village.partnership.people.urls", "village.urls"):
            importlib.reload(sys.modules.get(name) or importlib.import_module(name))
        clear_url_caches()

    yield with_demo
    with_demo(False)


@pytest.fixture
def demo(cast: Cast, routed) -> Cast:
    people = Person.objects.system("a test").filter(pk__in=[cast.owner.pk, cast.other.pk])
    with trail.verb("tests.key", by=PRODUCER, at=AT, empty=True):
        for person in people:
            person.key = f"demo-{person.pk}"
            person.save(update_fields=["key"])
    routed(True)
    return cast


def test_with_the_demo_off_the_address_does_not_exist(cast: Cast, routed) -> None:
    routed(False)

    with pytest.raises(Resolver404):
        resolve(SWITCH)
    assert Client().get(SWITCH).status_code == 404
    assert Client().post(SWITCH, {"person": cast.owner.ref}).status_code == 404
    assert not [p for p in urls.own + urls.demo if p.name == "demo"]


def test_the_front_door_lists_the_roles_and_one_click_signs_in(demo: Cast) -> None:
    browser = Client(HTTP_HOST="localhost")

    page = browser.get(SWITCH).content.decode()
    answer = browser.post(SWITCH, {"person": demo.owner.ref})
    me = browser.get("/me/")

    assert "agency data lead" in page
    assert page.count("<form") >= 2
    assert answer.status_code == 302
    assert me.status_code == 200
    assert demo.owner.name in me.content.decode()


def test_a_person_who_is_not_of_the_demo_cannot_be_chosen(demo: Cast) -> None:
    browser = Client(HTTP_HOST="localhost")

    assert browser.post(SWITCH, {"person": demo.colleague.ref}).status_code == 404
    assert browser.get("/me/").status_code == 302


def test_a_click_alone_does_it_never_a_link(demo: Cast) -> None:
    browser = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)

    assert browser.get(f"{SWITCH}?person={demo.owner.ref}").status_code == 200
    assert browser.post(SWITCH, {"person": demo.owner.ref}).status_code == 403
    assert browser.get("/me/").status_code == 302


@pytest.mark.parametrize(
    "from_elsewhere",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": "10.0.0.5"},
        {"HTTP_X_FORWARDED_FOR": "192.0.2.7"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_VIA": "1.1 a-web-server"},
        {"HTTP_TRUE_CLIENT_IP": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=192.0.2.7"},
        {"HTTP_X_REAL_IP": "192.0.2.7"},
        {"HTTP_HOST": "village.example.org"},
        {"HTTP_HOST": "village.example.org:8000"},
    ],
)
def test_from_anywhere_else_there_is_no_front_door(
    demo: Cast, settings, from_elsewhere: dict[str, str]
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    # All else is as it should be: only this one thing keeps the door shut.
    browser = Client(**{"HTTP_HOST": "localhost", **from_elsewhere})

    assert browser.get(SWITCH).status_code == 404
    assert browser.post(SWITCH, {"person": demo.owner.ref}).status_code == 404
    assert browser.get("/me/").status_code == 302


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "localhost"])
def test_on_this_machine_it_opens_under_each_of_its_names(demo: Cast, settings, host) -> None:
    settings.ALLOWED_HOSTS = ["*"]

    assert Client(HTTP_HOST=host).get(SWITCH).status_code == 200


PAGES = ("/", "/me/", "/bodies/", "/people/", "/me/sittings/", "/roles/confirm/", "/returns/")


def test_everybody_of_the_made_up_partnership_comes_in_and_finds_their_pages(
    db, settings, tmp_path, routed
) -> None:
    settings.VILLAGE_AS_AT, settings.STATIC_ROOT = DAY, tmp_path
    routed(True)
    furnish(KITS / "demo", by=PRODUCER, at=AT)
    people = selectors.demo_people(at=AT)
    found = {}

    for person in people:
        browser = Client(HTTP_HOST="localhost")
        browser.post(SWITCH, {"person": person.ref})
        found[person.key] = [browser.get(path).status_code for path in PAGES]

    assert {role.kind for person in people for role in person.in_demo} == set(RoleKind)
    assert {tuple(codes) for codes in found.values()} == {(200,) * len(PAGES)}


def test_the_made_up_partnership_is_furnished_once(db) -> None:
    first = furnish(KITS / "demo", by=PRODUCER, at=AT)
    before = Person.objects.system("a test").count()

    assert furnish(KITS / "demo", by=PRODUCER, at=AT) == first == ()
    assert Person.objects.system("a test").count() == before
