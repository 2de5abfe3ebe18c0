"""The frame round every page, its slots, its drafts and its error pages."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, QueryDict
from django.shortcuts import render
from django.test import RequestFactory

from tests.cast import AT, Cast
from village.design import context, drafts, errors, gallery, slots
from village.kernel.refusal import Refusal

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture
def empty_slots(monkeypatch) -> None:
    monkeypatch.setattr(slots, "_fillers", {slot.name: [] for slot in slots.ALL})


def known(request: HttpRequest) -> HttpRequest:
    """A request whose sender has been looked up."""
    request.rights = "somebody"
    return request


def page_of(request: HttpRequest, **given: object) -> str:
    return render(request, "design/base.html", given).content.decode()


def test_each_page_says_who_can_see_it_and_how_fresh_it_is(rf: RequestFactory, empty_slots):
    request = rf.get("/")
    request.audience = "agency data lead"
    request.at = datetime(2026, 7, 15, 8, 5, tzinfo=UTC)

    html = page_of(request)

    assert "Agency data lead" in html
    assert "read just now, 15 July 2026, 9:05am" in html


def test_a_page_may_say_itself_how_fresh_its_figures_are(rf: RequestFactory, empty_slots):
    html = page_of(rf.get("/"), fresh_as_at=date(2026, 3, 31), audience="everyone")

    assert "as it stood on 31 March 2026" in html


def test_made_up_data_is_named_at_head_and_foot_and_only_where_it_is_made_up(
    rf: RequestFactory, empty_slots, settings
):
    settings.DEMO = True
    made_up = page_of(rf.get("/"))
    settings.DEMO = False
    real = page_of(rf.get("/"))

    assert made_up.lower().count("made-up data") >= 2
    assert "made-up" not in real.lower()


def test_the_navigation_marks_the_room_that_the_page_lies_in(rf: RequestFactory, empty_slots):
    links = [
        slots.Link("Home", "/"),
        slots.Link("Returns", "/returns/"),
        slots.Link("Owed", "/returns/owed/"),
    ]
    slots.fill(slots.NAVIGATION, lambda rights, subjects: links)

    places = context.Page(known(rf.get("/returns/owed/abc/"))).navigation

    assert [place.is_here for place in places] == [False, False, True]


def test_the_start_page_is_no_room_over_all_others(rf: RequestFactory, empty_slots):
    slots.fill(slots.NAVIGATION, lambda rights, subjects: [slots.Link("Home", "/")])

    assert not context.Page(known(rf.get("/returns/"))).navigation[0].is_here
    assert context.Page(known(rf.get("/"))).navigation[0].is_here


def test_slots_are_filled_in_order_and_once_by_each(empty_slots):
    def late(rights, subjects):
        return ["late", *subjects]

    def early(rights, subjects):
        return ["early"]

    slots.fill(slots.PARTNERSHIP, late)
    slots.fill(slots.PARTNERSHIP, early, order=1)
    slots.fill(slots.PARTNERSHIP, late)

    assert slots.parts(slots.PARTNERSHIP, None, ["ref"]) == ("early", "late", "ref")


def test_there_are_at_most_a_dozen_slots_and_the_reference_names_them_all():
    written = (DOCS / "reference" / "slots.md").read_text(encoding="utf-8")

    assert len(slots.ALL) <= slots.AT_MOST
    assert len({slot.name for slot in slots.ALL}) == len(slots.ALL)
    assert written == slots.reference(), "write village.design.slots.reference() there anew"


def test_the_title_of_a_page_with_errors_says_so_first(rf: RequestFactory, empty_slots):
    html = page_of(rf.get("/"), form=gallery.wrong_form())

    assert "<title>Error: " in html


def test_a_draft_is_taken_as_typed_without_tokens_passwords_or_keys():
    posted = QueryDict(
        "name=Ada&on_day=31&on_month=2&on_year=&who=a&who=b&csrfmiddlewaretoken=t"
        "&request_key=k&save_draft=1&password=p&version=3"
    )

    assert drafts.typed(posted, without=["who"]) == {
        "name": ["Ada"],
        "on_day": ["31"],
        "on_month": ["2"],
        "on_year": [""],
        "version": ["3"],
    }


def test_a_draft_is_given_back_as_it_was_typed_without_being_judged():
    kept = {"start_on_day": ["31"], "start_on_month": ["2"], "bodies": ["council", "police"]}

    form = gallery.EveryQuestion(initial=drafts.initial(gallery.EveryQuestion, kept))

    drawn = str(form["start_on"])
    assert 'value="31"' in drawn
    assert 'value="2"' in drawn
    assert str(form["bodies"]).count(" checked") == 2
    assert not form.is_bound


def test_a_request_key_is_never_taken_from_a_draft():
    assert "request_key" not in drafts.initial(gallery.EveryQuestion, {"request_key": ["A" * 16]})


@pytest.mark.parametrize(
    ("answer", "status", "title"),
    [
        (lambda r: errors.bad_request(r, ValueError("secret")), 400, "could not be read"),
        (lambda r: errors.permission_denied(r, Exception("secret")), 403, "You may not do this"),
        (lambda r: errors.page_not_found(r, Exception("secret")), 404, "no such page"),
        (errors.server_error, 500, "went wrong on our side"),
        (lambda r: errors.csrf_failure(r, reason="secret"), 403, "form has expired"),
    ],
)
def test_an_error_page_says_what_to_do_and_gives_nothing_away(
    rf, empty_slots, answer, status, title
):
    response = answer(rf.get("/returns/secret/"))

    html = response.content.decode()
    assert response.status_code == status
    assert title in html
    assert "secret" not in html
    assert "Traceback" not in html


def test_a_person_who_may_not_is_told_why(rf: RequestFactory, empty_slots):
    response = errors.permission_denied(rf.get("/"), PermissionDenied("This page is for: linker."))

    assert "This page is for: linker." in response.content.decode()


def test_a_failure_is_noted_under_the_reference_that_the_person_is_given(rf, empty_slots, caplog):
    response = errors.server_error(rf.get("/"))

    reference = caplog.records[0].getMessage().split()[-1]
    assert reference in response.content.decode()


def test_what_failed_is_shown_without_asking_for_slots_or_rights(rf, monkeypatch):
    def broken(rights, subjects):
        raise RuntimeError("the database is gone")

    monkeypatch.setattr(slots, "_fillers", {slot.name: [(1, broken)] for slot in slots.ALL})

    assert errors.server_error(rf.get("/")).status_code == 500


def test_a_request_refused_before_its_sender_was_known_still_gets_a_page(rf, monkeypatch):
    def asks(rights, subjects):
        return [slots.Link(rights.person, "/")]

    monkeypatch.setattr(slots, "_fillers", {slot.name: [(1, asks)] for slot in slots.ALL})

    assert errors.bad_request(rf.get("/"), ValueError()).status_code == 400


def test_a_refusal_is_not_an_error_page():
    assert not issubclass(Refusal, PermissionDenied)


def test_the_footer_leads_to_the_accessibility_statement(client, demo, db, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path

    html = client.get("/design/accessibility/").content.decode()

    assert "Accessibility statement</h1>" in html
    assert 'href="/design/accessibility/"' in html


@pytest.mark.django_db
def test_a_draft_is_kept_for_its_owner_and_offered_back(cast: Cast, rf: RequestFactory):
    typed = {"note": "Half a thought", "start_on_day": "31", "save_draft": "1"}
    request = rf.post("/returns/", typed, headers={"accept": "application/json"})

    answer = drafts.keep(request, "tests.form:abc", by=cast.owner, at=AT)

    form = gallery.EveryQuestion
    assert json.loads(answer.content) == {"said": "Draft saved at 10:30am"}
    mine = drafts.so_far(form, "tests.form:abc", by=cast.owner, at=AT)
    assert mine["note"] == "Half a thought"
    assert mine["start_on"] == ["31", None, None]
    assert drafts.so_far(form, "tests.form:abc", by=cast.colleague, at=AT) == {}


@pytest.mark.django_db
def test_a_form_that_is_really_sent_is_no_draft(cast: Cast, rf: RequestFactory):
    request = rf.post("/returns/", {"note": "Whole"})

    assert drafts.keep(request, "tests.form:abc", by=cast.owner, at=AT) is None
    assert drafts.so_far(gallery.EveryQuestion, "tests.form:abc", by=cast.owner, at=AT) == {}


@pytest.mark.django_db
def test_a_draft_that_is_too_long_is_refused_in_words(cast: Cast, rf: RequestFactory):
    typed = {"note": "x" * 600_000, "save_draft": "1"}
    request = rf.post("/returns/", typed, headers={"accept": "application/json"})

    answer = drafts.keep(request, "tests.form:abc", by=cast.owner, at=AT)

    assert "too long to be kept" in json.loads(answer.content)["said"]
