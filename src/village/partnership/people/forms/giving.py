"""What people type to note people, give, lend and end roles, and bar from sight."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms

from village.design.forms import DateField, Form, VersionedForm
from village.partnership.people import selectors
from village.partnership.people.models import Body, Person
from village.partnership.people.rights import Rights
from village.partnership.people.rules import RoleKind

UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Signs that turn or part a text unseen. The joiners that some scripts need may stay."""


def refuse_unseen(name: str) -> None:
    """Two people must not read alike in a list of roles, or in the trail."""
    if UNSEEN.search(name):
        raise forms.ValidationError("Type the name again: it holds a sign that cannot be seen")


def asked_for_name() -> forms.CharField:
    return forms.CharField(
        label="What is their name?",
        max_length=120,
        validators=[refuse_unseen],
        error_messages={"required": "Enter their name as colleagues know it"},
    )


class PersonForm(Form):
    """Somebody to be known by name, who may then be given roles and invited."""

    name = asked_for_name()
    email = forms.EmailField(
        label="What is their e-mail address?",
        help_text="Any address at which they read their mail, of whichever agency.",
        required=False,
    )


class AppointForm(Form):
    """Who takes which role, and from when."""

    person = forms.ChoiceField(
        label="Who takes the role?", error_messages={"required": "Choose a person"}
    )
    kind = forms.ChoiceField(
        label="Which role do they take?", error_messages={"required": "Choose a role"}
    )
    starts_on = DateField(label="When does it start?", called="the day it starts")
    ends_on = DateField(
        label="Which is the first day without it?",
        called="the first day without it",
        help_text="Leave it empty where no end is known: a role lapses by itself "
        "unless it is confirmed each quarter.",
        required=False,
    )

    def __init__(self, *given: Any, rights: Rights, body: Body | None, **named: Any) -> None:
        super().__init__(*given, **named)
        kinds = selectors.kinds_to_give(rights, body=body)
        self.people = choose_person(self, "person", rights, but=rights.person_pk)
        choose(self, "kind", [(kind.value, kind.value) for kind in kinds])

    def clean_person(self) -> Person:
        return self.people[self.cleaned_data["person"]]

    def clean_kind(self) -> RoleKind:
        return RoleKind(self.cleaned_data["kind"])


class Change(VersionedForm):
    """A form whose answers go to a verb together with the version that was seen."""

    @property
    def answers_and_version(self) -> dict[str, Any]:
        return {**self.answers, "version": self.cleaned_data["version"]}


class EndForm(Change):
    on = DateField(
        label="Which is the first day without the role?",
        called="the first day without the role",
        help_text="If it is today, what the role shows them is gone with their next click.",
    )


class StandInForm(Form):
    """Who stands in for the holder of a role, from when until when, and why."""

    to = forms.ChoiceField(label="Who stands in?", error_messages={"required": "Choose a person"})
    from_on = DateField(label="From which day?", called="the day it starts")
    until_on = DateField(label="Which is the first day without it?", called="the day it ends")
    why = forms.CharField(
        label="Why does somebody stand in?",
        max_length=300,
        error_messages={"required": "Enter why, such as: leave until September"},
    )

    def __init__(self, *given: Any, rights: Rights, holder: Person, **named: Any) -> None:
        super().__init__(*given, **named)
        self.people = choose_person(self, "to", rights, but=holder.pk)

    def clean_to(self) -> Person:
        return self.people[self.cleaned_data["to"]]


class ContactForm(Change):
    """Who speaks for a body."""

    contact = forms.ChoiceField(
        label="Who speaks for this body?",
        help_text="They give its roles, confirm them each quarter, and alone say who sees "
        "what the body sends.",
        required=False,
    )

    def __init__(self, *given: Any, rights: Rights, **named: Any) -> None:
        super().__init__(*given, **named)
        self.people = choose_person(self, "contact", rights, but=rights.person_pk)

    def clean_contact(self) -> Person | None:
        return self.people.get(self.cleaned_data["contact"])


class CorrectForm(Change):
    """What is noted of somebody, put right."""

    name = asked_for_name()
    email = forms.EmailField(
        label="What is their e-mail address?",
        help_text="They sign in with it. A letter tells the old address that it changed.",
        required=False,
    )


class WhyForm(Change):
    """A reason, for what concerns somebody's sign-in."""

    why = forms.CharField(
        label="Why?",
        help_text="They get a letter that says this.",
        max_length=300,
        error_messages={"required": "Enter why, in words that you would say to them"},
    )


class BarForm(Form):
    """From what somebody is barred and why; `sure` comes from the page that asks once more."""

    scope = forms.ChoiceField(
        label="What may they no longer see?",
        error_messages={"required": "Choose what they may no longer see"},
    )
    why = forms.CharField(
        label="Why are they barred?",
        help_text="Only information governance officers read this; the person never does. "
        "Name no child.",
        max_length=300,
        error_messages={"required": "Enter why, such as: a relative is in these records"},
    )
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *given: Any, groups: Sequence[tuple[str, Any]], **named: Any) -> None:
        super().__init__(*given, **named)
        choose(self, "scope", [group for group in groups if group[1]])

    @property
    def asked(self) -> dict[str, Any]:
        """What the verb takes."""
        return {name: self.answers[name] for name in ("scope", "why")}


class LiftForm(Form):
    """Why a bar ends."""

    why = forms.CharField(
        label="Why is the bar lifted?",
        help_text="Only information governance officers read this.",
        max_length=300,
        error_messages={"required": "Enter why, such as: the relative moved away"},
    )


class ConfirmForm(Change):
    """A button beside a role: it carries the version that was seen."""


def choose_person(
    form: forms.Form, name: str, rights: Rights, *, but: int | None
) -> dict[str, Person]:
    """Offer everybody whom the asker may see, save one; by ref."""
    everybody = selectors.people(rights)
    people = {person.ref: person for person in everybody if person.pk != but}
    choose(form, name, [(ref, person.name) for ref, person in people.items()])
    return people


def choose(form: forms.Form, name: str, options: Sequence[tuple[str, Any]]) -> None:
    field = form.fields[name]
    field.choices = [("", "Choose"), *options]  # type: ignore[attr-defined]  # a ChoiceField
