"""How every form looks and what each of them carries: the renderer and the base forms."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.core.validators import MaxLengthValidator
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

from village.design.fields import DateField
from village.design.questions import BoundQuestion
from village.design.widgets import Checkboxes, DateParts, Radios
from village.kernel import refs
from village.kernel.refusal import Refusal, Stale

__all__ = [
    "BoundQuestion",
    "Checkboxes",
    "DateField",
    "DateParts",
    "Filter",
    "Form",
    "Problem",
    "Query",
    "Radios",
    "Renderer",
    "VersionedForm",
    "carry_out",
    "default_messages",
    "problems",
]


Done = TypeVar("Done")
Check = Callable[[Any], None]  # Any: a validator may judge whatever a field cleans


class Renderer(TemplatesSetting):
    """The site's FORM_RENDERER: every `{{ form }}`, the sign-in library's too, looks the same."""

    form_template_name = "design/form.html"
    field_template_name = "design/field.html"
    bound_field_class = BoundQuestion


def default_messages(fields: dict[str, forms.Field]) -> list[str]:
    """The names of required fields that would only say "This field is required."."""
    silent = forms.Field.default_error_messages["required"]
    return [
        name
        for name, field in fields.items()
        if field.required and field.error_messages["required"] == silent
    ]


class Form(forms.Form):
    """The base of every form that changes something.

    It carries a request key, so that a form sent twice is done once. A required field without
    a message of its own is refused when the class is made.
    """

    use_required_attribute = False
    marks_optional = True
    request_key = forms.RegexField(
        rf"^{refs.PATTERN}$", required=False, widget=forms.HiddenInput, initial=refs.new_ref
    )

    def __init_subclass__(cls, **named: Any) -> None:
        super().__init_subclass__(**named)
        if silent := default_messages(getattr(cls, "declared_fields", {})):
            raise ImproperlyConfigured(
                f"{cls.__name__} needs its own words for a missing answer: "
                f'give error_messages={{"required": "Enter ..."}} to {", ".join(silent)}.'
            )

    # Any: Django's forms take a dozen optional arguments, none of which is ours to name.
    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for field in self.fields.values():
            field.validators = [in_our_words(check) for check in field.validators]

    @property
    def answers(self) -> dict[str, Any]:
        """What the person typed, without what the form itself carries."""
        carried = {"request_key", "version"}
        return {name: v for name, v in self.cleaned_data.items() if name not in carried}


class VersionedForm(Form):
    """A form over something saved: it carries the version that the person saw.

    Give `initial={"version": record.version}`; the service refuses an older one, and the view
    then answers with `design.conflict.response`. What is sent from that page may say "take the
    saved one" for a question: its answer is then the saved one.
    """

    version = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={"required": "Open this page again, then make your change."},
    )

    def __init__(self, data: Any = None, *given: Any, **named: Any) -> None:
        super().__init__(with_taken(data), *given, **named)


# Any: a form's data is a QueryDict from a browser and may be a plain dict in a test.
def with_taken(data: Any) -> Any:
    """The data with the saved answer wherever the person chose it on the conflict page."""
    chosen = [name.removeprefix("take-") for name in data or () if data[name] == "saved"]
    taken = [name for name in chosen if f"take-{name}" in data and f"saved-{name}" in data]
    if not taken:
        return data
    merged = data.copy()
    for name in taken:
        for key, values in carried(data[f"saved-{name}"]).items():
            merged.setlist(key, values)
    return merged


def carried(text: str) -> dict[str, list[str]]:
    """What the conflict page carries of a saved answer; nothing where somebody made it up."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    kept = said.items() if isinstance(said, dict) else ()
    return {key: [str(one) for one in values] for key, values in kept if isinstance(values, list)}


def carry_out(request: HttpRequest, form: forms.BaseForm, verb: Callable[[], Done]) -> Done | None:
    """Do what the form asks; None where it was not sent, is not valid, or now says why not.

    `form.is_stale` then says whether somebody else changed the record meanwhile.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return verb()
    except Refusal as no:
        form.add_error(no.field if no.field in form.fields else None, no.message)
        form.is_stale = isinstance(no, Stale)  # type: ignore[attr-defined]  # a mark for the view
        return None


class Filter(forms.Form):
    """The base of forms that only choose what is shown: sent by GET, kept in the address."""

    use_required_attribute = False
    marks_optional = False


def in_our_words(check: Check) -> Check:
    """The same check, with an instruction where Django's has a remark."""
    if type(check) is MaxLengthValidator:
        words = "Shorten this to %(limit_value)d characters or fewer: it has %(show_value)d"
        return MaxLengthValidator(check.limit_value, message=words)
    return check


class Query(str):
    """What stands beside an answer that may be right: it asks, and is no error."""

    __slots__ = ()
    kind = "Query"


def only_asks(form: forms.BaseForm) -> bool:
    """Whether all that is said beside the answers of a form are queries."""
    return all(isinstance(message, Query) for said in form.errors.values() for message in said)


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the error summary; `href` is empty where no control is to blame."""

    message: str
    href: str


def problems(asked: Iterable[forms.BaseForm]) -> list[Problem]:
    """Every error of the forms, in the order of their fields, those of the whole form first."""
    return [problem for form in asked for problem in problems_of(form)]


def problems_of(form: forms.BaseForm) -> list[Problem]:
    found = [Problem(str(message), "") for message in form.non_field_errors()]
    for bound in form:
        href = f"#{first_id(bound)}" if not bound.is_hidden else ""
        found += [Problem(in_summary(message, bound), href) for message in bound.errors]
    return found


def in_summary(message: object, bound: BoundField) -> str:
    """A message where its question does not stand beside it.

    A form whose messages are alike names the question: `named_in_summary(name) -> str`.
    """
    naming = getattr(bound.form, "named_in_summary", None)
    name = naming(bound.name) if naming else ""
    kind = message.kind if isinstance(message, Query) else ""
    return one_line(": ".join(filter(None, (kind, name, str(message)))))


def first_id(bound: BoundField) -> str:
    return bound.first_id if isinstance(bound, BoundQuestion) else bound.id_for_label


def one_line(message: str) -> str:
    return re.sub(r"\s+", " ", message).strip()
