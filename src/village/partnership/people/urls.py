"""Every address of people, and the pages of the sign-in library under the names that it knows.

Pages of the library that are not here do not exist: no sign-up, no other addresses, no way to
take the second step off, no sign-in by e-mailed code.
"""

from allauth.account import views as account
from allauth.mfa.base import views as steps
from allauth.mfa.recovery_codes import views as recovery
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path

from village.partnership.people.access import signed_in, while_signing_in
from village.partnership.people.adapters import page
from village.partnership.people.views import bars, bodies, entry, keys, persons, roles, trail
from village.trail import REF

# Whatever the trail takes as a ref, a part of the house's too: "system:worker".
RECORD = rf"(?P<ref>{REF})"

signing_in = [
    path("sign-in/", while_signing_in(page(account.login)), name="account_login"),
    path("sign-in/code/", while_signing_in(page(steps.authenticate)), name="mfa_authenticate"),
    path(
        "sign-in/closed/",
        while_signing_in(page(account.account_inactive)),
        name="account_inactive",
    ),
    path("sign-out/", while_signing_in(page(account.logout)), name="account_logout"),
    path(
        "sign-in/again/",
        while_signing_in(page(account.reauthenticate)),
        name="account_reauthenticate",
    ),
    path(
        "sign-in/again/code/",
        while_signing_in(page(steps.reauthenticate)),
        name="mfa_reauthenticate",
    ),
    path(
        "password/forgotten/",
        while_signing_in(page(account.password_reset)),
        name="account_reset_password",
    ),
    path(
        "password/forgotten/sent/",
        while_signing_in(page(account.password_reset_done)),
        name="account_reset_password_done",
    ),
    path(
        "password/new/done/",
        while_signing_in(page(account.password_reset_from_key_done)),
        name="account_reset_password_from_key_done",
    ),
    path(
        "password/new/<slug:uidb36>/<str:key>/",
        while_signing_in(page(account.password_reset_from_key)),
        name="account_reset_password_from_key",
    ),
    path("password/change/", entry.change_password, name="account_change_password"),
    path("second-step/", signed_in(page(steps.index)), name="mfa_index"),
    path("second-step/set-up/", entry.set_up_second_step, name="mfa_activate_totp"),
    path(
        "second-step/recovery-codes/",
        signed_in(page(recovery.view_recovery_codes)),
        name="mfa_view_recovery_codes",
    ),
    path(
        "second-step/recovery-codes/new/",
        signed_in(page(recovery.generate_recovery_codes)),
        name="mfa_generate_recovery_codes",
    ),
]

own = [
    path("welcome/<str:token>/", entry.accept, name="accept"),
    path("me/", persons.me, name="me"),
    path("me/sittings/", entry.sittings, name="sittings"),
    path("me/looked/", trail.looked_at_me, name="looked_at_me"),
    path("kept/<slug:ref>/", entry.kept, name="kept"),
    path("bodies/", bodies.index, name="bodies"),
    path("bodies/<slug:ref>/", bodies.body, name="body"),
    path("bodies/<slug:ref>/appoint/", roles.appoint, name="appoint_at"),
    path("bodies/<slug:ref>/contact/", bodies.contact, name="contact"),
    path("bodies/<slug:ref>/keys/", keys.of_body, name="keys"),
    path("bodies/<slug:ref>/keys/make/", keys.make, name="make_key"),
    path("keys/", keys.everywhere, name="all_keys"),
    path("keys/<slug:ref>/end/", keys.end, name="end_key"),
    path("people/", persons.index, name="people"),
    path("people/new/", persons.add, name="add_person"),
    path("people/appoint/", roles.appoint, name="appoint"),
    path("people/<slug:ref>/", persons.person, name="person"),
    path("people/<slug:ref>/invite/", persons.invite, name="invite"),
    path("people/<slug:ref>/correct/", persons.correct, name="correct"),
    path("people/<slug:ref>/second-step/", persons.second_step, name="second_step"),
    path("people/<slug:ref>/bar/", bars.bar, name="bar"),
    path("people/<slug:ref>/sign-in/", persons.sign_in, name="sign_in"),
    path("bars/", bars.index, name="bars"),
    path("bars/<slug:ref>/lift/", bars.lift, name="lift"),
    path("roles/confirm/", roles.to_confirm, name="to_confirm"),
    path("roles/<slug:ref>/confirm/", roles.confirm, name="confirm"),
    path("roles/<slug:ref>/end/", roles.end, name="end"),
    path("roles/<slug:ref>/stand-in/", roles.stand_in, name="stand_in"),
    path("stand-ins/<slug:ref>/end/", roles.end_stand_in, name="end_stand_in"),
    path("trail/", trail.find, name="trail"),
    re_path(rf"^trail/by/{RECORD}/$", trail.of_person, name="trail_by"),
    re_path(rf"^trail/{RECORD}/$", trail.of_record, name="trail_of"),
    re_path(rf"^trail/{RECORD}/looked/$", trail.who_looked, name="who_looked"),
    path("letters/", trail.letters, name="letters"),
    path("letters/<slug:ref>/again/", trail.letter_again, name="letter_again"),
]

# Where the demo is off, its sign-in has no address at all.
demo = [path("demo/", entry.demo, name="demo")] if settings.DEMO else []

urlpatterns: list[URLPattern | URLResolver] = [
    *signing_in,
    path("", include((own + demo, "people"))),
]
