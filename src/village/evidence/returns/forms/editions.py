"""What a data lead types: a file, a word beside it, a reason."""

from typing import Any

from django import forms
from django.conf import settings

from village.design.forms import VersionedForm
from village.evidence.returns.rules.corrections import LONGEST
from village.files.rules import megabytes

SHORTEN = f"Shorten this to {LONGEST} characters"


class Reason(forms.CharField):
    """Why something is sent or accepted once more; whether it must be said, the service says."""

    def __init__(self) -> None:
        super().__init__(
            label="Why is this sent once more?",
            help_text="For example: two referrals were counted twice. It stands beside the "
            "figures, for all who read them. Do not name a child.",
            widget=forms.Textarea(attrs={"rows": 2}),
            max_length=LONGEST,
            required=False,
            error_messages={"max_length": SHORTEN},
        )


class Sending(VersionedForm):
    """What is sent for a return. version: how many editions its sender had seen."""

    marks_optional = False
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = Reason()

    # Any: Django's forms take a dozen optional arguments, none of which is ours to name.
    def __init__(self, *given: Any, asks_reason: bool = False, **named: Any) -> None:
        super().__init__(*given, **named)
        if not asks_reason:
            del self.fields["reason"]

    @property
    def telling(self) -> dict[str, Any]:
        """Why it is sent, and how many editions its sender had seen, as keywords."""
        said = self.cleaned_data
        return {"reason": said.get("reason", ""), "seen": said["version"]}


TAKES = {
    "counts": "The workbook that you filled in (XLSX), or a CSV",
    "census": "The XML file that your system exported",
    "looked-after": "The XML file that your system exported, or a ZIP of its CSV files",
    "table": "The list that your system exported, as CSV or XLSX",
    "tables": "The workbook with a sheet for each table (XLSX), or a ZIP of their CSV files",
}
"""What a return comes as, by its form."""


class Send(Sending):
    field_order = ("file", "reason")
    file = forms.FileField(
        label="Which file do you want to check?",
        error_messages={
            "required": "Choose a file",
            "empty": "The file is empty: export it again",
        },
    )

    # Any: as above.
    def __init__(self, *given: Any, takes: str, **named: Any) -> None:
        super().__init__(*given, **named)
        largest = megabytes(settings.VILLAGE_LARGEST_UPLOAD)
        self.fields["file"].help_text = f"{TAKES[takes]}, up to {largest}."


class Decide(VersionedForm):
    commentary = forms.CharField(
        label="Is there something that readers of the figures should know?",
        help_text="For example: a change of system in May. Do not name a child.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
        error_messages={"max_length": "Shorten this to 2,000 characters"},
    )

    reason = Reason()

    def __init__(self, *given: Any, asks_reason: bool = False, **named: Any) -> None:  # Any: above
        super().__init__(*given, **named)
        if not asks_reason:
            del self.fields["reason"]
            return
        self.fields["reason"].label = "Why does this edition take the place of the other?"
        self.fields["reason"].required = True
        self.fields["reason"].error_messages["required"] = "Enter why it takes its place"


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
