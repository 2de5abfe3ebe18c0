"""What people type: to sign in, and to give, lend and end roles."""

from datetime import timedelta
from typing import Any, ClassVar

from allauth.account import forms as library
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as steps
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.timezone import now

from village.design.forms import DateField, Form, VersionedForm
from village.partnership.people import selectors
from village.partnership.people.access import address_from
from village.partnership.people.adapters import moment_of
from village.partnership.people.models import Body, Person
from village.partnership.people.rights import Rights
from village.partnership.people.rules import ACCOUNT_BRAKE, LETTER_BRAKE, RoleKind
from village.partnership.people.services import brakes, letters

CODE_WRONG = (
    "This code is not right, or it was used already. Wait for the next one and enter that. "
    "After five wrong codes, sign-in waits for a quarter of an hour, then longer."
)
GOOD_FOR = timedelta(minutes=5)
NOT_THE_SAME = "Enter the same password twice."


class Worded(forms.Form):
    """A form of the sign-in library in our words: questions, and instructions for what is missing.

    WORDS: field name to its question, the instruction where it is empty, and a hint.
    """

    use_required_attribute = False
    WORDS: ClassVar[dict[str, tuple[str, str, str]]] = {}

    # Any: the library's forms take what its views hand them.
    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for name, (question, missing, hint) in self.WORDS.items():
            field = self.fields[name]
            field.label, field.help_text = question, hint
            field.error_messages["required"] = missing
            field.widget.attrs.pop("placeholder", None)


def new_password_hint() -> str:
    return " ".join(password_validators_help_texts())


ADDRESS = ("What is your e-mail address?", "Enter your e-mail address", "")
PASSWORD = ("What is your password?", "Enter your password", "")
NEW = ("Which password do you choose?", "Enter a new password", new_password_hint())
AGAIN = ("Which password was that? Once more", "Enter the new password once more", "")
CODE = (
    "What is the one-time code?",
    "Enter the six digits that your app shows",
    "Six digits from your authenticator app. A recovery code works too.",
)


class SignInForm(Worded, library.LoginForm):
    WORDS: ClassVar = {"login": ADDRESS, "password": PASSWORD}


class ForgottenForm(Worded, library.ResetPasswordForm):
    WORDS: ClassVar = {"email": ADDRESS}

    def save(self, request: HttpRequest, **named: Any) -> str:
        """Write a letter if there is somebody to write to; the same work and answer if not."""
        email = str(self.cleaned_data["email"])
        address = address_from(request)
        tried = [("letter", email), *([("letter-from", address)] if address else [])]
        locked = [brakes.is_locked(what, whose, now=now()) for what, whose in tried]
        for what, whose in tried:
            brakes.note_failure(what, whose, spec=LETTER_BRAKE, now=now())
        if any(locked):
            return email
        super().save(request, **named)
        if not any(person.has_usable_password() for person in self.users):
            letters.write_to_nobody(at=moment_of(request))
        return email


class LinkForm(library.UserTokenForm):
    """The link of a letter: our refs where the library would read a database key."""

    def _get_user(self, uidb36: str) -> Person | None:
        people = Person.objects.system("a link names its person")
        return people.filter(ref=uidb36, is_active=True).first()


class NewPasswordForm(Worded, library.ResetPasswordKeyForm):
    WORDS: ClassVar = {"password1": NEW, "password2": AGAIN}


class ChangePasswordForm(Worded, library.ChangePasswordForm):
    WORDS: ClassVar = {
        "oldpassword": ("What is your password now?", "Enter the password you have now", ""),
        "password1": NEW,
        "password2": AGAIN,
    }

    def clean_oldpassword(self) -> str:
        """As at sign-in, so that wrong ones are counted."""
        password = str(self.cleaned_data["oldpassword"])
        if not get_adapter().reauthenticate(self.user, password):
            raise get_adapter().validation_error("incorrect_password")
        return password


class PasswordAgainForm(Worded, library.ReauthenticateForm):
    WORDS: ClassVar = {"password": PASSWORD}


class Counted(Worded):
    """A one-time code: tries are counted in the database, and a code is good once."""

    user: Person

    def clean_code(self) -> str:
        whose = self.user.ref
        if brakes.is_locked("code", whose, now=now()):
            raise ValidationError(CODE_WRONG)
        try:
            code = str(super().clean_code())  # type: ignore[misc]  # the library's form beside it
        except ValidationError:
            brakes.note_failure("code", whose, spec=ACCOUNT_BRAKE, now=now())
            raise ValidationError(CODE_WRONG) from None
        if not brakes.spend("used code", f"{whose} {code}", now=now(), until=now() + GOOD_FOR):
            raise ValidationError(CODE_WRONG)
        brakes.release("code", whose)
        return code


class CodeForm(Counted, steps.AuthenticateForm):
    WORDS: ClassVar = {"code": CODE}


class CodeAgainForm(Counted, steps.ReauthenticateForm):
    WORDS: ClassVar = {"code": CODE}


class SetUpCodeForm(Counted, ActivateTOTPForm):
    WORDS: ClassVar = {
        "code": (
            "Which code does the app show now?",
            "Enter the six digits that your app shows",
            "Six digits. They change every half minute.",
        )
    }


class NewRecoveryCodesForm(GenerateRecoveryCodesForm):
    """A button, no question."""


class ChoosePasswordForm(Form):
    """The page behind an invitation: a password, twice."""

    password = forms.CharField(
        label=NEW[0],
        help_text=NEW[2],
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": NEW[1]},
    )
    again = forms.CharField(
        label=AGAIN[0],
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": AGAIN[1]},
    )

    def __init__(self, *given: Any, person: Person, **named: Any) -> None:
        super().__init__(*given, **named)
        self.person = person

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password, self.person)
        return password

    def clean(self) -> None:
        super().clean()
        typed = self.cleaned_data.get("password")
        if typed is not None and self.cleaned_data.get("again") not in {None, typed}:
            self.add_error("again", NOT_THE_SAME)


class PersonForm(Form):
    """Somebody to be known by name, who may then be given roles and invited."""

    name = forms.CharField(
        label="What is their name?",
        max_length=120,
        error_messages={"required": "Enter their name as colleagues know it"},
    )
    email = forms.EmailField(
        label="What is their e-mail address?",
        help_text="Any address at which they read their mail, of whichever agency.",
        required=False,
    )


class AppointForm(Form):
    """Who takes which role, and from when."""

    person = forms.ChoiceField(
        label="Who takes the role?", error_messages={"required": "Choose a person"}
    )
    kind = forms.ChoiceField(
        label="Which role do they take?", error_messages={"required": "Choose a role"}
    )
    starts_on = DateField(label="When does it start?", called="the day it starts")
    ends_on = DateField(
        label="Which is the first day without it?",
        called="the first day without it",
        help_text="Leave it empty where no end is known: a role lapses by itself "
        "unless it is confirmed each quarter.",
        required=False,
    )

    def __init__(self, *given: Any, rights: Rights, body: Body | None, **named: Any) -> None:
        super().__init__(*given, **named)
        kinds = selectors.kinds_to_give(rights, body=body)
        self.people = choose_person(self, "person", rights, but=rights.person_pk)
        choose(self, "kind", [(kind.value, kind.value) for kind in kinds])

    def clean_person(self) -> Person:
        return self.people[self.cleaned_data["person"]]

    def clean_kind(self) -> RoleKind:
        return RoleKind(self.cleaned_data["kind"])


class Change(VersionedForm):
    """A form whose answers go to a verb together with the version that was seen."""

    @property
    def answers_and_version(self) -> dict[str, Any]:
        return {**self.answers, "version": self.cleaned_data["version"]}


class EndForm(Change):
    on = DateField(
        label="Which is the first day without the role?",
        called="the first day without the role",
        help_text="If it is today, what the role shows them is gone with their next click.",
    )


class StandInForm(Form):
    """Who stands in for the holder of a role, from when until when, and why."""

    to = forms.ChoiceField(label="Who stands in?", error_messages={"required": "Choose a person"})
    from_on = DateField(label="From which day?", called="the day it starts")
    until_on = DateField(label="Which is the first day without it?", called="the day it ends")
    why = forms.CharField(
        label="Why does somebody stand in?",
        max_length=300,
        error_messages={"required": "Enter why, such as: leave until September"},
    )

    def __init__(self, *given: Any, rights: Rights, holder: Person, **named: Any) -> None:
        super().__init__(*given, **named)
        self.people = choose_person(self, "to", rights, but=holder.pk)

    def clean_to(self) -> Person:
        return self.people[self.cleaned_data["to"]]


class ContactForm(Change):
    """Who speaks for a body."""

    contact = forms.ChoiceField(
        label="Who speaks for this body?",
        help_text="They give its roles, confirm them each quarter, and alone say who sees "
        "what the body sends.",
        required=False,
    )

    def __init__(self, *given: Any, rights: Rights, **named: Any) -> None:
        super().__init__(*given, **named)
        self.people = choose_person(self, "contact", rights, but=rights.person_pk)

    def clean_contact(self) -> Person | None:
        return self.people.get(self.cleaned_data["contact"])


class CorrectForm(Change):
    """What is noted of somebody, put right."""

    name = forms.CharField(
        label="What is their name?",
        max_length=120,
        error_messages={"required": "Enter their name as colleagues know it"},
    )
    email = forms.EmailField(
        label="What is their e-mail address?",
        help_text="They sign in with it. A letter tells the old address that it changed.",
        required=False,
    )


class WhyForm(Change):
    """A reason, for what concerns somebody's sign-in."""

    why = forms.CharField(
        label="Why?",
        help_text="They get a letter that says this.",
        max_length=300,
        error_messages={"required": "Enter why, in words that you would say to them"},
    )


def choose_person(
    form: forms.Form, name: str, rights: Rights, *, but: int | None
) -> dict[str, Person]:
    """Offer everybody whom the asker may see, save one; by ref."""
    everybody = selectors.people(rights)
    people = {person.ref: person for person in everybody if person.pk != but}
    choose(form, name, [(ref, person.name) for ref, person in people.items()])
    return people


def choose(form: forms.Form, name: str, options: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    field.choices = [("", "Choose"), *options]  # type: ignore[attr-defined]  # a ChoiceField
