"""What is typed to write, change, find and end a sharing agreement."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django import forms

from village.design.forms import Checkboxes, DateField, Filter, Form, VersionedForm
from village.evidence.returns.rules.agreements import Standing
from village.evidence.returns.services.agreements import Terms
from village.evidence.returns.services.house import Gateway
from village.partnership.people.models import Body

LONGEST_CONDITION = 300
A_DAY = timedelta(days=1)


def lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class Write(Form):
    """All that an agreement says."""

    title = forms.CharField(
        label="What is the agreement called?",
        max_length=160,
        error_messages={"required": "Enter a title, such as: Police missing episodes"},
    )
    bodies = forms.MultipleChoiceField(
        label="Which controllers share?",
        help_text="Somebody signs for each of them.",
        widget=Checkboxes(),
        error_messages={"required": "Choose at least one body"},
    )
    specs = forms.MultipleChoiceField(
        label="Which returns does it cover?",
        help_text="Their columns are listed in the agreement by themselves.",
        widget=Checkboxes(),
        error_messages={"required": "Choose at least one return"},
    )
    purpose = forms.CharField(
        label="What is it for?",
        max_length=2000,
        widget=lines(5),
        error_messages={"required": "Enter what it is for"},
    )
    gateway = forms.MultipleChoiceField(
        label="On which law?",
        widget=Checkboxes(),
        error_messages={"required": "Choose at least one legal basis"},
    )
    conditions = forms.CharField(
        label="How is it handled?",
        help_text="One condition on each line.",
        max_length=4000,
        widget=lines(6),
        error_messages={"required": "Enter at least one condition"},
    )
    retention_months = forms.IntegerField(
        label="For how many months is it kept?",
        min_value=1,
        max_value=1200,
        error_messages={
            "required": "Enter how many months, such as 72",
            "invalid": "Enter a whole number of months, such as 72",
            "min_value": "Enter 1 month or more",
            "max_value": "Enter 1,200 months or fewer",
        },
    )
    destroyed = forms.CharField(
        label="What is destroyed then?",
        max_length=1000,
        widget=lines(3),
        error_messages={"required": "Enter what is destroyed"},
    )
    from_on = DateField(label="Which is the first day?", called="the first day")
    last_on = DateField(label="Which is the last day?", called="the last day")
    review_on = DateField(label="When is it reviewed?", called="the day of review")

    def __init__(
        self,
        *given: Any,
        bodies: Iterable[Body],
        titles: Mapping[str, str],
        gateways: Mapping[str, Gateway],
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        self.known = {body.ref: body for body in bodies}
        self._offer("bodies", {ref: body.name for ref, body in self.known.items()})
        self._offer("specs", dict(sorted(titles.items(), key=lambda item: item[1])))
        self._offer("gateway", {key: gateway.title for key, gateway in gateways.items()})
        hints = {key: told(gateway) for key, gateway in gateways.items()}
        self.fields["gateway"].widget.hints = hints

    def _offer(self, name: str, choices: Mapping[str, str]) -> None:
        self.fields[name].choices = list(choices.items())  # type: ignore[attr-defined]  # a choice

    def clean_conditions(self) -> tuple[str, ...]:
        typed = self.cleaned_data["conditions"].splitlines()
        found = tuple(line.strip() for line in typed if line.strip())
        if any(len(line) > LONGEST_CONDITION for line in found):
            raise forms.ValidationError("Shorten each condition to 300 characters or fewer")
        return found

    @property
    def terms(self) -> Terms:
        """What was answered, as the verbs take it."""
        said = self.cleaned_data
        return Terms(
            title=said["title"],
            bodies=tuple(self.known[ref] for ref in said["bodies"]),
            specs=tuple(said["specs"]),
            purpose=said["purpose"],
            gateway=tuple(said["gateway"]),
            conditions=said["conditions"],
            retention_months=said["retention_months"],
            destroyed=said["destroyed"],
            from_on=said["from_on"],
            until_on=said["last_on"] + A_DAY,
            review_on=said["review_on"],
        )


class Change(VersionedForm, Write):
    """The same, over an agreement that is there."""


class Sign(VersionedForm):
    """For which body; the version says what was read."""

    body = forms.CharField(widget=forms.HiddenInput, error_messages={"required": "Choose a body"})


class End(VersionedForm):
    why = forms.CharField(
        label="Why does it end early?",
        help_text="For example: the council collects this itself now. Do not name a child.",
        max_length=300,
        error_messages={"required": "Enter why it ends"},
    )


class Find(Filter):
    """Which agreements of the register are shown."""

    state = forms.ChoiceField(
        label="How does it stand?",
        required=False,
        choices=[("", "All"), *((one.value, one.value.capitalize()) for one in Standing)],
    )
    body = forms.ChoiceField(label="Which body?", required=False)
    spec = forms.ChoiceField(label="Which return?", required=False)

    def __init__(
        self, *given: Any, bodies: Iterable[Body], titles: Mapping[str, str], **named: Any
    ) -> None:
        super().__init__(*given, **named)
        listed = [(body.ref, body.name) for body in bodies]
        returns = sorted(titles.items(), key=lambda item: item[1])
        for name, choices in (("body", listed), ("spec", returns)):
            self.fields[name].choices = [("", "All"), *choices]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, str]:
        """What to show: all of it where an answer is none of those offered."""
        said = self.cleaned_data if self.is_valid() else {}
        return {
            "standing": said.get("state", ""),
            "body": said.get("body", ""),
            "spec": said.get("spec", ""),
        }


def told(gateway: Gateway) -> str:
    """A legal basis in a line, with what is still to be read of it."""
    if not gateway.check:
        return gateway.text
    return f"{gateway.text} {str(gateway.evidence).capitalize()}; to be read: {gateway.check}"
