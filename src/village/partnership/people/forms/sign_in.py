"""What people type to sign in: the sign-in library's forms in our words, and our own."""

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

from village.design.forms import Form
from village.partnership.people.access import address_from
from village.partnership.people.adapters import moment_of
from village.partnership.people.models import Person
from village.partnership.people.rules import ACCOUNT_BRAKE, LETTER_BRAKE
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
