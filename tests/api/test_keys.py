"""Keys: made by a data lead, shown once, opening no more than their maker sees, ended at once."""

import logging
import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.api import calling
from tests.api.calling import BOTH, READ, SEND, council, system, told
from tests.cast import AT, DAY, PRODUCER, Cast
from tests.returns import sending
from village.evidence.returns.models import Return
from village.kernel.refs import new_ref
from village.kernel.refusal import Refusal
from village.partnership.people import rights, services
from village.partnership.people.models import AgencyKey, KeyUse, Person, Role
from village.partnership.people.rules import CALLS_A_MINUTE, RoleKind, last_expiry
from village.partnership.people.services import keys

GUARDIAN = RoleKind.IG_OFFICER
UNAUTHORISED = 401


def role_of(person: Person) -> Role:
    return Role.objects.system("a test").get(person=person, kind=RoleKind.DATA_LEAD)


def test_a_key_is_kept_as_a_digest_alone(cast: Cast) -> None:
    made, token = keys.make(
        cast.council, label="Nightly", purposes=BOTH, expires_on=calling.EXPIRES,
        by=cast.owner, at=AT,
    )  # fmt: skip

    row = AgencyKey.objects.system("a test").filter(pk=made.pk).values().get()
    assert token not in str(row)
    assert token.removeprefix(row["prefix"]) not in str(row)
    assert row["digest"] == keys.digest_of(token)
    assert token.startswith(row["prefix"])
    assert len(token) > len(row["prefix"]) + 40


def test_no_two_keys_are_alike(cast: Cast) -> None:
    first, second = council(cast), council(cast)

    assert first.token != second.token
    assert keys.of_token(first.token) == first.key


def test_making_and_ending_a_key_stand_in_the_trail_without_it(cast: Cast) -> None:
    made = council(cast)
    keys.end(made.key, by=cast.colleague, at=AT)

    (making,), (ending,) = sending.events("people.make_key"), sending.events("people.end_key")
    assert making.by == cast.owner.ref
    assert ending.by == cast.colleague.ref
    assert made.token not in str(making.detail)
    assert {entry["ref"] for entry in making.detail["entries"]} == {made.key.ref}


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("other agency", "Only a data lead of Thornbury Vale Council makes its keys"),
        ("council contact", "Only a data lead of Thornbury Vale Council makes its keys"),
        ("business manager", "Only a data lead of Thornbury Vale Council makes its keys"),
        ("stranger", "Only a data lead of Thornbury Vale Council makes its keys"),
    ],
)
def test_nobody_but_a_data_lead_of_the_body_makes_its_key(cast: Cast, who: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        system(cast.council, cast.everybody[who], SEND)

    assert not AgencyKey.objects.system("a test").exists()


def test_who_stands_in_for_a_data_lead_makes_no_key(cast: Cast) -> None:
    services.delegate(
        role_of(cast.owner), to=cast.stranger, from_on=DAY, until_on=DAY + timedelta(days=9),
        why="leave", by=cast.owner, at=AT,
    )  # fmt: skip

    with pytest.raises(Refusal, match="nobody in their place"):
        system(cast.council, cast.stranger, SEND)


def test_nobody_gives_a_key_more_than_they_see(cast: Cast) -> None:
    bar(cast, cast.owner, "figures")

    with pytest.raises(Refusal, match="no more than you may see"):
        council(cast, BOTH)


@pytest.mark.parametrize(
    ("expires_on", "said"),
    [
        (DAY, "Choose a day after today"),
        (DAY + timedelta(days=366), "within twelve months"),
    ],
)
def test_a_key_lasts_a_day_at_least_and_a_year_at_most(cast: Cast, expires_on, said) -> None:
    with pytest.raises(Refusal, match=said):
        council(cast, expires_on=expires_on)


def test_a_year_from_the_29th_of_february_is_the_1st_of_march() -> None:
    assert last_expiry(date(2028, 2, 29)) == date(2029, 3, 1)
    assert last_expiry(DAY) == date(2027, 7, 15)


def bar(cast: Cast, person: Person, scope: str) -> None:
    guardian = cast.by_role[GUARDIAN]
    services.bar(person, scope=scope, why="a relative is in it", by=guardian, at=AT)


def end_the_role(cast: Cast) -> None:
    services.end(role_of(cast.owner), by=cast.council_contact, at=AT)


def close_the_sign_in(cast: Cast) -> None:
    services.close_sign_in(cast.owner, why="Left.", by=PRODUCER, at=AT)


def bar_the_maker(cast: Cast) -> None:
    bar(cast, cast.owner, f"returns:{cast.council.ref}")


def bar_from_figures(cast: Cast) -> None:
    bar(cast, cast.owner, "figures")


def end_the_body(cast: Cast) -> None:
    services.succeed(cast.council, into=cast.health, from_on=DAY, by=PRODUCER, at=AT)


def appoint_anew(cast: Cast) -> None:
    """The role ends, and another of the same kind is given: the key does not come to life."""
    end_the_role(cast)
    services.appoint(
        cast.owner, kind=RoleKind.DATA_LEAD, body=cast.council, starts_on=DAY, by=PRODUCER, at=AT
    )


ENDS = [end_the_role, close_the_sign_in, bar_the_maker, bar_from_figures, end_the_body,
        appoint_anew]  # fmt: skip


@pytest.mark.parametrize("happens", ENDS, ids=lambda act: act.__name__)
def test_a_key_ends_with_what_it_was_made_by(cast: Cast, owed: Return, happens) -> None:
    nightly = council(cast)
    worked = nightly.get("returns").status_code

    happens(cast)

    answer = nightly.get("returns")
    assert worked == 200
    assert answer.status_code == UNAUTHORISED
    assert owed.ref not in answer.text
    assert "barred" not in answer.text


def test_a_key_that_was_ended_is_refused_at_its_next_call(cast: Cast) -> None:
    nightly = council(cast)

    keys.end(nightly.key, by=cast.owner, at=AT)

    assert nightly.get("returns").status_code == UNAUTHORISED


def test_a_key_is_refused_from_its_first_day_without_it(cast: Cast, settings) -> None:
    nightly = council(cast, expires_on=DAY + timedelta(days=2))

    outcomes = []
    for days in (1, 2):
        settings.VILLAGE_AS_AT = DAY + timedelta(days=days)
        outcomes.append(nightly.get("returns").status_code)

    assert outcomes == [200, UNAUTHORISED]


def test_a_key_rests_while_the_role_was_not_confirmed(cast: Cast, settings) -> None:
    nightly = council(cast)

    settings.VILLAGE_AS_AT = DAY + timedelta(days=200)
    lapsed = nightly.get("returns").status_code

    assert lapsed == UNAUTHORISED


def test_a_key_ends_once(cast: Cast) -> None:
    nightly = council(cast)
    keys.end(nightly.key, by=cast.owner, at=AT)

    with pytest.raises(Refusal, match="ended already"):
        keys.end(nightly.key, by=cast.owner, at=AT)


@pytest.mark.parametrize("who", ["other agency", "police contact", "stranger", "QA manager"])
def test_nobody_ends_a_key_that_is_not_theirs_to_see(cast: Cast, who: str) -> None:
    nightly = council(cast)

    with pytest.raises(Refusal, match="business unit"):
        keys.end(nightly.key, by=cast.everybody[who], at=AT)

    assert nightly.get("returns").status_code == 200


@pytest.mark.parametrize(
    "who", ["colleague", "council contact", "business manager", "administrator", GUARDIAN.value]
)
def test_whoever_sees_a_key_can_end_it(cast: Cast, who: str) -> None:
    nightly = council(cast)

    keys.end(nightly.key, by=cast.everybody[who], at=AT)

    assert nightly.get("returns").status_code == UNAUTHORISED


def test_a_key_opens_its_own_purposes_alone(cast: Cast) -> None:
    sender = rights.by_key(council(cast, SEND).key, at=AT)
    reader = rights.by_key(council(cast, READ).key, at=AT)

    council_ref = cast.council.ref
    assert sender.granted == {f"returns:{council_ref}", f"identities:{council_ref}"}
    assert reader.granted == {"figures"}
    assert set(reader.scopes("returns")) == set()
    assert set(sender.scopes("returns")) == {f"returns:{council_ref}"}
    assert not reader.holds(RoleKind.DATA_LEAD)


def test_a_key_of_one_body_opens_nothing_of_another_that_its_maker_leads(cast: Cast) -> None:
    services.appoint(
        cast.owner, kind=RoleKind.DATA_LEAD, body=cast.police, starts_on=DAY, by=PRODUCER, at=AT
    )

    sender = rights.by_key(council(cast).key, at=AT)

    assert set(sender.scopes("returns")) == {f"returns:{cast.council.ref}"}
    assert not sender.holds(RoleKind.DATA_LEAD, body=cast.police)


def test_a_key_calls_so_often_in_a_minute_and_is_then_told_how_long_to_wait(cast: Cast) -> None:
    nightly, another = council(cast), council(cast, label="Another")
    now = timezone.now()
    for _ in range(CALLS_A_MINUTE):
        assert keys.take_a_turn(nightly.key, now=now, at=AT) == 0

    waits = keys.take_a_turn(nightly.key, now=now + timedelta(seconds=20), at=AT)

    assert 39 <= waits <= 41
    assert keys.take_a_turn(another.key, now=now, at=AT) == 0
    assert keys.take_a_turn(nightly.key, now=now + timedelta(seconds=61), at=AT) == 0


def test_a_page_says_by_the_clock_of_the_house_when_a_key_was_used_last(cast: Cast) -> None:
    nightly = council(cast)
    nightly.get("returns")

    page = cast.client(cast.owner).get(reverse("people:keys", args=[cast.council.ref]))

    assert timezone.localdate(nightly.key.use.last_used_at) == DAY
    assert page.text.count("Never") == 0


def test_one_call_too_many_is_answered_with_when_to_call_again(cast: Cast) -> None:
    nightly = council(cast)
    nightly.get("returns")
    with calling_beside():
        KeyUse.objects.system("a test").update(calls=CALLS_A_MINUTE)

    answer = nightly.get("returns")

    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 61
    assert told(answer)["mend"].startswith("Call again in ")


def calling_beside():
    from village import guard

    return guard.writing_beside(KeyUse, why="a test")


def test_the_page_shows_a_key_once_and_lists_it_by_its_beginning(cast: Cast, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    browser = cast.client(cast.owner)
    asked = {
        "label": "Nightly job", "purposes": ["send returns"], "request_key": new_ref(),
        "expires_on_day": "1", "expires_on_month": "6", "expires_on_year": "2027",
    }  # fmt: skip

    shown = browser.post(reverse("people:make_key", args=[cast.council.ref]), asked)

    key = AgencyKey.objects.system("a test").get()
    token = shown.context["token"]
    listed = browser.get(reverse("people:keys", args=[cast.council.ref])).text
    again = browser.post(reverse("people:make_key", args=[cast.council.ref]), asked, follow=True)
    assert token in shown.text
    assert shown.headers["Cache-Control"] == "no-store"
    assert key.prefix in listed
    later = (listed, again.text, caplog.text, str(dict(browser.session)))
    assert [page for page in later if token in page] == []
    assert AgencyKey.objects.system("a test").count() == 1


def test_the_page_asks_before_it_ends_a_key(cast: Cast) -> None:
    nightly, browser = council(cast), cast.client(cast.council_contact)
    address = reverse("people:end_key", args=[nightly.key.ref])

    asked = browser.get(address)
    done = browser.post(address, {"request_key": new_ref()}, follow=True)

    assert "End the key" in asked.text
    assert "has ended" in done.text
    assert nightly.get("returns").status_code == UNAUTHORISED


def test_lists_say_how_a_key_stands(cast: Cast) -> None:
    council(cast, label="That is open")
    near = council(cast, label="That expires soon", expires_on=DAY + timedelta(days=9))
    over = council(cast, label="That has ended")
    keys.end(over.key, by=cast.owner, at=AT)
    near.get("returns")
    address = reverse("people:keys", args=[cast.council.ref])

    before = cast.client(cast.colleague).get(address).text
    end_the_role(cast)
    after = cast.client(cast.colleague).get(address).text

    assert before.count(">open<") == 1
    assert before.count(">expires soon<") == 1
    assert before.count("Never") == 2
    assert after.count(">its maker’s role has ended<") == 2


@pytest.mark.parametrize("who", ["colleague", "council contact", "business manager"])
def test_no_list_gives_away_that_the_maker_of_a_key_was_barred(cast: Cast, who: str) -> None:
    nightly = council(cast)
    browser = cast.client(cast.everybody[who])
    addresses = [
        reverse("people:keys", args=[cast.council.ref]),
        reverse("people:end_key", args=[nightly.key.ref]),
    ]

    before = [main(browser.get(address).text) for address in addresses]
    bar_the_maker(cast)
    after = [main(browser.get(address).text) for address in addresses]

    assert after == before
    assert nightly.get("returns").status_code == UNAUTHORISED


def main(page: str) -> str:
    """A page without what differs by chance."""
    text = page[page.index("<main") :]
    text = re.sub(r'(name="(csrfmiddlewaretoken|request_key)" value=")[^"]*', r"\1", text)
    return re.sub(r"\d{1,2}[:.]\d\d ?(am|pm)?", "", text)


def test_the_business_unit_sees_the_keys_of_all_bodies(cast: Cast) -> None:
    council(cast, label="Of the council")
    calling.police(cast)

    pages = {
        who: cast.client(cast.everybody[who]).get(reverse("people:all_keys"))
        for who in ("business manager", "administrator", GUARDIAN.value, "agency data lead")
    }

    assert {who: page.status_code for who, page in pages.items()} == {
        "business manager": 200, "administrator": 200, GUARDIAN.value: 200, "agency data lead": 403,
    }  # fmt: skip
    assert "Of the council" in pages["administrator"].text
    assert "Vale Police" in pages["administrator"].text
