"""A question on a form: what sort of control it has, and the classes it is drawn with."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from village.design.fields import PARTS_CODE
from village.design.widgets import PARTS, WRONG_PARTS, DateParts

CLASS_OF_KIND = {
    "text": "govuk-input",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "select": "govuk-select",
    "textarea": "govuk-textarea govuk-js-character-count",
    "file": "govuk-file-upload",
    "date": "govuk-input govuk-date-input__input",
    "check": "govuk-checkboxes__input",
}
ERROR_CLASS_OF_KIND = {
    "text": "govuk-input--error",
    "password": "govuk-input--error",
    "select": "govuk-select--error",
    "textarea": "govuk-textarea--error",
    "file": "govuk-file-upload--error",
}
DJANGO_ROWS = "10"
WIDTHS = (2, 3, 4, 5, 10, 20)


def kind_of(widget: forms.Widget) -> str:
    """What sort of control it is, by the input it writes.

    `CheckboxSelectMultiple` is a subclass of `RadioSelect`: their classes must not be asked.
    """
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, DateParts):
        return "date"
    if isinstance(widget, forms.Textarea):
        return "textarea"
    written = getattr(widget, "input_type", "text")
    if isinstance(widget, forms.widgets.ChoiceWidget):
        return {"radio": "radios", "checkbox": "checkboxes"}.get(written, "select")
    return {"checkbox": "check", "password": "password", "file": "file"}.get(written, "text")


class BoundQuestion(BoundField):
    """A field on its form, which knows the classes and the words it is to be drawn with."""

    @property
    def kind(self) -> str:
        return kind_of(self.field.widget)

    @property
    def use_fieldset(self) -> bool:
        return self.kind in {"radios", "checkboxes", "date"}

    @property
    def is_marked_optional(self) -> bool:
        marks = getattr(self.form, "marks_optional", True)
        return bool(marks and not self.field.required and self.kind != "check")

    @property
    def limit(self) -> int | None:
        """The most characters a long text may have, to be counted beneath it."""
        return getattr(self.field, "max_length", None) if self.kind == "textarea" else None

    @property
    def first_id(self) -> str:
        """The id of the control that a link of the error summary goes to."""
        if self.kind == "date":
            wrong = self.wrong_parts
            return f"{self.auto_id}_{PARTS.index(wrong[0]) if wrong else 0}"
        return f"{self.auto_id}_0" if self.use_fieldset else self.auto_id

    @property
    def wrong_parts(self) -> tuple[str, ...]:
        if not self.errors:
            return ()
        codes = [str(error.code or "") for error in self.errors.as_data()]
        named = next((code for code in codes if code.startswith(PARTS_CODE)), "")
        return tuple(named.removeprefix(PARTS_CODE).split(",")) if named else PARTS

    @property
    def aria_describedby(self) -> str | None:
        described = super().aria_describedby
        if self.limit and self.auto_id:
            return f"{described or ''} {self.auto_id}-info".strip()
        return described

    # Any: widget attributes are strings, numbers and booleans, as Django has them.
    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        drawn = widget or self.field.widget
        found: dict[str, Any] = super().build_widget_attrs(attrs, drawn)
        if classes := self.classes(drawn):
            found["class"] = classes
        if kind_of(drawn) == "textarea" and str(drawn.attrs.get("rows")) == DJANGO_ROWS:
            found["rows"] = 5
        if self.limit:
            found["maxlength"] = False  # typing on is allowed; the message says how much too long
        if getattr(drawn, "input_type", "") == "number":
            found["inputmode"] = "numeric"
        if kind_of(drawn) == "password":
            found |= {"spellcheck": "false", "autocapitalize": "none"}
        if kind_of(drawn) == "date" and self.errors:
            found[WRONG_PARTS] = self.wrong_parts
        return found

    def classes(self, widget: forms.Widget) -> str:
        """The class attribute, computed anew each time: a widget is shared and stays as it is."""
        kind = kind_of(widget)
        names = [CLASS_OF_KIND.get(kind, ""), str(widget.attrs.get("class", ""))]
        if self.errors:
            names.append(ERROR_CLASS_OF_KIND.get(kind, ""))
        if kind == "text":
            names.append(self.width(widget))
        return " ".join(name for name in names if name)

    def width(self, widget: forms.Widget) -> str:
        most = int(widget.attrs.get("maxlength") or getattr(self.field, "max_length", None) or 0)
        if getattr(widget, "input_type", "") == "number":
            most = most or 10
        fitting = [width for width in WIDTHS if 0 < most <= width]
        return f"govuk-input--width-{fitting[0]}" if fitting else ""
