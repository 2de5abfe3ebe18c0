"""What a linker says of a pair."""

from typing import Any

from django import forms

from village.design.forms import Form
from village.evidence.linking.rules import FITS, WHY_IN_WORDS, Said, Why

BOTH = (Why.RECORDS, Why.AGENCY)
CHOOSE = "Choose “Same child” or “Two children”"


def _told(whys: tuple[Why, ...]) -> list[tuple[str, str]]:
    return [(why.value, WHY_IN_WORDS[why]) for why in whys]


def _own(said: Said) -> list[tuple[str, str]]:
    return _told(tuple(why for why in FITS[said] if why not in BOTH))


class Decide(Form):
    """One child or two: the button pressed says which. seen: the decisions that were shown."""

    marks_optional = False
    why = forms.ChoiceField(
        label="What told you?",
        choices=[
            *_told(BOTH),
            ("For “Same child”", _own(Said.SAME)),
            ("For “Two children”", _own(Said.DIFFERENT)),
        ],
        error_messages={
            "required": "Choose what told you",
            "invalid_choice": "Choose what told you",
        },
    )
    said = forms.ChoiceField(
        choices=[(said.value, said.value) for said in (Said.SAME, Said.DIFFERENT)],
        widget=forms.HiddenInput,  # each button says it
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    seen = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        error_messages={"required": "Open this pair again, then decide."},
    )

    @property
    def word(self) -> dict[str, Any]:  # Any: keywords of the verb
        """What was said, as `services.decide` takes it."""
        answers = self.cleaned_data
        said, why = Said(answers["said"]), Why(answers["why"])
        return {"said": said, "why": why, "seen": answers["seen"]}


class TakeBack(Form):
    why = forms.ChoiceField(
        label="Why do you take it back?",
        choices=_told(FITS[Said.UNDONE]),
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose why you take it back",
            "invalid_choice": "Choose why you take it back",
        },
    )


class Ask(Form):
    """Asks nothing: a button."""
