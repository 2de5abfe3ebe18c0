"""What every request meets: a declared door, recorded refusals, headers, and no cache."""

import pytest
from django.test import Client, override_settings

from tests.cast import AT, PASSWORD, Cast
from village.partnership.people import rights, services
from village.partnership.people.middleware import Undeclared
from village.partnership.people.rules import RoleKind
from village.partnership.people.services import persons
from village.trail.models import AnonymousRefusals, Event

faulty = override_settings(ROOT_URLCONF="tests.people.faulty_urls")
pytestmark = pytest.mark.django_db


def refused():
    return Event.objects.system("a test").filter(sort="refused")


@faulty
def test_a_view_that_declares_nothing_opens_to_nobody(cast: Cast) -> None:
    for person in (None, cast.owner, cast.by_role[RoleKind.IG_OFFICER]):
        with pytest.raises(Undeclared, match="undeclared does not say"):
            cast.client(person).get("/undeclared/")

    quiet = Client(raise_request_exception=False)
    answer = quiet.get("/undeclared/")
    assert answer.status_code == 500
    assert b"anybody reads this" not in answer.content


@faulty
def test_a_page_for_a_role_opens_to_that_role_alone(cast: Cast) -> None:
    status = {
        name: cast.client(person).get("/for-scrutineers/").status_code
        for name, person in cast.everybody.items()
    }

    assert status.pop("scrutineer") == 200
    assert set(status.values()) == {403}
    assert Client().get("/for-scrutineers/")["Location"].startswith("/sign-in/?next=")


@faulty
def test_a_page_for_a_sight_opens_to_who_was_granted_it(cast: Cast) -> None:
    allowed = [
        name
        for name, person in cast.everybody.items()
        if cast.client(person).get("/for-who-sees-returns/").status_code == 200
    ]

    assert sorted(allowed) == ["agency data lead", "colleague", "other agency"]


@faulty
def test_a_lost_role_closes_the_door_with_the_next_click(cast: Cast) -> None:
    scrutineer = cast.by_role[RoleKind.SCRUTINEER]
    browser = cast.client(scrutineer)
    assert browser.get("/for-scrutineers/").status_code == 200

    from village.partnership.people.models import Role

    held = Role.objects.system("a test").get(person=scrutineer)
    services.end(held, by=scrutineer, at=AT)

    assert browser.get("/for-scrutineers/").status_code == 403


@faulty
def test_a_refusal_to_somebody_signed_in_is_an_event_with_the_ref_they_tried(cast: Cast) -> None:
    browser = cast.client(cast.owner)

    browser.get("/for-scrutineers/")
    browser.get("/nothing-here/Abcdef0123456789/")

    assert [(e.by, e.name) for e in refused().order_by("seq")] == [
        (cast.owner.ref, "people.for_scrutineers"),
        (cast.owner.ref, "people.nothing_here"),
    ]
    assert refused().latest("seq").detail["entries"][0]["ref"] == "Abcdef0123456789"


@faulty
def test_who_is_not_signed_in_is_counted_by_the_hour(cast: Cast) -> None:
    for _ in range(3):
        Client().get("/for-scrutineers/")

    counted = AnonymousRefusals.objects.system("a test").get(name="people.not_signed_in")
    assert counted.times == 3
    assert not refused().exists()


@faulty
def test_an_open_page_asks_nobody_and_reads_nothing(cast, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert Client().get("/for-all/").status_code == 200


def test_rights_are_read_anew_at_every_request_and_not_kept(cast: Cast) -> None:
    browser = cast.client(cast.owner)
    browser.get("/me/")

    kept = {key: str(value) for key, value in browser.session.items()}

    assert not [key for key in kept if "right" in key or "role" in key or "scope" in key]
    assert "returns:" not in str(kept)


@pytest.mark.parametrize("path", ["/sign-in/", "/password/forgotten/", "/me/", "/bodies/"])
def test_every_answer_says_what_it_may_load_and_that_it_is_not_to_be_kept(
    cast: Cast, path: str
) -> None:
    answer = cast.client(cast.owner if path in {"/me/", "/bodies/"} else None).get(path)

    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "geolocation=()" in answer.headers["Permissions-Policy"]
    assert "no-store" in answer.headers["Cache-Control"] or path.startswith("/password")
    assert b" style=" not in answer.content
    assert b"<style" not in answer.content


def test_the_picture_of_the_set_up_key_needs_no_style(cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.owner)

    page = browser.get("/second-step/set-up/").content.decode()

    assert "<svg" in page
    assert "style=" not in page
    assert "data:image" not in page


def test_cookies_are_for_our_pages_alone(cast: Cast) -> None:
    persons.set_password(cast.owner, password=PASSWORD, by=cast.owner, at=AT)

    answer = Client().post("/sign-in/", {"login": cast.owner.email, "password": PASSWORD})

    for name in ("village_session", "csrftoken"):
        assert answer.cookies[name]["httponly"]
        assert answer.cookies[name]["samesite"] == "Lax"
        assert not answer.cookies[name]["domain"]


def test_cookies_and_transport_are_secure_off_this_machine() -> None:
    from village import settings

    assert settings.loopback(["127.0.0.1", "localhost"])
    assert not settings.loopback(["village.example.org"])
    assert not settings.loopback(["localhost", "village.example.org"])


def test_who_owes_a_second_step_gets_no_further(cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.owner)

    for path in ("/me/", "/bodies/", "/trail/", "/password/change/"):
        assert browser.get(path)["Location"] == "/second-step/set-up/"
    assert browser.get("/sign-out/").status_code == 200


@faulty
def test_an_open_page_shows_no_more_than_the_public_sees_before_the_second_step(
    cast: Cast,
) -> None:
    half = Client()
    half.force_login(cast.owner)

    assert half.get("/what-i-may/").content == b""
    assert b"figures" in cast.client(cast.owner).get("/what-i-may/").content


def test_another_persons_second_step_does_not_count(cast: Cast) -> None:
    browser = cast.client(cast.colleague)

    browser.force_login(cast.owner)
    session = browser.session
    session["second_step"] = cast.colleague.ref
    session.save()

    assert browser.get("/me/")["Location"] == "/second-step/set-up/"


def test_who_sees_no_more_than_the_public_needs_no_second_step(cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.stranger)

    assert browser.get("/me/").status_code == 200


def test_the_moment_of_a_request_stands_at_the_houses_day(cast: Cast) -> None:
    answer = cast.client(cast.owner).get("/me/")

    assert answer.context["request"].at.date() == AT.date()
    assert rights.moment().tzinfo is not None
