"""What somebody has typed and not sent: taken from a form, and put back into one.

Keeping it sealed is the work of `jobs`; the script and the button are in `{% send %}`.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, JsonResponse, QueryDict
from django.utils import timezone

from village.design import formats

SAVE = "save_draft"
CARRIED = frozenset({"csrfmiddlewaretoken", "request_key", SAVE})

Typed = dict[str, list[str]]


def is_draft(request: HttpRequest) -> bool:
    """Whether the person pressed "Save draft", or the page did so for them."""
    return request.method == "POST" and SAVE in request.POST


def typed(posted: QueryDict, *, without: Iterable[str] = ()) -> Typed:
    """The answers as they were typed, to be sealed; never a password, a token or a file."""
    left_out = CARRIED | set(without)
    return {
        name: [str(value) for value in values]
        for name, values in posted.lists()
        if name not in left_out and "password" not in name
    }


def initial(form: type[forms.Form], kept: Mapping[str, list[str]]) -> dict[str, Any]:
    """A draft as the `initial` of a new form: shown as typed, and not yet judged."""
    data = QueryDict(mutable=True)
    for name, values in kept.items():
        data.setlist(name, values)
    fields: dict[str, forms.Field] = form.base_fields
    found = {
        name: field.widget.value_from_datadict(data, {}, name)
        for name, field in fields.items()
        if not field.widget.value_omitted_from_data(data, {}, name)
    }
    return {name: value for name, value in found.items() if name != "request_key"}


def saved_response(at: Any = None) -> JsonResponse:
    """What the script is told after it has saved a draft; it says so beside the button."""
    return JsonResponse({"said": f"Draft saved at {formats.clock(at or timezone.now())}"})
