"""The sign-in library's hooks: who is found, what is counted, which letter goes out."""

import base64
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar, cast

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.utils import url_str_to_user_pk
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import now

from village.kernel.seal import seal, unseal
from village.partnership.people import rights, selectors
from village.partnership.people.access import address_from
from village.partnership.people.models import Person, signing_in
from village.partnership.people.rules import ACCOUNT_BRAKE, ADDRESS_BRAKE, BrakeSpec
from village.partnership.people.services import brakes, letters, persons
from village.partnership.people.services.kept import keyring
from village.partnership.people.services.letters import address_of

Page = TypeVar("Page", bound=Callable[..., HttpResponseBase])
CODES = b"people.second_step"
MISMATCH = (
    "The e-mail address or the password is not right. "
    "After five wrong tries, sign-in waits for a quarter of an hour, then longer."
)
# Which letter says what the library would mail itself.
LETTERS = {
    "account/email/password_reset_key": "password_forgotten",
    "account/email/password_reset": "password_changed",
    "account/email/password_changed": "password_changed",
    "account/email/password_set": "password_changed",
    "mfa/email/totp_activated": "second_step_set_up",
    "mfa/email/recovery_codes_generated": "recovery_codes_made",
}


def page(view: Page) -> Page:
    """Let a page of the library look people up, which it does without saying for whom."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with signing_in():
            response = view(request, *args, **kwargs)
            # Rendered here and now: a template of the library's may still ask for a person.
            return response.render() if isinstance(response, SimpleTemplateResponse) else response

    return cast(Page, shown)


class SignInBackend(AuthenticationBackend):
    """Finds the person of a session, or of an e-mail address and a password."""

    def get_user(self, user_id: int) -> Person | None:
        people = Person.objects.system("the session says who it is")
        return people.filter(pk=user_id, is_active=True).first()

    # Any: the library hands over whatever its form named.
    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Person | None:
        with signing_in():
            found: Person | None = super().authenticate(request, **credentials)
        return found


class AccountAdapter(DefaultAccountAdapter):
    """Passwords are written by a verb, letters go by post, tries are counted in the database."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": MISMATCH,
        "too_many_login_attempts": MISMATCH,
        "incorrect_password": MISMATCH.replace("e-mail address or the ", ""),
        "invalid_password_reset": "This link was used already, or it is more than an hour old.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: people are invited."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse a locked account or address, with the words of a wrong password."""
        if any(
            brakes.is_locked(what, whose, now=now())
            for what, whose, _ in tries(request, credentials)
        ):
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        for what, whose, spec in tries(request, credentials):
            brakes.note_failure(what, whose, spec=spec, now=now())

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        person: Person | None = super().authenticate(request, **credentials)
        if person is not None:
            brakes.release("password", str(credentials.get("email", "")).lower())
        return person

    def _rollback_login_failed_rl_usage(self) -> None:
        """The library's own count is not used."""

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """As above: a new password releases the brake instead."""
        brakes.release("password", str(credentials.get("email", "")).lower())

    def set_password(self, user: Person, password: str) -> None:
        persons.set_password(user, password=password, by=user, at=moment_of(self.request))

    def post_login(self, request: HttpRequest, user: Person, **hooks: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().post_login(request, user, **hooks)
        at = moment_of(request)
        taken = request.session.get("second_step") == user.ref
        if not taken and rights.read(user, at=at).needs_second_step:
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        if kept := selectors.kept_for(user, at=at):
            return HttpResponseRedirect(reverse("people:kept", args=[kept.ref]))
        return response

    def respond_user_inactive(self, request: HttpRequest, user: Person) -> HttpResponse:
        return HttpResponseRedirect(reverse("account_inactive"))

    def is_reauthentication_required(self, *, app: str, **_: Any) -> bool:
        """Ask for the password again unless it was given within the last quarter of an hour."""
        began_at = self.request.session.get("began_at", 0)
        return bool(now().timestamp() - began_at > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("people:me")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link in the letter: by ref, where the library would name the database key."""
        uid, _, token = key.partition("-")
        person = Person.objects.system("a link names its person").get(pk=url_str_to_user_pk(uid))
        return address_of("account_reset_password_from_key", person.ref, token)

    def send_password_reset_mail(self, user: Person, email: str, context: dict[str, Any]) -> None:
        """Write to who has a password to forget; who was never invited in gets no letter."""
        if user.has_usable_password():
            super().send_password_reset_mail(user, email, context)

    # Any: the library's own facts for its own letters; ours takes the link alone.
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        letter = LETTERS[template_prefix]
        person = context["user"]
        facts = {"link": context["password_reset_url"]} if "password_reset_url" in context else {}
        letters.send_by_itself(person, template=letter, context=facts, at=moment_of(self.request))

    def send_notification_mail(
        self, template_prefix: str, user: Person, context: Any = None, email: str | None = None
    ) -> None:
        self.send_mail(template_prefix, user.email or "", {"user": user})


class SecondStepAdapter(DefaultMFAAdapter):
    """One-time codes: their secret is sealed, their picture needs no style, they stay on."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is not right, or it was used already. Wait for the next one.",
    }

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal(text.encode(), keyring(), context=CODES)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(base64.b64decode(encrypted_text), keyring(), context=CODES).decode()

    def build_totp_svg(self, url: str) -> str:
        return qr_code(url)

    def can_delete_authenticator(self, authenticator: object) -> bool:
        return False


def qr_code(text: str) -> SafeString:
    """Draw a QR code as one path, without the inline style that our policy forbids."""
    code = qrcode.QRCode(border=4)
    code.add_data(text)
    rows = code.get_matrix()
    dots = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return format_html(
        '<svg class="village-qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" '
        'width="264" height="264" role="img" aria-label="Picture of the set-up key">'
        '<rect width="{size}" height="{size}" fill="#fff"/><path d="{dots}" fill="#000"/></svg>',
        size=len(rows),
        dots=dots,
    )


def tries(request: HttpRequest, credentials: dict[str, Any]) -> list[tuple[str, str, BrakeSpec]]:
    """What is counted when somebody tries a password: the account, and where they are."""
    account = ("password", str(credentials.get("email", "")).lower(), ACCOUNT_BRAKE)
    address = address_from(request)
    return [account, ("address", address, ADDRESS_BRAKE)] if address else [account]


def moment_of(request: HttpRequest) -> datetime:
    at: datetime = getattr(request, "at", None) or rights.moment()
    return at
