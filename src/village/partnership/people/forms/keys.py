"""What a data lead types to give a system of their body a key."""

from typing import Any

from django import forms

from village.design.forms import Checkboxes, DateField, Form
from village.partnership.people.forms.giving import UNSEEN
from village.partnership.people.rights import Rights
from village.partnership.people.rules import KeyScope, last_expiry

HINTS = {
    KeyScope.SEND.value: "It sends files and counts for this body, and reads what the check "
    "found in them, with the ids of your file. It takes nothing in: a person does.",
    KeyScope.READ.value: "It reads what you see under Indicators, protected in the same way.",
}


def refuse_unseen(label: str) -> None:
    """Two keys must not read alike in the trail."""
    if UNSEEN.search(label):
        raise forms.ValidationError("Type the name again: it holds a sign that cannot be seen")


class KeyForm(Form):
    """What a key is called, what it is for, and until when."""

    label = forms.CharField(
        label="Which system is the key for?",
        help_text="As colleagues will know it, such as: nightly job of the case system. Name "
        "no child.",
        max_length=60,
        validators=[refuse_unseen],
        error_messages={"required": "Enter which system the key is for"},
    )
    purposes = forms.MultipleChoiceField(
        label="What may it do?",
        choices=[(purpose.value, purpose.value.capitalize()) for purpose in KeyScope],
        widget=Checkboxes(hints=HINTS),
        error_messages={"required": "Choose what it may do"},
    )
    expires_on = DateField(
        label="Which is the first day without it?",
        called="the first day without it",
        help_text="At most twelve months from today.",
    )

    def __init__(self, *given: Any, rights: Rights, **named: Any) -> None:
        start = {"expires_on": last_expiry(rights.day)}
        super().__init__(*given, initial=start, **named)

    def clean_purposes(self) -> list[KeyScope]:
        return [KeyScope(purpose) for purpose in self.cleaned_data["purposes"]]


class EndKeyForm(Form):
    """Asks nothing: a button."""
