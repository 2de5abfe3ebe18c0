"""What a data lead types: a file, a word beside it, a reason."""

from django import forms

from village.design.forms import Form, VersionedForm


class Send(Form):
    file = forms.FileField(
        label="Which file do you want to check?",
        help_text="The file as your system exported it: XML, CSV or XLSX, up to 200 MB.",
        error_messages={
            "required": "Choose a file",
            "empty": "The file is empty: export it again",
        },
    )


class Decide(VersionedForm):
    commentary = forms.CharField(
        label="Is there something that readers of the figures should know?",
        help_text="For example: a change of system in May. Do not name a child.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
        error_messages={"max_length": "Shorten this to 2,000 characters"},
    )


class Refuse(VersionedForm):
    """Asks nothing: a button, with the version that was seen."""


class Withdraw(VersionedForm):
    why = forms.CharField(
        label="Why is this edition taken back?",
        help_text="For example: sent for the wrong year. Do not name a child.",
        max_length=300,
        error_messages={
            "required": "Enter why it is taken back",
            "max_length": "Shorten this to 300 characters",
        },
    )
