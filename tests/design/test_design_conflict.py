"""Two people save one record: both texts are there, each answer is chosen, nothing is lost."""

import json
import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django import forms
from django.http import HttpResponse, QueryDict
from django.test import RequestFactory

from village.design import conflict
from village.design.forms import Checkboxes, DateField, VersionedForm

BODIES = [("council", "Council"), ("police", "Police"), ("health", "Health")]


class Plan(VersionedForm):
    text = forms.CharField(
        label="What will change?",
        widget=forms.Textarea,
        error_messages={"required": "Enter what will change"},
    )
    on = DateField(called="the date", label="By when?")
    who = forms.MultipleChoiceField(
        label="Who?", choices=BODIES, widget=Checkboxes, error_messages={"required": "Choose"}
    )
    done = forms.BooleanField(label="Done?", required=False)
    note = forms.CharField(label="Note", required=False)


TYPED = (
    "text=Mine&on_day=1&on_month=4&on_year=2026&who=council&who=police&note=only+typed"
    "&version=3&request_key=abcdefghijklmnop&csrfmiddlewaretoken=x"
)
SAVED = {"text": "Theirs", "on": date(2026, 5, 2), "who": ["health"], "done": True}


@pytest.fixture
def answer(rf: RequestFactory):
    """What the page answers to a form that was sent with an old version."""

    def made(typed: str = TYPED, saved: dict = SAVED) -> HttpResponse:
        form = Plan(QueryDict(typed))
        assert form.is_valid()
        return conflict.response(
            rf.post("/plan/"),
            form,
            saved=saved,
            version=4,
            by="Ruth Adeyemi",
            at=datetime(2026, 7, 15, 8, 5, tzinfo=UTC),
            href="/plan/",
        )

    return made


def sent_by(html: str, **chosen: str) -> QueryDict:
    """What a browser would send from the page, with these radios chosen."""
    data = QueryDict(mutable=True)
    for tag in re.findall(r"<input[^>]*>", html):
        name, value = (re.search(rf' {a}="([^"]*)"', tag) for a in ("name", "value"))
        of_choice = 'type="radio"' in tag or 'type="checkbox"' in tag
        if name and not (of_choice and " checked" not in tag):
            data.appendlist(unescape(name[1]), unescape(value[1]) if value else "")
    for name, body in re.findall(r'<textarea name="([^"]*)"[^>]*>\n?(.*?)</textarea>', html, re.S):
        data.appendlist(name, unescape(body))
    for field, choice in chosen.items():
        data[f"take-{field}"] = choice
    return data


def test_both_texts_stand_beside_each_other_with_who_and_when(answer):
    html = answer().content.decode()

    assert "Ruth Adeyemi saved a change on 15 July 2026, 9:05am" in html
    for words in ("Mine", "Theirs", "2 May 2026", "Health"):
        assert words in html
    assert answer().status_code == 409
    assert "start again" not in html.lower()


def test_only_the_answers_that_differ_are_asked_again(answer):
    html = answer(saved={**SAVED, "text": "Mine"}).content.decode()

    assert "take-text" not in html
    assert "take-on" in html


def test_sent_again_as_it_stands_the_page_keeps_what_was_typed_under_the_new_version(answer):
    form = Plan(sent_by(answer().content.decode()))

    assert form.is_valid(), form.errors
    assert form.cleaned_data["version"] == 4
    assert form.cleaned_data["request_key"] == "abcdefghijklmnop"
    assert form.answers == {
        "text": "Mine",
        "on": date(2026, 4, 1),
        "who": ["council", "police"],
        "done": False,
        "note": "only typed",
    }


def test_each_answer_can_be_the_saved_one_while_the_rest_is_mine(answer):
    html = answer().content.decode()

    form = Plan(sent_by(html, on="saved", who="saved", done="saved"))

    assert form.is_valid(), form.errors
    assert form.answers == {
        "text": "Mine",
        "on": date(2026, 5, 2),
        "who": ["health"],
        "done": True,
        "note": "only typed",
    }


def test_a_second_conflict_starts_from_what_was_merged(answer, rf):
    form = Plan(sent_by(answer().content.decode(), text="saved"))
    assert form.is_valid()

    again = conflict.response(
        rf.post("/plan/"),
        form,
        saved={**SAVED, "text": "Third"},
        version=5,
        by="Sam Lee",
        at=datetime(2026, 7, 15, 9, 5, tzinfo=UTC),
        href="/plan/",
    )

    data = sent_by(again.content.decode())
    assert data["text"] == "Theirs"
    assert data.getlist("version") == ["5"]
    assert json.loads(data["saved-text"]) == {"text": ["Third"]}


def test_line_ends_of_a_browser_are_no_difference(answer):
    html = answer(TYPED.replace("Mine", "a%0D%0Ab"), {"text": "a\nb"}).content.decode()

    assert "take-text" not in html
    assert "same as what is saved" in html


def test_texts_of_others_are_escaped(answer):
    html = answer(saved={**SAVED, "text": "<script>x</script>"}).content.decode()

    assert "<script>x" not in html


def test_the_token_of_the_first_request_is_not_sent_twice(answer):
    data = sent_by(answer().content.decode())

    assert len(data.getlist("csrfmiddlewaretoken")) <= 1
    assert "x" not in data.getlist("csrfmiddlewaretoken")
