"""Sign-in from the letter of invitation to the second step, and what happens to who guesses."""

import hashlib
import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.cast import AT, PASSWORD, PRODUCER, Cast
from village.kernel.refs import new_ref
from village.kernel.refusal import Refusal
from village.partnership.people import services
from village.partnership.people.models import Brake, Invitation, Person, SignIn
from village.partnership.people.services import brakes, invitations, persons
from village.post.models import Letter
from village.trail.models import AnonymousRefusals, Event

pytestmark = pytest.mark.django_db(transaction=True)
SIGN_IN = "/sign-in/"


def with_password(person: Person) -> Person:
    persons.set_password(person, password=PASSWORD, by=PRODUCER, at=AT)
    return person


def try_password(browser: Client, email: str, password: str):
    return browser.post(SIGN_IN, {"login": email, "password": password})


def code_of(secret: str, *, later: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def set_up_codes(browser: Client) -> str:
    """Set up one-time codes as a person does, and give back the secret."""
    page = browser.get("/second-step/set-up/").content.decode()
    secret = re.search(r"Key: <code>([A-Z2-7]+)</code>", page)[1]
    browser.post("/second-step/set-up/", {"code": code_of(secret)})
    return secret


def events(name: str):
    return Event.objects.system("what a test looks at").filter(name=name)


def test_an_invited_worker_comes_in_with_any_address_and_sees_her_roles(
    cast: Cast, monkeypatch
) -> None:
    worker = services.add_person("Ada Refuge", email="Ada@Some-Charity.example", by=PRODUCER, at=AT)
    services.appoint(
        worker, kind="practitioner", body=cast.charity, starts_on=AT.date(), by=PRODUCER, at=AT
    )
    manager = cast.by_role["business manager"]
    monkeypatch.setattr(invitations.secrets, "token_urlsafe", lambda _: "a-long-token")
    services.invite(worker, by=manager, at=AT)
    browser = Client()

    welcome = browser.get("/welcome/a-long-token/")
    chosen = browser.post(
        "/welcome/a-long-token/",
        {"password": PASSWORD, "again": PASSWORD, "request_key": new_ref()},
    )
    entered = try_password(browser, "ada@some-charity.example", PASSWORD)
    owed = browser.get("/me/")
    set_up_codes(browser)
    me = browser.get("/me/")

    assert "Welcome, Ada Refuge" in welcome.content.decode()
    assert chosen["Location"] == SIGN_IN
    assert entered.status_code == 302
    assert owed["Location"] == "/second-step/set-up/"
    assert me.status_code == 200
    assert "practitioner" in me.content.decode()
    assert [e.by for e in events("people.accept_invitation")] == [worker.ref]


def test_of_a_link_only_its_digest_is_kept(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr(invitations.secrets, "token_urlsafe", lambda _: "the one link")
    worker = services.add_person("Ada Refuge", email="ada@example.net", by=PRODUCER, at=AT)

    services.invite(worker, by=PRODUCER, at=AT)

    kept = Invitation.objects.system("a test").values().get()
    assert "the one link" not in str(kept)
    assert kept["digest"] == hashlib.sha256(b"the one link").hexdigest()
    with pytest.raises(Refusal, match="seven days"):
        services.accept(kept["digest"], password=PASSWORD, at=AT)


def test_a_link_is_spent_by_its_first_use(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr(invitations.secrets, "token_urlsafe", lambda _: "the one link")
    worker = services.add_person("Ada Refuge", email="ada@example.net", by=PRODUCER, at=AT)
    services.invite(worker, by=PRODUCER, at=AT)

    services.accept("the one link", password=PASSWORD, at=AT)

    with pytest.raises(Refusal):
        services.accept("the one link", password="another long password", at=AT)
    with pytest.raises(Refusal):
        services.invite(worker, by=PRODUCER, at=AT)


def test_of_two_who_use_a_link_at_one_moment_one_is_refused(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr(invitations.secrets, "token_urlsafe", lambda _: "the one link")
    worker = services.add_person("Ada Refuge", email="ada@example.net", by=PRODUCER, at=AT)
    services.invite(worker, by=PRODUCER, at=AT)
    both_have_read, read = Barrier(2), invitations.open_invitation

    def read_together(**asked):
        found = read(**asked)
        both_have_read.wait(timeout=20)
        return found

    monkeypatch.setattr(invitations, "open_invitation", read_together)

    def accept(password: str) -> str:
        try:
            services.accept("the one link", password=password, at=AT)
            return "accepted"
        except Refusal:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        ends = list(both.map(accept, ["her own password", "a thief's password"]))

    assert sorted(ends) == ["accepted", "refused"]


def test_a_link_is_dead_after_seven_days(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr(invitations.secrets, "token_urlsafe", lambda _: "the one link")
    worker = services.add_person("Ada Refuge", email="ada@example.net", by=PRODUCER, at=AT)
    services.invite(worker, by=PRODUCER, at=AT)

    with pytest.raises(Refusal):
        services.accept("the one link", password=PASSWORD, at=AT + timedelta(days=7))

    assert Client().get("/welcome/the%20one%20link/").status_code == 200
    assert Client().get("/welcome/another/").status_code == 404


def test_a_weak_password_is_sent_back_with_words(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr(invitations.secrets, "token_urlsafe", lambda _: "link")
    worker = services.add_person("Ada Refuge", email="ada@example.net", by=PRODUCER, at=AT)
    services.invite(worker, by=PRODUCER, at=AT)

    page = Client().post(
        "/welcome/link/", {"password": "password", "again": "passwort", "request_key": new_ref()}
    )

    assert page.status_code == 200
    assert "too common" in page.content.decode()


def test_the_second_step_is_asked_at_every_sign_in_and_a_code_works_once(cast: Cast) -> None:
    with_password(cast.owner)
    first = Client()
    try_password(first, cast.owner.email, PASSWORD)
    secret = set_up_codes(first)
    browser = Client()

    asked = try_password(browser, cast.owner.email, PASSWORD)
    code = code_of(secret, later=1)
    inside = browser.post("/sign-in/code/", {"code": code})
    me = browser.get("/me/")
    # The library remembers used codes in one process alone; in the next one we must know.
    cache.clear()
    other = Client()
    try_password(other, cast.owner.email, PASSWORD)
    again = other.post("/sign-in/code/", {"code": code})

    assert asked["Location"] == "/sign-in/code/"
    assert inside.status_code == 302
    assert me.status_code == 200
    assert again.status_code == 200
    assert "used already" in again.content.decode()
    assert other.get("/me/").status_code == 302


def test_nothing_opens_between_password_and_code(cast: Cast) -> None:
    with_password(cast.owner)
    set_up = Client()
    try_password(set_up, cast.owner.email, PASSWORD)
    set_up_codes(set_up)
    browser = Client()

    try_password(browser, cast.owner.email, PASSWORD)

    assert browser.get("/me/")["Location"].startswith(SIGN_IN)
    assert browser.get("/bodies/")["Location"].startswith(SIGN_IN)


def test_the_secret_of_the_codes_is_sealed_in_the_database(cast: Cast) -> None:
    with_password(cast.owner)
    browser = Client()
    try_password(browser, cast.owner.email, PASSWORD)

    secret = set_up_codes(browser)

    kept = Authenticator.objects.get(user=cast.owner, type="totp").data["secret"]
    assert secret not in kept
    assert len(kept) > 80


def test_recovery_codes_are_shown_once(cast: Cast) -> None:
    with_password(cast.owner)
    browser = Client()
    try_password(browser, cast.owner.email, PASSWORD)
    set_up_codes(browser)

    first = browser.get("/second-step/recovery-codes/").content.decode()
    second = browser.get("/second-step/recovery-codes/").content.decode()
    shown = re.findall(r"<code>([0-9]{8})</code>", first)
    other = Client()
    try_password(other, cast.owner.email, PASSWORD)
    by_recovery = other.post("/sign-in/code/", {"code": shown[0]})

    assert len(shown) == 10
    assert not re.findall(r"<code>", second)
    assert by_recovery.status_code == 302
    assert other.get("/me/").status_code == 200


def test_an_unknown_address_a_wrong_password_and_a_locked_account_read_the_same(
    cast: Cast,
) -> None:
    with_password(cast.owner)

    def page(email: str) -> str:
        text = try_password(Client(), email, "not her password").content.decode()
        return re.sub(r'value="[^"]*"|csrf[^>]*>|\d\d:\d\d', "", text)

    wrong, unknown = page(cast.owner.email), page("nobody@example.org")
    for _ in range(5):
        page(cast.owner.email)
    locked = page(cast.owner.email)
    right = try_password(Client(), cast.owner.email, PASSWORD)

    assert wrong == unknown == locked
    assert right.status_code == 200
    assert "is not right" in right.content.decode()


def test_the_fifth_wrong_password_locks_for_a_quarter_of_an_hour_everywhere(cast: Cast) -> None:
    with_password(cast.owner)

    for _ in range(5):
        try_password(Client(), cast.owner.email, "not her password")

    now = datetime.now(tz=UTC)
    whose = cast.owner.email
    assert brakes.is_locked("password", whose, now=now + timedelta(minutes=14))
    assert not brakes.is_locked("password", whose, now=now + timedelta(minutes=16))
    assert try_password(Client(), cast.owner.email, PASSWORD).status_code == 200


def test_one_address_that_tries_many_accounts_is_locked_too(cast: Cast) -> None:
    with_password(cast.owner)

    there = {"REMOTE_ADDR": "198.51.100.9"}
    for number in range(30):
        try_password(Client(**there), f"guess{number}@example.org", "not a password")

    assert try_password(Client(**there), cast.owner.email, PASSWORD).status_code == 200
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert try_password(elsewhere, cast.owner.email, PASSWORD).status_code == 302


def test_behind_a_web_server_of_this_machine_nobodys_mistakes_lock_everybody_out(
    cast: Cast, settings: Any
) -> None:
    with_password(cast.owner)
    for number in range(31):
        try_password(Client(), f"guess{number}@example.org", "not a password")

    settings.VILLAGE_PROXY = True
    told = {"HTTP_X_FORWARDED_FOR": "10.9.8.7, 198.51.100.9"}
    for number in range(31):
        try_password(Client(**told), f"other{number}@example.org", "not a password")

    assert try_password(Client(**told), cast.owner.email, PASSWORD).status_code == 200
    assert try_password(Client(), cast.owner.email, PASSWORD).status_code == 302


def test_who_comes_in_is_forgiven_their_slips(cast: Cast) -> None:
    with_password(cast.owner)

    for _ in range(4):
        try_password(Client(), cast.owner.email, "not her password")
    try_password(Client(), cast.owner.email, PASSWORD)
    for _ in range(4):
        try_password(Client(), cast.owner.email, "not her password")

    assert try_password(Client(), cast.owner.email, PASSWORD).status_code == 302


def test_wrong_codes_are_counted_and_lock(cast: Cast) -> None:
    with_password(cast.owner)
    first = Client()
    try_password(first, cast.owner.email, PASSWORD)
    secret = set_up_codes(first)
    browser = Client()
    try_password(browser, cast.owner.email, PASSWORD)

    for _ in range(5):
        browser.post("/sign-in/code/", {"code": "000000"})
    right = browser.post("/sign-in/code/", {"code": code_of(secret, later=1)})

    assert right.status_code == 200
    assert events("people.take_second_step").filter(sort="refused").count() == 5


def test_the_brake_keeps_no_address_and_no_name(cast: Cast) -> None:
    try_password(Client(), "somebody@example.org", "not a password")

    rows = Brake.objects.system("a test").values_list("digest", flat=True)

    assert rows
    assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in rows)


def test_failures_of_nobody_are_counted_by_the_hour(cast: Cast) -> None:
    for _ in range(3):
        try_password(Client(), "somebody@example.org", "not a password")

    counted = AnonymousRefusals.objects.system("a test").get(name="people.sign_in")
    assert counted.times == 3


def test_a_forgotten_password_gives_the_same_page_for_known_and_unknown(cast: Cast) -> None:
    with_password(cast.owner)

    def ask(email: str):
        return Client().post("/password/forgotten/", {"email": email}, follow=True)

    known, unknown = ask(cast.owner.email), ask("nobody@example.org")

    assert known.redirect_chain == unknown.redirect_chain
    assert known.content == unknown.content
    letters = Letter.objects.system("a test").filter(template__endswith="password_forgotten")
    assert [letter.to for letter in letters] == [cast.owner.ref]
    # To nobody no letter goes; a transaction is written all the same, as no clock must tell.
    assert AnonymousRefusals.objects.system("a test").get(name="people.forgotten").times == 1


def test_letters_for_a_forgotten_password_are_braked(cast: Cast) -> None:
    with_password(cast.owner)

    for _ in range(6):
        Client().post("/password/forgotten/", {"email": cast.owner.email})

    letters = Letter.objects.system("a test").filter(template__endswith="password_forgotten")
    assert letters.count() == 3


def test_who_never_chose_a_password_gets_no_letter_for_a_forgotten_one(cast: Cast) -> None:
    Client().post("/password/forgotten/", {"email": cast.owner.email})

    assert not Letter.objects.system("a test").exists()


def test_a_new_password_is_set_by_the_link_once_and_ends_every_sitting(
    cast: Cast, monkeypatch
) -> None:
    with_password(cast.owner)
    links = []
    from village.partnership.people import adapters

    monkeypatch.setattr(
        adapters.letters,
        "send_by_itself",
        lambda person, *, template, context, at: links.append(context.get("link")),
    )
    inside = cast.client(cast.owner)
    browser = Client()
    browser.post("/password/forgotten/", {"email": cast.owner.email})
    path = links[0].removeprefix("http://testserver")

    form = browser.get(path, follow=True)
    new = "a wholly new password"
    done = browser.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    again = Client().get(path, follow=True)

    assert f"/{cast.owner.ref}/" in path
    assert done["Location"] == "/password/new/done/"
    assert "no longer works" in again.content.decode()
    assert inside.get("/me/").status_code == 302
    assert try_password(Client(), cast.owner.email, new).status_code == 302
    assert try_password(Client(), cast.owner.email, PASSWORD).status_code == 200


def test_changing_the_password_keeps_this_sitting_and_ends_the_others(cast: Cast) -> None:
    with_password(cast.owner)
    here, there = cast.client(cast.owner), cast.client(cast.owner)
    new = "a wholly new password"

    here.post("/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert here.get("/me/").status_code == 200
    assert there.get("/me/").status_code == 302
    open_ones = SignIn.objects.system("a test").filter(person=cast.owner, ended_at=None)
    assert open_ones.count() == 1


def test_the_session_gets_a_new_key_at_sign_in(cast: Cast) -> None:
    with_password(cast.owner)
    browser = Client()
    browser.get(SIGN_IN)
    session = browser.session
    session["planted"] = True
    session.save()
    before = session.session_key
    browser.cookies["village_session"] = before

    try_password(browser, cast.owner.email, PASSWORD)

    assert browser.cookies["village_session"].value != before


def test_a_closed_sign_in_is_shut_out_with_the_next_click_and_told_by_letter(cast: Cast) -> None:
    browser = cast.client(cast.owner)
    assert browser.get("/me/").status_code == 200

    services.close_sign_in(cast.owner, why="She left the council.", by=PRODUCER, at=AT)

    assert browser.get("/me/").status_code == 302
    letter = Letter.objects.system("a test").get()
    assert letter.template == "people/letters/sign_in_closed"
    assert letter.to == cast.owner.ref


def test_there_is_no_sign_up_and_no_other_page_of_the_library(cast: Cast) -> None:
    for path in ("signup", "email", "login/code", "3rdparty", "phone/verify"):
        assert Client().get(f"/{path}/").status_code == 404
        assert Client().get(f"/accounts/{path}/").status_code == 404


def test_every_name_that_the_library_may_ask_for_is_routed_or_never_asked(cast: Cast) -> None:
    with_password(cast.owner)
    browser = Client()
    try_password(browser, cast.owner.email, PASSWORD)
    set_up_codes(browser)

    # Each is an address at which the library would name one of its pages that we do not have.
    assert browser.get("/second-step/set-up/")["Location"] == reverse("mfa_index")
    assert cast.client(cast.colleague).get("/password/change/").status_code == 403
    assert Client().get("/sign-in/closed/").status_code == 200
