"""The pages of people in a real browser: accessible, narrow, by keyboard, and without scripts."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.urls import reverse
from playwright.sync_api import Page

from tests.browser import assert_good_page, picture
from tests.cast import AT, PASSWORD, PRODUCER, Cast
from village.partnership.people import services
from village.partnership.people.models import Person, Role
from village.partnership.people.rules import RoleKind
from village.partnership.people.services import persons

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MANAGER = RoleKind.BUSINESS_MANAGER


def come_in(window: Page, address: str, cast: Cast, person: Person) -> None:
    """Sign in by a session that was made for this person."""
    cookie = cast.client(person).cookies["village_session"]
    window.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])


def one_time_code(window: Page, *, later: int = 0) -> str:
    key = re.search(r"Key: ([A-Z2-7]+)", window.inner_text("main"))[1]
    return format_hotp_value(hotp_value(key, int(time.time()) // 30 + later))


def password_of(person: Person) -> None:
    persons.set_password(person, password=PASSWORD, by=PRODUCER, at=AT)


def test_somebody_signs_in_by_keyboard_alone_and_sets_up_the_second_step(
    cast: Cast,
    live_server,
    page: Page,
) -> None:
    password_of(cast.owner)
    page.goto(f"{live_server.url}/me/")
    assert_good_page(page)
    picture(page, "sign-in")

    page.get_by_label("What is your e-mail address?").focus()
    page.keyboard.type(cast.owner.email)
    page.get_by_label("What is your password?", exact=True).focus()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/second-step/set-up/")
    assert_good_page(page)
    picture(page, "second-step")
    page.get_by_label("Which code does the app show now?").fill(one_time_code(page))
    page.get_by_role("button", name="Set up").click()
    page.wait_for_url("**/recovery-codes/")
    assert_good_page(page)
    page.get_by_role("link", name="Go on to my roles").click()

    page.wait_for_url("**/me/")
    assert cast.owner.name in page.inner_text("h1")


def test_everything_about_sign_in_works_without_scripts(
    cast: Cast,
    live_server,
    plain_page: Page,
) -> None:
    password_of(cast.owner)
    plain_page.goto(f"{live_server.url}/sign-in/")

    plain_page.get_by_label("What is your e-mail address?").fill(cast.owner.email)
    plain_page.get_by_label("What is your password?").fill("not her password")
    plain_page.get_by_role("button", name="Sign in").click()
    wrong = plain_page.inner_text("main")
    plain_page.get_by_label("What is your password?").fill(PASSWORD)
    plain_page.get_by_role("button", name="Sign in").click()
    plain_page.wait_for_url("**/second-step/set-up/")
    plain_page.get_by_label("Which code does the app show now?").fill(one_time_code(plain_page))
    plain_page.get_by_role("button", name="Set up").click()

    assert "is not right" in wrong
    assert "recovery codes" in plain_page.inner_text("h1")


SHOWN = {
    "my-roles": ("people:me", None, "agency data lead"),
    "sittings": ("people:sittings", None, "agency data lead"),
    "bodies": ("people:bodies", None, "agency data lead"),
    "body": ("people:body", "council", MANAGER),
    "people": ("people:people", None, MANAGER),
    "person": ("people:person", "owner", MANAGER),
    "add-person": ("people:add_person", None, MANAGER),
    "appoint": ("people:appoint_at", "council", "council contact"),
    "contact": ("people:contact", "council", MANAGER),
    "to-confirm": ("people:to_confirm", None, "council contact"),
    "end-role": ("people:end", "role", "agency data lead"),
    "stand-in": ("people:stand_in", "role", "agency data lead"),
    "close-sign-in": ("people:sign_in", "owner", MANAGER),
    "trail": ("people:trail", None, RoleKind.IG_OFFICER),
    "trail-of": ("people:trail_of", "owner", RoleKind.IG_OFFICER),
    "trail-by": ("people:trail_by", "owner", RoleKind.IG_OFFICER),
    "who-looked": ("people:who_looked", "owner", RoleKind.IG_OFFICER),
    "person-to-guard": ("people:person", "owner", RoleKind.IG_OFFICER),
    "bar": ("people:bar", "owner", RoleKind.IG_OFFICER),
    "bars": ("people:bars", None, RoleKind.IG_OFFICER),
    "lift": ("people:lift", "bar", RoleKind.IG_OFFICER),
    "letters": ("people:letters", None, MANAGER),
    "looked-at-me": ("people:looked_at_me", None, "agency data lead"),
    "second-step-index": ("mfa_index", None, "agency data lead"),
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_page_is_good_in_a_browser(
    cast: Cast,
    live_server,
    page: Page,
    name: str,
) -> None:
    view, about, who = SHOWN[name]
    barred = services.bar(cast.colleague, scope="figures", why="a test", by=PRODUCER, at=AT)
    refs = {
        None: [],
        "bar": [barred.ref],
        "council": [cast.council.ref],
        "owner": [cast.owner.ref],
        "role": [Role.objects.system("a test").get(person=cast.owner).ref],
    }
    come_in(page, live_server.url, cast, cast.everybody[who])

    page.goto(live_server.url + reverse(view, args=refs[about]))

    assert_good_page(page)
    picture(page, f"people-{name}")


@pytest.mark.parametrize(
    "path", ["/password/forgotten/", "/password/forgotten/sent/", "/sign-in/closed/"]
)
def test_a_page_for_who_is_outside_is_good_in_a_browser(
    cast: Cast,
    live_server,
    page: Page,
    path: str,
) -> None:
    page.goto(live_server.url + path)

    assert_good_page(page)


LONG_WAITS_STAND = """
  window.villageWaits = [];
  const soon = window.setTimeout;
  window.setTimeout = (act, wait, ...rest) =>
    wait > 60000 ? window.villageWaits.push([act, wait]) : soon(act, wait, ...rest);
"""
WAITS = "villageWaits.map((one) => one[1])"
END_OF_WAIT = "villageWaits.pop()[0]()"


def test_a_page_warns_before_the_sitting_ends_and_can_be_kept_open(
    cast: Cast, live_server, page: Page
) -> None:
    come_in(page, live_server.url, cast, cast.owner)
    page.add_init_script(LONG_WAITS_STAND)
    page.goto(f"{live_server.url}/bodies/")
    warning = page.get_by_role("alert").filter(has_text="You will be signed out soon")

    early, waits = warning.count(), page.evaluate(WAITS)
    page.evaluate(END_OF_WAIT)
    warning.wait_for()
    assert_good_page(page)
    with page.expect_response("**/me/") as asked:
        page.get_by_role("button", name="Stay signed in").click()
    warning.wait_for(state="detached")
    again = page.evaluate(WAITS)
    page.evaluate(END_OF_WAIT)
    warning.wait_for()

    assert early == 0
    assert waits == again == [25 * 60_000]
    assert asked.value.request.method == "HEAD"
    assert asked.value.status == 200
