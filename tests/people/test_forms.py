"""What is sent from the pages of people becomes a verb once, or comes back with words."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from tests.cast import AT, DAY, PRODUCER, Cast
from village import trail
from village.kernel.refs import new_ref
from village.kernel.refusal import Refusal
from village.partnership.people import rights, services
from village.partnership.people.forms.giving import PersonForm
from village.partnership.people.models import Body, Delegation, Person, Role
from village.partnership.people.rules import RoleKind
from village.post.models import Letter

MANAGER = RoleKind.BUSINESS_MANAGER
pytestmark = pytest.mark.django_db


def day(name: str, value) -> dict[str, str]:
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def role_of(person: Person) -> Role:
    return Role.objects.system("a test").get(person=person)


def key() -> dict[str, str]:
    return {"request_key": new_ref()}


def test_a_contact_gives_a_role_from_the_page_of_their_body(cast: Cast) -> None:
    browser = cast.client(cast.council_contact)
    address = reverse("people:appoint_at", args=[cast.council.ref])
    sent = {
        "person": cast.stranger.ref,
        "kind": "agency data lead",
        **day("starts_on", DAY),
        **key(),
    }

    answer = browser.post(address, sent)

    assert answer["Location"] == reverse("people:person", args=[cast.stranger.ref])
    assert rights.read(cast.stranger, at=AT).holds("agency data lead", body=cast.council)


def test_sent_twice_it_is_done_once_and_answered_alike(cast: Cast) -> None:
    browser = cast.client(cast.council_contact)
    address = reverse("people:appoint_at", args=[cast.council.ref])
    sent = {
        "person": cast.stranger.ref,
        "kind": "practitioner",
        **day("starts_on", DAY),
        **key(),
    }

    first, second = browser.post(address, sent), browser.post(address, sent)

    assert first["Location"] == second["Location"]
    assert Role.objects.system("a test").filter(person=cast.stranger).count() == 1


def test_a_refusal_of_the_verb_stands_on_the_page_beside_what_was_typed(cast: Cast) -> None:
    browser = cast.client(cast.council_contact)
    address = reverse("people:appoint_at", args=[cast.council.ref])
    sent = {
        "person": cast.owner.ref,
        "kind": "agency data lead",
        **day("starts_on", DAY),
        **key(),
    }

    page = browser.post(address, sent).content.decode()

    assert "holds this role already" in page
    assert f'value="{cast.owner.ref}" selected' in page


def test_an_empty_form_comes_back_with_instructions(cast: Cast) -> None:
    browser = cast.client(cast.by_role[MANAGER])

    page = browser.post(reverse("people:appoint"), key()).content.decode()

    assert "Choose a person" in page
    assert "Choose a role" in page
    assert "Enter the day it starts" in page


def test_nobody_offers_themselves_or_a_role_that_is_not_theirs_to_give(cast: Cast) -> None:
    manager = cast.by_role[MANAGER]

    page = cast.client(manager).get(reverse("people:appoint")).content.decode()

    assert f'value="{manager.ref}"' not in page
    assert 'value="agency data lead"' not in page
    assert 'value="scrutineer"' in page


def test_a_role_is_ended_from_its_page(cast: Cast) -> None:
    held = role_of(cast.owner)
    address = reverse("people:end", args=[held.ref])

    answer = cast.client(cast.owner).post(
        address, {"version": held.version, **day("on", DAY), **key()}
    )

    assert answer.status_code == 302
    assert not rights.read(cast.owner, at=AT).roles


def test_a_role_that_changed_meanwhile_shows_both_answers(cast: Cast) -> None:
    held = role_of(cast.owner)
    seen = held.version
    services.end(held, on=DAY + timedelta(days=9), by=cast.council_contact, at=AT)

    answer = cast.client(cast.owner).post(
        reverse("people:end", args=[held.ref]), {"version": seen, **day("on", DAY), **key()}
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "24 July 2026" in page
    assert cast.council_contact.name in page
    assert rights.read(cast.owner, at=AT).roles


def test_a_contact_confirms_with_one_button_and_only_what_they_saw(cast: Cast) -> None:
    held = role_of(cast.owner)
    browser = cast.client(cast.council_contact)
    address = reverse("people:confirm", args=[held.ref])

    done = browser.post(address, {"version": held.version}, follow=True)
    stale = browser.post(address, {"version": held.version}, follow=True)

    assert "Confirmed: Amina Owner" in done.content.decode()
    assert "changed this" in stale.content.decode()
    assert role_of(cast.owner).version == held.version + 1


def test_the_list_to_confirm_is_of_the_bodies_one_speaks_for(cast: Cast) -> None:
    page = cast.client(cast.police_contact).get("/roles/confirm/").content.decode()

    assert cast.other.name in page
    assert cast.owner.name not in page


def test_a_holder_lends_a_role_and_takes_it_back(cast: Cast) -> None:
    held, browser = role_of(cast.owner), cast.client(cast.owner)
    sent = {
        "to": cast.colleague.ref,
        "why": "leave",
        **day("from_on", DAY),
        **day("until_on", DAY + timedelta(days=5)),
        **key(),
    }

    browser.post(reverse("people:stand_in", args=[held.ref]), sent)
    lent = Delegation.objects.system("a test").get()
    browser.post(reverse("people:end_stand_in", args=[lent.ref]))

    lent.refresh_from_db()
    assert lent.person == cast.colleague
    assert lent.until_on == DAY


def test_a_manager_says_who_speaks_for_a_body_and_a_stale_answer_is_shown(cast: Cast) -> None:
    browser = cast.client(cast.by_role[MANAGER])
    address = reverse("people:contact", args=[cast.school.ref])
    seen = Body.objects.system("a test").get(pk=cast.school.pk).version

    done = browser.post(address, {"contact": cast.stranger.ref, "version": seen, **key()})
    stale = browser.post(address, {"contact": cast.owner.ref, "version": seen, **key()})

    assert done.status_code == 302
    assert stale.status_code == 409
    assert Body.objects.system("a test").get(pk=cast.school.pk).contact == cast.stranger


def test_somebody_is_added_and_invited(cast: Cast) -> None:
    browser = cast.client(cast.by_role[MANAGER])

    answer = browser.post(
        "/people/new/", {"name": "Ada Refuge", "email": "Ada@Example.NET", **key()}
    )
    added = Person.objects.system("a test").get(name="Ada Refuge")
    browser.post(reverse("people:invite", args=[added.ref]))

    assert answer["Location"] == reverse("people:person", args=[added.ref])
    assert added.email == "ada@example.net"
    assert not added.has_usable_password()
    assert Letter.objects.system("a test").get().to == added.ref


def test_an_address_belongs_to_one_person(cast: Cast) -> None:
    browser = cast.client(cast.by_role[MANAGER])

    page = browser.post(
        "/people/new/", {"name": "Amina Again", "email": cast.owner.email.upper(), **key()}
    )

    assert "has this e-mail address already" in page.content.decode()
    assert not Person.objects.system("a test").filter(name="Amina Again").exists()


def test_a_manager_closes_a_sign_in_with_a_reason_and_opens_it_again(cast: Cast) -> None:
    browser = cast.client(cast.by_role[MANAGER])
    address = reverse("people:sign_in", args=[cast.owner.ref])
    hers = cast.client(cast.owner)

    browser.post(address, {"why": "She left.", "version": cast.owner.version, **key()})
    closed = hers.get("/me/").status_code
    again = {"why": "She is back.", "version": cast.owner.version + 1, **key()}
    browser.post(address, again)

    assert closed == 302
    assert Person.objects.system("a test").get(pk=cast.owner.pk).is_active
    assert Letter.objects.system("a test").filter(to=cast.owner.ref).count() == 2


def test_an_undelivered_letter_is_listed_without_what_it_says_and_sent_again(cast: Cast) -> None:
    services.close_sign_in(cast.owner, why="A reason for her eyes.", by=PRODUCER, at=AT)
    letter = Letter.objects.system("a test").get()
    with trail.verb("tests.lose", by=PRODUCER, at=AT, empty=True):
        Letter.objects.system("a test").update(state="undelivered")
    browser = cast.client(cast.by_role[MANAGER])

    page = browser.get("/letters/").content.decode()
    browser.post(reverse("people:letter_again", args=[letter.ref]))

    assert cast.owner.name in page
    assert "for her eyes" not in page
    assert Letter.objects.system("a test").get().state == "waiting"


def test_a_wrong_address_is_put_right_and_the_old_one_is_told(cast: Cast) -> None:
    browser = cast.client(cast.by_role[MANAGER])
    address = reverse("people:correct", args=[cast.owner.ref])
    seen = cast.owner.version
    sent = {"name": "Amina Neu", "email": "New@Example.org", "version": seen}

    browser.post(address, {**sent, **key()})
    stale = browser.post(address, {**sent, "name": "Amina Alt", **key()})

    found = Person.objects.system("a test").get(pk=cast.owner.pk)
    assert (found.name, found.email) == ("Amina Neu", "new@example.org")
    assert stale.status_code == 409
    letter = Letter.objects.system("a test").get()
    assert letter.template == "people/letters/address_changed"


def test_who_lost_their_telephone_sets_up_codes_anew(cast: Cast) -> None:
    Authenticator.objects.create(user=cast.owner, type="totp", data={"secret": "x"})
    hers = cast.client(cast.owner)
    address = reverse("people:second_step", args=[cast.owner.ref])
    sent = {"why": "Her telephone fell into the sea.", "version": cast.owner.version, **key()}

    answer = cast.client(cast.by_role[MANAGER]).post(address, sent)

    assert answer.status_code == 302
    assert not Authenticator.objects.filter(user=cast.owner).exists()
    assert hers.get("/me/").status_code == 302
    letter = Letter.objects.system("a test").get()
    assert letter.template == "people/letters/second_step_removed"


def test_nobody_takes_off_their_own_second_step_or_one_that_is_not_there(cast: Cast) -> None:
    manager = cast.by_role[MANAGER]

    with pytest.raises(Refusal, match="their own second step"):
        services.take_off_second_step(manager, why="Mine.", by=manager, at=AT)
    with pytest.raises(Refusal, match="no second step"):
        services.take_off_second_step(cast.owner, why="Hers.", by=manager, at=AT)
    with pytest.raises(Refusal, match="Only a business manager"):
        services.take_off_second_step(cast.owner, why="Hers.", by=cast.colleague, at=AT)


@pytest.mark.parametrize("sign", ["\u200b", "\u202e", "\u2066", "\ufeff", "\u200e"])
def test_a_name_that_reads_like_anothers_is_typed_again(cast: Cast, sign: str) -> None:
    """Two people must not read alike in a list of roles, or in the trail."""
    form = PersonForm({"name": f"Kiran{sign}Wetherby"})

    assert form.errors["name"] == ["Type the name again: it holds a sign that cannot be seen"]


@pytest.mark.parametrize("name", ["Siobhán O\u2019Neill-Khan", "نور\u200cا", "Ng\u1ecdc Anh"])
def test_a_name_keeps_the_joiners_that_its_script_needs(cast: Cast, name: str) -> None:
    assert "name" not in PersonForm({"name": name}).errors
