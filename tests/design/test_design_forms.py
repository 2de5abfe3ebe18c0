"""The form renderer: the right control, the right classes, words that say what to do."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.http import QueryDict

from village.design import gallery
from village.design.forms import (
    Checkboxes,
    DateField,
    Filter,
    Form,
    Radios,
    VersionedForm,
    default_messages,
    problems,
)
from village.design.questions import kind_of

TWO = [("a", "First"), ("b", "Second")]


class Small(Form):
    name = forms.CharField(max_length=4, error_messages={"required": "Enter a name"})
    note = forms.CharField(required=False, widget=forms.Textarea, max_length=10)
    on = DateField(called="the date of the meeting", not_after=date(2026, 7, 15))


@pytest.mark.parametrize(
    ("widget", "kind", "written"),
    [
        (forms.TextInput(), "text", 'type="text"'),
        (forms.EmailInput(), "text", 'type="email"'),
        (forms.NumberInput(), "text", 'type="number"'),
        (forms.PasswordInput(), "password", 'type="password"'),
        (forms.Textarea(), "textarea", "<textarea"),
        (forms.Select(choices=TWO), "select", "<select"),
        (forms.RadioSelect(choices=TWO), "radios", 'type="radio"'),
        (Radios(choices=TWO), "radios", 'type="radio"'),
        (forms.CheckboxSelectMultiple(choices=TWO), "checkboxes", 'type="checkbox"'),
        (Checkboxes(choices=TWO), "checkboxes", 'type="checkbox"'),
        (forms.CheckboxInput(), "check", 'type="checkbox"'),
        (forms.ClearableFileInput(), "file", 'type="file"'),
    ],
)
def test_each_widget_is_drawn_as_the_control_that_it_is(widget, kind, written):
    class Asked(Form):
        it = forms.Field(widget=widget, error_messages={"required": "Enter it"})

    drawn = str(Asked()["it"].as_field_group())

    assert kind_of(widget) == kind
    assert written in drawn
    assert ('type="radio"' in drawn) is (kind == "radios")
    assert ('type="checkbox"' in drawn) is (kind in {"checkboxes", "check"})


def test_an_error_colours_the_control_and_leaves_the_shared_widget_as_it_was():
    wrong, right = Small({}), Small()

    drawn_wrong = str(wrong["name"])
    drawn_right = str(right["name"])

    assert "govuk-input--error" in drawn_wrong
    assert "govuk-input--error" not in drawn_right
    assert "class" not in wrong.fields["name"].widget.attrs
    assert "class" not in Small.base_fields["name"].widget.attrs


def test_the_control_is_described_by_its_hint_and_its_error():
    class Asked(Form):
        it = forms.CharField(help_text="Hint", error_messages={"required": "Enter it"})

    drawn = str(Asked({})["it"].as_field_group())

    assert 'aria-describedby="id_it_helptext id_it_error"' in drawn
    assert 'id="id_it_helptext"' in drawn
    assert 'id="id_it_error"' in drawn


def test_words_from_a_person_are_escaped_in_labels_hints_and_errors():
    class Asked(Form):
        it = forms.CharField(
            label="<b>label", help_text="<b>hint", error_messages={"required": "<b>error"}
        )

    drawn = str(Asked({}))

    assert "<b>" not in drawn
    assert drawn.count("&lt;b&gt;") == 4


def test_every_link_of_the_error_summary_leads_to_a_control_on_the_page():
    form = gallery.wrong_form()
    drawn = str(form)

    found = problems([form])

    assert len(found) == 11
    for problem in found:
        assert f'id="{problem.href.removeprefix("#")}"' in drawn, problem


def test_an_error_of_the_whole_form_stands_first_and_without_a_link():
    form = Small({"name": "A", "on_day": "1", "on_month": "2", "on_year": "2026"})
    form.add_error(None, "Somebody else has sent this return.")

    found = problems([form])

    assert [(p.message, p.href) for p in found] == [("Somebody else has sent this return.", "")]


def test_the_summary_is_drawn_once_wherever_the_page_puts_it(rendered):
    form = Small({})

    drawn = rendered("{% error_summary form %}{{ form }}", form=form)

    assert drawn.count("govuk-error-summary__title") == 1


def test_a_form_is_refused_whose_required_answer_has_no_words_of_its_own():
    with pytest.raises(ImproperlyConfigured, match=r"Silent needs its own words.*name"):

        class Silent(Form):
            name = forms.CharField()


def all_forms(base: type[forms.Form] = Form) -> list[type[forms.Form]]:
    return [base, *(form for child in base.__subclasses__() for form in all_forms(child))]


def test_every_form_of_the_house_says_what_to_enter():
    silent = {form.__name__: default_messages(form.base_fields) for form in all_forms()}

    assert {name: fields for name, fields in silent.items() if fields} == {}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("1", "4", "2026"), date(2026, 4, 1)),
        (("01", "04", "2026"), date(2026, 4, 1)),
        ((" 1 ", "april", "2026"), date(2026, 4, 1)),
        (("29", "Feb", "2024"), date(2024, 2, 29)),
    ],
)
def test_a_date_is_understood_as_people_type_it(typed, expected):
    assert DateField(called="the date").clean(list(typed)) == expected


@pytest.mark.parametrize(
    ("typed", "message", "code"),
    [
        (("", "", ""), "Enter the date of the meeting", "required"),
        (("1", "", "2026"), "The date of the meeting must include a month", "parts:month"),
        (("", "", "2026"), "must include a day and a month", "parts:day,month"),
        (("1", "4", "26"), "must have a year of 4 digits", "parts:year"),
        (("1", "4", "二〇二六"), "must have a year of 4 digits", "parts:year"),
        (("31", "2", "2026"), "must be a real date", "parts:day,month,year"),
        (("x", "2", "2026"), "must be a real date", "parts:day,month,year"),
        (("1", "²", "2026"), "must be a real date", "parts:day,month,year"),
        (("16", "7", "2026"), "must be on or before 15 July 2026", "parts:day,month,year"),
    ],
)
def test_a_date_that_is_none_says_which_part_is_wrong(typed, message, code):
    field = DateField(called="the date of the meeting", not_after=date(2026, 7, 15))

    with pytest.raises(forms.ValidationError, match=message) as refused:
        field.clean(list(typed))

    assert refused.value.code == code


def test_only_the_wrong_part_of_a_date_is_marked():
    form = Small({"name": "A", "on_day": "1", "on_month": "", "on_year": "2026"})

    drawn = str(form["on"])

    marked = [part for part in drawn.split("<input") if "govuk-input--error" in part]
    assert len(marked) == 1
    assert 'name="on_month"' in marked[0]
    assert form["on"].first_id == "id_on_1"
    assert "wrong_parts" not in drawn


def test_a_saved_date_is_shown_in_its_parts():
    form = Small(initial={"on": date(2026, 3, 9)})

    drawn = str(form["on"])

    assert [f'value="{part}"' in drawn for part in (9, 3, 2026)] == [True, True, True]


def test_a_long_text_is_counted_and_never_cut():
    form = Small({"name": "A", "note": "eleven long"})

    drawn = str(form["note"].as_field_group())

    assert 'data-maxlength="10"' in drawn
    assert " maxlength=" not in drawn
    assert "Shorten this to 10 characters or fewer: it has 11" in drawn
    assert 'aria-describedby="id_note_error id_note-info"' in drawn


def test_an_answer_that_may_be_left_out_says_so_save_in_a_filter():
    class Choosing(Filter):
        words = forms.CharField(required=False)

    assert "Note (optional)" in str(Small()["note"].as_field_group())
    assert "optional" not in str(Choosing()["words"].as_field_group())


def test_options_carry_their_hints_to_those_who_listen():
    class Asked(Form):
        it = forms.ChoiceField(
            choices=TWO, widget=Radios(hints={"a": "Hint"}), error_messages={"required": "Choose"}
        )

    drawn = str(Asked()["it"])

    assert 'id="id_it_0" name="it" type="radio" value="a" aria-describedby="id_it_0-hint"' in drawn
    assert '<div id="id_it_0-hint"' in drawn
    assert 'id="id_it_1-hint"' not in drawn


def test_each_form_carries_a_request_key_and_keeps_it_when_it_is_shown_again():
    first, second = str(Small()["request_key"]), str(Small()["request_key"])
    again = str(Small({"request_key": "A" * 16})["request_key"])

    assert first != second
    assert 'value="' + "A" * 16 in again


def test_a_request_key_that_we_never_gave_is_refused():
    form = Small({"request_key": "../../etc/passwd"})

    assert "request_key" in form.errors


def test_the_answers_leave_out_what_the_form_itself_carries():
    class Kept(VersionedForm):
        name = forms.CharField(error_messages={"required": "Enter a name"})

    form = Kept(QueryDict("name=Ada&version=3"))

    assert form.is_valid()
    assert form.answers == {"name": "Ada"}
    assert form.cleaned_data["version"] == 3
