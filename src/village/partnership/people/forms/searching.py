"""What is typed to search the trail."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.timezone import make_aware

from village import trail
from village.design.forms import Filter
from village.trail import words
from village.trail.selectors import Search

NO_DAY = "Enter a day such as 15/07/2026"
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)


def day_field(label: str) -> forms.DateField:
    """A day in a filter, typed in one box, where three would be too many."""
    return forms.DateField(
        label=label,
        required=False,
        help_text="Such as 15/07/2026",
        widget=forms.DateInput(attrs={"maxlength": 10}),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        validators=[
            MinValueValidator(EARLIEST, message=NO_DAY),
            MaxValueValidator(LATEST, message=NO_DAY),
        ],
        error_messages={"invalid": NO_DAY},
    )


class TrailFilter(Filter):
    """What is looked for in the trail."""

    who = forms.CharField(label="Whose name?", max_length=120, required=False)
    sort = forms.ChoiceField(
        label="What kind?",
        required=False,
        choices=[("", "All"), ("did", "Deeds"), ("read", "Looks"), ("refused", "Refusals")],
    )
    room = forms.ChoiceField(label="About what?", required=False)
    since = day_field("From which day?")
    until = day_field("To which day?")
    ref = forms.RegexField(
        rf"^{trail.REF}$",
        label="Reference?",
        required=False,
        max_length=80,
        error_messages={"invalid": "Enter a reference as it stands in a letter or a log"},
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["room"].choices = [("", "All"), *words.rooms().items()]  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def answers(self) -> dict[str, Any]:
        """What was answered; nothing where any answer is wrong."""
        return self.cleaned_data if self.is_valid() else {}

    def asked(self, people: Iterable[str] | None) -> Search:
        """people: refs of those of the name that was asked for; None where none was."""
        if self.is_bound and not self.is_valid():
            return Search(by=())
        answers = self.answers
        until = answers.get("until")
        refs = None if people is None else tuple(people)
        return Search(
            by=refs if refs is not None or not answers.get("who") else (),
            about=refs,
            sort=answers.get("sort", ""),
            room=answers.get("room", ""),
            since=midnight(answers.get("since")),
            until=midnight(until + timedelta(days=1) if until else None),
        )


def midnight(day: date | None) -> datetime | None:
    """The first moment of a day here."""
    return make_aware(datetime.combine(day, time.min)) if day else None
