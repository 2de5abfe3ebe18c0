"""What is asked of somebody who lets tables out."""

from django import forms

from village.design.forms import Form, Radios
from village.figures.audiences import Audience


class LetOut(Form):
    """Whom a release is for."""

    audience = forms.ChoiceField(
        label="Whom is it for?",
        choices=[(Audience.PARTNER.value, "Partners"), (Audience.PUBLIC.value, "The public")],
        widget=Radios(
            hints={
                Audience.PARTNER.value: "Bodies of the partnership. They must not publish it.",
                Audience.PUBLIC.value: "Anybody. What was public once cannot be taken back.",
            }
        ),
        error_messages={"required": "Choose whom it is for"},
    )
