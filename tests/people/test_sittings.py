"""How long a sitting lasts, what is kept when it ends, and for whom."""

import re
from datetime import timedelta

import pytest
from django.conf import settings as house
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils.timezone import now

from tests.cast import AT, DAY, PASSWORD, Cast
from tests.people.test_sign_in import code_of, set_up_codes, try_password, with_password
from village.kernel.seal import Tampered
from village.partnership.people.models import Kept, SignIn
from village.partnership.people.services import kept as keeping
from village.trail.models import Event

pytestmark = pytest.mark.django_db(transaction=True)
NEW_NAME = "Somebody typed at length"
ADD = "/people/new/"
TYPED = {"name": NEW_NAME, "email": "typed@example.org", "request_key": "Abcdefgh01234567"}


def age(browser: Client, *, idle: timedelta, all_in_all: timedelta) -> None:
    """Let time pass for a browser's sitting."""
    session = browser.session
    session["seen_at"] = (now() - idle).timestamp()
    session["began_at"] = (now() - all_in_all).timestamp()
    session.save()


def late(browser: Client) -> Client:
    age(browser, idle=timedelta(minutes=31), all_in_all=timedelta(hours=1))
    return browser


def all_kept():
    return Kept.objects.system("what a test looks at")


@pytest.mark.parametrize(
    ("idle", "all_in_all", "status"),
    [
        (timedelta(minutes=29), timedelta(hours=1), 200),
        (timedelta(minutes=31), timedelta(hours=1), 302),
        (timedelta(minutes=1), timedelta(hours=11, minutes=59), 200),
        (timedelta(minutes=1), timedelta(hours=12, minutes=1), 302),
    ],
)
def test_a_sitting_ends_idle_after_half_an_hour_and_anyway_after_twelve(
    cast: Cast, idle: timedelta, all_in_all: timedelta, status: int
) -> None:
    browser = cast.client(cast.owner)
    age(browser, idle=idle, all_in_all=all_in_all)

    assert browser.get("/me/").status_code == status


def test_the_end_of_a_sitting_is_an_event_and_says_so_on_the_way_in(cast: Cast) -> None:
    browser = late(cast.client(cast.owner))

    answer = browser.get("/me/")

    assert answer["Location"] == "/sign-in/?next=%2Fme%2F&over=time"
    assert "half an hour" in browser.get(answer["Location"]).content.decode()
    event = Event.objects.system("a test").get(name="people.time_out")
    assert event.by == cast.owner.ref


def test_a_click_a_minute_keeps_a_sitting_alive_without_a_write_each(
    cast: Cast, django_assert_num_queries
) -> None:
    browser = cast.client(cast.owner)
    age(browser, idle=timedelta(seconds=30), all_in_all=timedelta(hours=1))
    before = browser.session["seen_at"]

    browser.get("/me/")
    soon = browser.session["seen_at"]
    age(browser, idle=timedelta(seconds=90), all_in_all=timedelta(hours=1))
    browser.get("/me/")

    assert soon == before
    assert now().timestamp() - browser.session["seen_at"] < 30


def test_signing_out_ends_the_sitting_and_its_cookie(cast: Cast) -> None:
    browser = cast.client(cast.owner)
    cookie = browser.cookies[house.SESSION_COOKIE_NAME].value

    browser.post("/sign-out/")

    thief = Client()
    thief.cookies[house.SESSION_COOKIE_NAME] = cookie
    assert thief.get("/me/").status_code == 302
    assert SignIn.objects.system("a test").get(person=cast.owner).ended_at is not None


def test_one_button_ends_the_other_sittings(cast: Cast) -> None:
    here, there = cast.client(cast.owner), cast.client(cast.owner)
    elsewhere = cast.client(cast.colleague)

    here.post("/me/sittings/")

    assert here.get("/me/").status_code == 200
    assert there.get("/me/").status_code == 302
    assert elsewhere.get("/me/").status_code == 200


def test_the_list_of_sittings_is_ones_own(cast: Cast) -> None:
    cast.client(cast.owner)
    browser = cast.client(cast.colleague)

    page = browser.get("/me/sittings/").content.decode()

    assert page.count('scope="row"') == 1


def test_what_was_sent_too_late_is_kept_and_offered_to_its_person(cast: Cast) -> None:
    manager = cast.by_role["business manager"]
    browser = late(cast.client(manager))

    answer = browser.post(ADD, TYPED)
    kept = all_kept().get()
    back = cast.client(manager)
    page = back.get(f"/kept/{kept.ref}/").content.decode()

    assert answer["Location"] == "/sign-in/?over=kept"
    assert kept.person == manager
    assert NEW_NAME in page
    assert f'action="{ADD}"' in page
    sent = dict(re.findall(r'name="([a-z_]+)" value="([^"]*)"', page))
    assert back.post(ADD, {k: v for k, v in sent.items() if k in TYPED}).status_code == 302


def test_after_sign_in_the_way_leads_to_what_was_kept(cast: Cast) -> None:
    with_password(cast.owner)
    browser = Client()
    try_password(browser, cast.owner.email, PASSWORD)
    secret = set_up_codes(browser)
    late(browser).post("/me/sittings/", {"typed": "something"})

    back = Client()
    try_password(back, cast.owner.email, PASSWORD)
    inside = back.post("/sign-in/code/", {"code": code_of(secret, later=1)})

    assert inside["Location"] == f"/kept/{all_kept().get().ref}/"


def test_nobody_else_ever_sees_what_was_kept(cast: Cast) -> None:
    late(cast.client(cast.owner)).post(ADD, TYPED)
    kept = all_kept().get()

    answers = {
        name: cast.client(person).get(f"/kept/{kept.ref}/").status_code
        for name, person in cast.everybody.items()
        if person != cast.owner
    }

    assert set(answers.values()) == {404}
    assert cast.client(cast.owner).get(f"/kept/{kept.ref}/").status_code == 200


def test_another_who_signs_in_at_the_same_browser_is_not_offered_it(cast: Cast) -> None:
    browser = late(cast.client(cast.owner))
    browser.post(ADD, TYPED)
    kept = all_kept().get()

    browser.force_login(cast.colleague)
    session = browser.session
    session["second_step"] = cast.colleague.ref
    session.save()

    assert browser.get(f"/kept/{kept.ref}/").status_code == 404


def test_what_was_kept_is_gone_after_a_day(cast: Cast, settings) -> None:
    late(cast.client(cast.owner)).post(ADD, TYPED)
    kept = all_kept().get()
    settings.VILLAGE_AS_AT = DAY + timedelta(days=2)

    answer = cast.client(cast.owner).get(f"/kept/{kept.ref}/")
    swept = keeping.sweep(by=cast.owner, at=AT + timedelta(days=2))

    assert answer.status_code == 404
    assert swept == 1
    assert not all_kept().exists()


def test_what_was_kept_is_sealed_on_the_disk_and_bound_to_its_person(cast: Cast) -> None:
    late(cast.client(cast.owner)).post(ADD, TYPED)
    kept = all_kept().get()

    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM people_kept")
        on_disk = bytes(cursor.fetchone()[0])

    assert NEW_NAME.encode() not in on_disk
    assert b"typed@example.org" not in on_disk
    with pytest.raises(Tampered):
        keeping.fields_of(kept, person=cast.colleague)


def test_nothing_is_kept_without_the_token_of_a_page_of_ours(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies.update(late(cast.client(cast.owner)).cookies)

    answer = strict.post(ADD, TYPED | {"csrfmiddlewaretoken": "x" * 64})

    assert answer.status_code == 403
    assert not all_kept().exists()


def test_the_token_itself_is_not_kept(cast: Cast) -> None:
    late(cast.client(cast.owner)).post(ADD, TYPED | {"csrfmiddlewaretoken": "x" * 64})
    kept = all_kept().get()

    fields = keeping.fields_of(kept, person=cast.owner)

    assert dict(fields) == TYPED


def test_no_password_and_no_code_is_ever_kept(cast: Cast) -> None:
    secrets = {"oldpassword": "one", "password1": "two", "password2": "three", "code": "123456"}
    late(cast.client(cast.owner)).post(ADD, TYPED | secrets)
    kept = all_kept().get()

    fields = keeping.fields_of(kept, person=cast.owner)

    assert dict(fields) == TYPED


def test_a_file_is_not_kept_and_the_page_says_so(cast: Cast, store) -> None:
    file = SimpleUploadedFile("census.xml", b"<Message/>")
    late(cast.client(cast.owner)).post(ADD, TYPED | {"file": file})
    kept = all_kept().get()

    page = cast.client(cast.owner).get(f"/kept/{kept.ref}/").content.decode()

    assert kept.files_left_out == 1
    assert "Files are not kept" in page
    assert "Send it now" not in page
    assert not [path for path in store.rglob("*") if path.is_file()]


def test_nobody_signed_in_leaves_a_file_in_the_store(cast: Cast, store) -> None:
    Client().post(ADD, {"file": SimpleUploadedFile("a.xml", b"x" * 4096)})

    assert not [path for path in store.rglob("*") if path.is_file()]


def test_nothing_is_kept_of_who_signed_out_or_never_signed_in(cast: Cast) -> None:
    browser = cast.client(cast.owner)
    browser.post("/sign-out/")

    browser.post(ADD, TYPED)
    Client().post(ADD, TYPED)

    assert not all_kept().exists()


def test_what_was_kept_can_be_thrown_away_by_its_person_alone(cast: Cast) -> None:
    late(cast.client(cast.owner)).post(ADD, TYPED)
    kept = all_kept().get()

    refused = cast.client(cast.colleague).post(f"/kept/{kept.ref}/")
    assert refused.status_code == 404
    assert all_kept().exists()

    cast.client(cast.owner).post(f"/kept/{kept.ref}/")
    assert not all_kept().exists()


def test_a_whole_book_is_not_kept(cast: Cast) -> None:
    late(cast.client(cast.owner)).post(ADD, {"name": "x" * 600_000})

    assert not all_kept().exists()
