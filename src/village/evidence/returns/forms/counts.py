"""The form of a return of counts, made anew for what is asked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.boundfield import BoundField
from django.utils.text import slugify

from village import engine
from village.design.forms import Query
from village.evidence.returns.forms.editions import Sending


class Amount(forms.CharField):
    """A count as an agency types it; what is none is asked for again in words."""

    def __init__(self, **named: Any) -> None:
        super().__init__(
            max_length=32,
            strip=True,
            error_messages={"required": MISSING, "max_length": NO_COUNT},
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
            **named,
        )

    def clean(self, value: Any) -> str:  # Any: what a browser sent
        text: str = super().clean(value)
        read = engine.amount(text)
        if isinstance(read, engine.Fault):
            raise forms.ValidationError(SHARE if read is engine.Fault.SHARE else NO_COUNT)
        return text


MISSING = "Enter a count: 0 where there were none, or “suppressed”, or “not collected”"
NO_COUNT = "Enter a whole number, “suppressed” or “not collected”"
SHARE = "Enter how many there were, not a percentage"


@dataclass(frozen=True, slots=True)
class Spot:
    """One place on the form: its numerator, and its denominator where one is asked for."""

    title: str
    above: BoundField
    below: BoundField | None


@dataclass(frozen=True, slots=True)
class Part:
    """One indicator on the form. above, below: what is asked of each spot in it."""

    title: str
    guidance: str
    above: str
    below: str
    spots: tuple[Spot, ...]
    comment: BoundField


class Counts(Sending):
    """A return of counts on a page: made for one spec by `counts_form`."""

    asked: "tuple[engine.Asked, ...]"

    @property
    def parts(self) -> Iterator[Part]:
        """The indicators with their questions, in the order of the spec."""
        for number, one in enumerate(self.asked):
            spots = tuple(self._spot(place, one) for place in one.places)
            told = (one.title, one.guidance, one.numerator, one.denominator)
            yield Part(*told, spots, self[f"comment{number}"])

    @property
    def places(self) -> int:
        """How many counts are asked for: as many as are read of them, whichever way they come."""
        return sum(len(tuple(one.places)) for one in self.asked)

    @property
    def number(self) -> int:
        """How many numbers are to be typed: a count that is out of something has two."""
        return sum(isinstance(field, Amount) for field in self.fields.values())

    def _spot(self, place: "engine.Place", asked: "engine.Asked") -> Spot:
        name = name_of(place, self.asked)
        below = self[f"{name}-below"] if asked.denominator else None
        return Spot("" if place.is_total else place.group, self[f"{name}-above"], below)

    def show_faults(self, faults: "Iterable[engine.Faulty]", *, sent: Mapping[str, str]) -> None:
        """Say beside each count what was wrong with it as it was sent, until it is typed anew.

        Of a row that stands nowhere it is said above them all.
        """
        for one in faults:
            name = self._spot_named(one)
            if name is None or str(self.initial.get(name, "")) == sent.get(name, ""):
                said = self.errors.setdefault(name or NON_FIELD_ERRORS, self.error_class())
                said.append(Query(one.words) if one.is_query else one.words)

    def name_in_full(self) -> None:
        """Let each question say of which indicator it is: on a page where it stands alone."""
        for number, one in enumerate(self.asked):
            self[f"comment{number}"].label = f"{one.title}: comment"
            for place in one.places:
                name, group = name_of(place, self.asked), "" if place.is_total else place.group
                asked = {"above": one.numerator, "below": one.denominator}
                for side, words in asked.items():
                    if f"{name}-{side}" in self.fields:
                        parts = (one.title, words, group)
                        self[f"{name}-{side}"].label = ": ".join(filter(None, parts))

    def named_in_summary(self, name: str) -> str:
        """Of which indicator and group a count is, where nothing stands beside its message."""
        for asked in self.asked:
            sides = {"above": "number", "below": "out of"}
            for place in asked.places:
                spot = name_of(place, self.asked)
                side = name.removeprefix(f"{spot}-")
                if name.startswith(f"{spot}-") and side in sides:
                    what = sides[side] if asked.denominator else ""
                    parts = (asked.title, "" if place.is_total else place.group, what)
                    return ", ".join(filter(None, parts))
        return ""

    def _spot_named(self, one: "engine.Faulty") -> str | None:
        if one.place is None:
            return None
        name = name_of(one.place, self.asked)
        below = f"{name}-below"
        is_below = one.column == "denominator" and below in self.fields
        return below if is_below else f"{name}-above"

    @property
    def typed(self) -> "dict[engine.Place, dict[str, str]]":
        """What was typed, by place; the comment stands with its indicator's total."""
        found = {}
        for number, one in enumerate(self.asked):
            for place in one.places:
                name = name_of(place, self.asked)
                found[place] = {
                    "numerator": self.cleaned_data[f"{name}-above"],
                    "denominator": self.cleaned_data.get(f"{name}-below", ""),
                    "comment": self.cleaned_data[f"comment{number}"] if place.is_total else "",
                }
        return found


def name_of(place: "engine.Place", asked: "tuple[engine.Asked, ...]") -> str:
    """A short name of a place, the same for everybody who fills in this return."""
    number = next(n for n, one in enumerate(asked) if one.indicator == place.indicator)
    return f"c{number}-{slugify(place.breakdown)}-{slugify(place.group)}"


def counts_form(
    spec: "engine.CountsSpec", last: "Mapping[engine.Place, Mapping[str, str]]"
) -> type[Counts]:
    """The form of one return of counts. last: what was sent for the quarter before."""
    fields: dict[str, Any] = {"asked": spec.asked}  # Any: fields beside what they ask
    for number, one in enumerate(spec.asked):
        for place in one.places:
            name, before = name_of(place, spec.asked), last.get(place, {})
            label = "All" if place.is_total else place.group
            fields[f"{name}-above"] = _amount(label, before.get("numerator"))
            if one.denominator:
                fields[f"{name}-below"] = _amount(label, before.get("denominator"))
        fields[f"comment{number}"] = forms.CharField(
            label="Is there something that readers of this figure should know?",
            help_text="" if number else "For example: a new form since May. Do not name a child.",
            widget=forms.Textarea(attrs={"rows": 2}),
            max_length=1_000,
            required=False,
        )
    return type("CountsOf", (Counts,), fields)


def _amount(label: str, before: str | None) -> Amount:
    return Amount(label=label, help_text=f"Last quarter: {before}" if before else "")


def as_typed(
    spec: "engine.CountsSpec", lines: "Mapping[engine.Place, Mapping[str, str]]"
) -> dict[str, str]:
    """What a form of this return starts with, where something was sent before."""
    found: dict[str, str] = {}
    for place, line in lines.items():
        name = name_of(place, spec.asked)
        found |= {f"{name}-above": line["numerator"], f"{name}-below": line["denominator"]}
        if place.is_total:
            number = [one.indicator for one in spec.asked].index(place.indicator)
            found[f"comment{number}"] = line["comment"]
    return found
