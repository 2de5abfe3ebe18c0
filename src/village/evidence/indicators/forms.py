"""What is asked of somebody who lets tables out, and of whoever puts a table together."""

from collections.abc import Sequence
from typing import Any

from django import forms

from village.design.forms import Filter, Form, Radios
from village.figures.audiences import Audience


class LetOut(Form):
    """Whom a release is for."""

    audience = forms.ChoiceField(
        label="Whom is it for?",
        choices=[(Audience.PARTNER.value, "Partners"), (Audience.PUBLIC.value, "The public")],
        widget=Radios(
            hints={
                Audience.PARTNER.value: "Bodies of the partnership. They must not publish it.",
                Audience.PUBLIC.value: "Anybody. What was public once cannot be taken back.",
            }
        ),
        error_messages={"required": "Choose whom it is for"},
    )


class Choose(Filter):
    """Which table is shown: up to three indicators, a period, and one breakdown or two."""

    indicator = forms.ChoiceField(label="Indicator")
    second = forms.ChoiceField(label="A second one", required=False)
    third = forms.ChoiceField(label="A third one", required=False)
    period = forms.ChoiceField(label="Period", required=False)
    by = forms.ChoiceField(label="Broken down by", required=False)
    cross = forms.ChoiceField(label="Crossed with", required=False)

    # Any: Django's forms take a dozen optional arguments, none of which is ours to name.
    def __init__(
        self,
        *given: Any,
        indicators: Sequence[tuple[str, str]],
        periods: Sequence[tuple[str, str]],
        splits: Sequence[tuple[str, str]],
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        steps = [("", "The newest"), ("year", "Every year"), ("quarter", "Every quarter")]
        self._offer("indicator", [("", "Choose an indicator"), *indicators])
        for name in ("second", "third"):
            self._offer(name, [("", "None"), *indicators])
        self._offer("period", [*steps, *periods])
        for name in ("by", "cross"):
            self._offer(name, [("", "Nothing"), *splits])

    def _offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(choices)

    @property
    def indicators(self) -> tuple[str, ...]:
        """Those that were chosen, each once."""
        chosen = (self.cleaned_data[name] for name in ("indicator", "second", "third"))
        return tuple(dict.fromkeys(filter(None, chosen)))

    @property
    def breakdowns(self) -> tuple[str, ...]:
        chosen = (self.cleaned_data[name] for name in ("by", "cross"))
        return tuple(dict.fromkeys(filter(None, chosen)))
