"""Two people, one record: the typed text stands beside the saved one, and nothing is lost."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from village.design import formats
from village.design.forms import VersionedForm
from village.design.widgets import PARTS, DateParts

TAKE, SAVED, TOKEN = "take-", "saved-", "csrfmiddlewaretoken"
STATUS = 409


@dataclass(frozen=True, slots=True)
class Difference:
    """One question to which the two have answered otherwise.

    saved: the other's answer in words. kept: the same as a form would send it, as JSON.
    """

    bound: BoundField
    saved: str
    kept: str

    @property
    def take_name(self) -> str:
        return TAKE + self.bound.html_name

    @property
    def saved_name(self) -> str:
        return SAVED + self.bound.html_name


def response(
    request: HttpRequest,
    form: VersionedForm,
    *,
    saved: Mapping[str, Any],
    version: int,
    by: str,
    at: datetime,
    href: str,
    said: str = "",
) -> HttpResponse:
    """The page shown when the record has changed since the person opened it.

    form: as it was sent. saved: the record now, by field name. version: the record's version now.
    by, at: who saved it, and when. href: where the saved one stands, for leaving it as it is.
    said: what came in, in sentences of the page's own, where more is known than who and when.
    Sent again from there, the form carries the new version and the merged answers.
    """
    form.errors.clear()
    found = differences(form, saved)
    context = {
        "differences": [difference for difference, _ in found],
        "carried": carried(form, {name for _, names in found for name in names}, version=version),
        "by": by,
        "at": at,
        "href": href,
        "said": said,
    }
    return render(request, "design/conflict.html", context, status=STATUS)


def differences(
    form: VersionedForm, saved: Mapping[str, Any]
) -> list[tuple[Difference, frozenset[str]]]:
    """The questions whose typed answer is not the saved one, with the names they are sent under."""
    found = []
    for name, value in saved.items():
        bound = form[name]
        as_sent = sent(bound.field, bound.html_name, value)
        if as_sent != {key: posted(form.data, key) for key in as_sent}:
            difference = Difference(bound, words(bound.field, value), json.dumps(as_sent))
            found.append((difference, frozenset(as_sent)))
    return found


def carried(form: VersionedForm, asked: set[str], *, version: int) -> list[tuple[str, str]]:
    """All that was sent and is not asked again, to be sent once more with the new version."""
    seen = form.add_prefix("version")
    sent_before = [
        (name, value)
        for name in form.data
        if not name.startswith((TAKE, SAVED)) and name not in {*asked, seen, TOKEN}
        for value in posted(form.data, name)
    ]
    return [*sent_before, (seen, str(version))]


def sent(field: forms.Field, name: str, value: Any) -> dict[str, list[str]]:
    """A saved value as a browser would send it."""
    widget = field.widget
    if isinstance(widget, DateParts):
        parts = zip(PARTS, widget.decompress(value), strict=True)
        return {f"{name}_{part}": [text] for part, text in parts}
    if isinstance(value, list | tuple | set):
        return {name: [str(each) for each in value]}
    if isinstance(value, bool):
        return {name: ["on"] if value else []}
    prepared = field.prepare_value(value)
    return {name: ["" if prepared is None else str(prepared)]}


# Any: a form's data is a QueryDict from a browser and may be a plain dict in a test.
def posted(data: Any, name: str) -> list[str]:
    if isinstance(data, QueryDict):
        values = data.getlist(name)
    else:
        values = [data[name]] if name in data else []
    return [str(value).replace("\r\n", "\n") for value in values]


def words(field: forms.Field, value: Any) -> str:
    """A saved value as a person reads it."""
    if isinstance(value, list | tuple | set):
        return ", ".join(words(field, each) for each in value) or formats.NOTHING
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return formats.day(value)
    choices = {str(key): str(label) for key, label in getattr(field, "choices", [])}
    return choices.get(str(value), str(value if value not in (None, "") else formats.NOTHING))
