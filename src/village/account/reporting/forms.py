"""What somebody brings to be checked, and what they say of its findings."""

from decimal import Decimal
from typing import Any

from django import forms

from village.account.reporting.rules import FIELDS
from village.account.reporting.selectors.shown import Number
from village.design.forms import Form, VersionedForm

LONGEST = 200
"""Signs of a measure or a period."""


class Drop(Form):
    file = forms.FileField(
        label="Which report do you want to check?",
        help_text="Word (.docx), PDF, a web page, Markdown or plain text; or a file of claims "
        "(YAML or CSV) for numbers that stand in charts.",
        error_messages={
            "required": "Choose a file",
            "empty": "This file is empty: choose another",
        },
    )


class Next(Drop):
    """The next version of a report: what was said of this one is known there."""

    # Any: Django's forms take a dozen optional arguments, none of which is ours to name.
    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["file"].label = "Which file is the next version?"


class NumberField(forms.DecimalField):
    """A number as people write it: 4,300."""

    def to_python(self, value: Any) -> Any:  # Any: as Django cleans
        return super().to_python(value.replace(",", "") if isinstance(value, str) else value)


class Correct(VersionedForm):
    """What a number is, where it was read wrongly. Filled in as it was read."""

    value = NumberField(
        label=FIELDS["value"],
        max_digits=16,
        decimal_places=6,
        error_messages={"required": "Enter the number", "invalid": "Enter a number, as 12 or 65.7"},
    )
    measure = forms.CharField(
        label=FIELDS["measure"], required=False, max_length=LONGEST, help_text="As “children seen”."
    )
    n = forms.IntegerField(
        label=FIELDS["n"],
        required=False,
        min_value=1,
        max_value=10**9,
        help_text="For a percentage or a part: the whole.",
        error_messages={"invalid": "Enter a whole number, as 48"},
    )
    period = forms.CharField(
        label=FIELDS["period"],
        required=False,
        max_length=LONGEST,
        help_text="As “2024/25” or “Q1”.",
    )

    # Any: Django's forms take a dozen optional arguments, none of which is ours to name.
    def __init__(self, data: Any = None, *, number: Number, version: int, **named: Any) -> None:
        self.number = number
        read = {name: _short(number.told.get(name)) for name in FIELDS}
        initial = {**read, "value": number.value, "version": version}
        super().__init__(data, initial=initial, auto_id=f"id_{number.key}_%s", **named)
        if number.value is None:
            del self.fields["value"]

    def clean(self) -> dict[str, Any]:  # Any: as Django cleans
        cleaned = super().clean() or {}
        if not self.errors and not self.changed:
            raise forms.ValidationError("This is what was read. Change what was read wrongly.")
        return cleaned

    @property
    def summary(self) -> str:
        return f"Correct how {self.number.text} was read"

    @property
    def changed(self) -> dict[str, str]:
        """What differs from what was read, as the check takes it."""
        said = {name: self.cleaned_data.get(name) for name in FIELDS if name in self.fields}
        was = {name: self.initial.get(name) for name in said}
        return {
            name: _plain(value)
            for name, value in said.items()
            if (value if value is not None else "") != (was[name] if was[name] is not None else "")
        }

    @property
    def corrected(self) -> dict[str, str]:
        """With what was corrected before."""
        return {**self.number.fields, **self.changed}


def _short(value: Any) -> Any:  # Any: a number or words, as they were read
    return value[:LONGEST].strip() if isinstance(value, str) else value


def _plain(value: Decimal | int | str | None) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value or "")


class Aside(VersionedForm):
    why = forms.CharField(
        label="Why is this no fault?",
        max_length=300,
        help_text="You see it beside the finding, here and in the next version.",
        error_messages={"required": "Say why"},
    )


class Sure(VersionedForm):
    """A button that changes something and asks nothing."""


class Destroy(Form):
    """As above, whatever has changed meanwhile."""
