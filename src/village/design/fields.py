"""Questions that Django's own fields do not ask well."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from village.design.widgets import PARTS, DateParts

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
PARTS_CODE = "parts:"


class DateField(forms.Field):
    """A date typed as day, month and year.

    called: the date's name inside a sentence, such as "the date the plan started".
    """

    widget = DateParts

    def __init__(
        self,
        *,
        called: str,
        not_before: date | None = None,
        not_after: date | None = None,
        **named: Any,
    ) -> None:
        messages = {"required": f"Enter {called}", **named.pop("error_messages", {})}
        super().__init__(error_messages=messages, **named)
        self.called = called
        self.not_before = not_before
        self.not_after = not_after

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        typed = [str(part or "").strip() for part in value]
        missing = [part for part, text in zip(PARTS, typed, strict=True) if not text]
        if len(missing) == len(PARTS):
            return None
        if missing:
            raise self.refusal(f"must include a {' and a '.join(missing)}", parts=missing)
        return self.real_date(*typed)

    def real_date(self, day: str, month: str, year: str) -> date:
        if not (year.isascii() and year.isdigit() and len(year) == 4):
            raise self.refusal("must have a year of 4 digits", parts=["year"])
        try:
            return date(int(year), month_number(month), int(day))
        except ValueError:
            raise self.refusal("must be a real date, such as 31 3 2026", parts=PARTS) from None

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and self.not_before and value < self.not_before:
            raise self.refusal(f"must be on or after {words(self.not_before)}", parts=PARTS)
        if value and self.not_after and value > self.not_after:
            raise self.refusal(f"must be on or before {words(self.not_after)}", parts=PARTS)

    def refusal(self, what: str, *, parts: list[str] | tuple[str, ...]) -> ValidationError:
        name = self.called[:1].upper() + self.called[1:]
        return ValidationError(f"{name} {what}", code=PARTS_CODE + ",".join(parts))


def month_number(text: str) -> int:
    """4, "04", "apr" or "April" as 4; raises ValueError otherwise."""
    if text.isascii() and text.isdigit():
        return int(text)
    return MONTHS.index(text[:3].lower()) + 1


def words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
