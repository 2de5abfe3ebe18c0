"""Controls that Django's own set lacks: a date in three parts, choices with hints."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

PARTS = ("day", "month", "year")
WRONG_PARTS = "wrong_parts"

# Any throughout: Django's widgets take and give untyped template contexts and posted values.


class DateParts(forms.MultiWidget):
    """Day, month and year as three short text inputs; its value is a list of three strings."""

    template_name = "design/widgets/date.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({part: forms.TextInput() for part in PARTS}, attrs)

    def decompress(self, value: Any) -> list[str]:
        if isinstance(value, date):
            return [str(value.day), str(value.month), str(value.year)]
        return ["", "", ""]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        given = dict(attrs or {})
        wrong = given.pop(WRONG_PARTS, ())
        context = super().get_context(name, value, given)
        for part, subwidget in zip(PARTS, context["widget"]["subwidgets"], strict=True):
            subwidget |= {"label": part.title(), "part": part, "is_wrong": part in wrong}
        return context

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return all(f"{name}_{part}" not in data for part in PARTS)


class HintedChoices:
    """Adds a hint beneath single options: `hints` maps an option's value to its line."""

    hints: Mapping[str, str]

    def create_option(self, name: str, value: Any, *rest: Any, **named: Any) -> dict[str, Any]:
        # The next class in line is one of Django's choice widgets.
        option: dict[str, Any] = super().create_option(  # type: ignore[misc]
            name, value, *rest, **named
        )
        return option | {"hint": self.hints.get(str(value), "")}


class Radios(HintedChoices, forms.RadioSelect):
    """One of a few; `is_inline` sets two short options side by side."""

    def __init__(
        self, *, hints: Mapping[str, str] | None = None, is_inline: bool = False, **named: Any
    ) -> None:
        super().__init__(**named)
        self.hints = hints or {}
        self.is_inline = is_inline

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["is_inline"] = self.is_inline
        return context


class Checkboxes(HintedChoices, forms.CheckboxSelectMultiple):
    """Any of a few, each with a hint where one is given."""

    def __init__(self, *, hints: Mapping[str, str] | None = None, **named: Any) -> None:
        super().__init__(**named)
        self.hints = hints or {}
