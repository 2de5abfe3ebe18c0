"""What people type on the pages of people."""

from village.partnership.people.forms.giving import (
    AppointForm,
    BarForm,
    Change,
    ConfirmForm,
    ContactForm,
    CorrectForm,
    EndForm,
    LiftForm,
    PersonForm,
    StandInForm,
    WhyForm,
)
from village.partnership.people.forms.keys import EndKeyForm, KeyForm
from village.partnership.people.forms.searching import (
    TrailFilter,
)
from village.partnership.people.forms.sign_in import (
    ChangePasswordForm,
    ChoosePasswordForm,
    CodeAgainForm,
    CodeForm,
    Counted,
    ForgottenForm,
    LinkForm,
    NewPasswordForm,
    NewRecoveryCodesForm,
    PasswordAgainForm,
    SetUpCodeForm,
    SignInForm,
    Worded,
)

__all__ = [
    "AppointForm",
    "BarForm",
    "Change",
    "ChangePasswordForm",
    "ChoosePasswordForm",
    "CodeAgainForm",
    "CodeForm",
    "ConfirmForm",
    "ContactForm",
    "CorrectForm",
    "Counted",
    "EndForm",
    "EndKeyForm",
    "ForgottenForm",
    "KeyForm",
    "LiftForm",
    "LinkForm",
    "NewPasswordForm",
    "NewRecoveryCodesForm",
    "PasswordAgainForm",
    "PersonForm",
    "SetUpCodeForm",
    "SignInForm",
    "StandInForm",
    "TrailFilter",
    "WhyForm",
    "Worded",
]
