"""Whatever is sent to the pages of people and of Today, none of them breaks."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from tests.cast import AT, DAY, PRODUCER, Cast
from village.kernel.refs import new_ref
from village.partnership.people import services, urls
from village.partnership.people.models import Person, Role
from village.partnership.people.rules import RoleKind
from village.partnership.people.services import kept

MANAGER, GUARDIAN = RoleKind.BUSINESS_MANAGER, RoleKind.IG_OFFICER
# Everything that any form here asks or carries, and what a link may say.
FIELDS = (
    *("version", "name", "email", "person", "kind", "contact", "to", "why", "scope", "sure"),
    *(f"{day}_{part}" for day in ("on", "starts_on", "ends_on", "from_on") for part in range(3)),
    *(f"until_on_{part}" for part in range(3)),
    *("login", "password", "password1", "password2", "oldpassword", "code", "again", "next"),
    *("who", "sort", "room", "since", "until", "page", "over", "take-on", "saved-on"),
)
# What a link may say to any page of these.
ASKED = ("who", "sort", "room", "since", "until", "page", "over", "show", "person", "version")
LONG = "x" * 10_000
ODD = {
    "nothing": "",
    "a null": "a\x00b",
    "no letter": "\U0001f4a5 ü ٣ \u202e",
    "long": LONG,
    "a huge number": "9" * 5_000,
    "below zero": "-1",
    "no number": "1e5",
    "no date": "31/02/2026",
    "the last date": "9999-12-31",
    "markup": "<script>'\"--",
    "saved": "saved",
    "a list": '["a", 1, null]',
    "a deep list": "[" * 9_000,
}
REFS = ("A" * 16, "a" * 200, "none", "-", "by", "looked")


@dataclass(frozen=True)
class House:
    """Somebody who gets in, by address, and the refs that addresses ask for."""

    browsers: dict[str, Client]
    refs: dict[str, str]

    def browser(self, name: str) -> Client:
        guards = ("trail", "trail_of", "trail_by", "who_looked", "bar", "lift")
        contact = ("appoint_at", "confirm", "end", "stand_in", "end_stand_in", "to_confirm")
        who = GUARDIAN if name in guards else "contact" if name in contact else MANAGER
        return self.browsers["owner" if name in {"kept", "looked_at_me"} else who]

    def path(self, name: str, arguments: list[str]) -> str:
        spaced = name if "_" in name and name.startswith(("account", "mfa")) else f"people:{name}"
        known = [self.refs.get(name, self.refs["person"]) for _ in arguments]
        return reverse(spaced, args=known)


@pytest.fixture
def house(cast: Cast) -> House:
    roles = Role.objects.system("a test")
    lent = services.delegate(
        roles.get(person=cast.owner),
        to=cast.stranger,
        from_on=DAY,
        until_on=DAY.replace(month=9),
        why="leave",
        by=PRODUCER,
        at=AT,
    )
    bar = services.bar(cast.colleague, scope="figures", why="a test", by=PRODUCER, at=AT)
    typed = kept.keep(
        cast.owner, path="/people/new/", fields=[("name", ["Nadia"])], files_left_out=0, at=AT
    )
    people = {
        MANAGER: cast.by_role[MANAGER],
        GUARDIAN: cast.by_role[GUARDIAN],
        "contact": cast.council_contact,
        "owner": cast.owner,
    }
    role = roles.get(person=cast.owner).ref
    refs = {"person": cast.owner.ref, "lift": bar.ref, "end_stand_in": lent.ref}
    refs |= dict.fromkeys(("body", "appoint_at", "contact"), cast.council.ref)
    refs |= dict.fromkeys(("confirm", "end", "stand_in"), role)
    refs |= {"kept": typed.ref if typed else "", "trail_by": "system:worker"}
    return House({name: cast.client(person) for name, person in people.items()}, refs)


def addresses() -> Iterator[tuple[str, list[str]]]:
    for entry in [*urls.signing_in, *urls.own]:
        assert isinstance(entry, URLPattern)
        yield str(entry.name), list(entry.pattern.regex.groupindex)


ADDRESSES = dict(addresses())


@pytest.mark.parametrize("odd", ODD)
def test_a_link_with_odd_words_breaks_no_page(house: House, odd) -> None:
    asked = urlencode({field: [ODD[odd], ODD[odd]] for field in ASKED}, doseq=True)

    answers = {
        name: house.browser(name).get(f"{house.path(name, groups)}?{asked}").status_code
        for name, groups in ADDRESSES.items()
    }

    assert {name: status for name, status in answers.items() if status >= 500} == {}
    assert answers["trail"] == answers["people"] == 200


@pytest.mark.parametrize("odd", ODD)
def test_a_form_with_odd_answers_breaks_no_page_and_makes_nobody(house: House, odd) -> None:
    before = Person.objects.system("a test").count()
    sent = {field: [ODD[odd], ODD[odd]] for field in FIELDS}

    answers = {
        name: house.browser(name)
        .post(house.path(name, groups), {**sent, "request_key": new_ref()})
        .status_code
        for name, groups in ADDRESSES.items()
        if name != "account_logout"
    }

    assert {name: status for name, status in answers.items() if status >= 500} == {}
    assert answers["confirm"] in {302, 400}
    assert odd in {"no letter", "below zero", "no number", "no date"} or (
        Person.objects.system("a test").count() == before
    )


@pytest.mark.parametrize("key", [None, "", "a\x00b", LONG, "short"])
def test_a_form_without_a_sound_key_is_refused(house: House, key) -> None:
    sent = {} if key is None else {"request_key": key}

    answer = house.browsers[MANAGER].post(reverse("people:add_person"), {"name": "Nadia", **sent})

    assert answer.status_code == 400


@pytest.mark.parametrize("version", [None, "", "one", "1.5", "9" * 5_000, "\x00", "-1", "0"])
def test_a_role_is_confirmed_only_in_the_version_that_was_seen(house: House, version) -> None:
    sent = {} if version is None else {"version": version}
    ref = house.refs["confirm"]

    answer = house.browsers["contact"].post(reverse("people:confirm", args=[ref]), sent)

    assert answer.status_code in {302, 400}
    assert Role.objects.system("a test").get(ref=ref).version == 1


@pytest.mark.parametrize("ref", REFS)
def test_a_ref_of_nothing_breaks_no_page(house: House, ref) -> None:
    guardian = house.browsers[GUARDIAN]
    paths = [f"/trail/{ref}/", f"/trail/by/{ref}/", f"/trail/{ref}/looked/", f"/people/{ref}/"]

    answers = {guardian.get(path).status_code for path in [*paths, f"/people/{ref}/bar/"]}

    assert answers <= {200, 404}


@pytest.mark.parametrize("ref", ["a/b", "a" * 200, "ü", "a b", "\x00"])
def test_an_odd_reference_is_an_error_of_the_search(house: House, ref) -> None:
    answer = house.browsers[GUARDIAN].get("/trail/", {"ref": ref})

    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()


@pytest.mark.parametrize("odd", ODD)
def test_today_breaks_on_no_link(house: House, odd) -> None:
    answers = [
        browser.get("/", {"page": ODD[odd], "next": ODD[odd]}).status_code
        for browser in [*house.browsers.values(), Client()]
    ]

    assert set(answers) == {200}


@pytest.mark.parametrize("saved", ["", "{", "[1]", '{"contact": 1}', "[" * 9_000, '{"a": [null]}'])
def test_a_made_up_saved_answer_breaks_no_conflict_page(house: House, saved) -> None:
    address = reverse("people:contact", args=[house.refs["contact"]])
    sent = {"request_key": new_ref(), "take-contact": "saved", "saved-contact": saved}

    answer = house.browsers[MANAGER].post(address, sent)

    assert answer.status_code == 200
