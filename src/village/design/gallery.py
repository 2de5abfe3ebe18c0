"""What the page of components shows: made-up words and numbers, in every state."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from village.design.fields import DateField
from village.design.forms import Checkboxes, Filter, Form, Radios
from village.design.tables import Column, Table
from village.figures.counts import Count, Withheld

LONG = (
    "This line is long on purpose, with an_unbroken_word_of_more_than_thirty_letters in it, "
    "so that whoever changes a style sees at once what becomes of long words in narrow places."
)
MOMENT = datetime(2026, 7, 15, 9, 5, tzinfo=ZoneInfo("Europe/London"))
YEARS = [("2024", "2023 to 2024"), ("2025", "2024 to 2025"), ("2026", "2025 to 2026")]


class EveryQuestion(Form):
    """One question of each kind."""

    name = forms.CharField(
        label="What is the return called?",
        max_length=60,
        help_text="As it stands in the partnership’s calendar",
        error_messages={"required": "Enter what the return is called"},
    )
    code = forms.CharField(
        label="Reference",
        max_length=4,
        required=False,
    )
    email = forms.EmailField(
        label="Who shall we write to?",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": "Enter an e-mail address",
            "invalid": "Enter an e-mail address with an @, such as name@example.org",
        },
    )
    password = forms.CharField(
        label="Password",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Enter your password"},
    )
    year = forms.ChoiceField(
        label="Which year is it for?",
        choices=[("", "Choose a year"), *YEARS],
        error_messages={"required": "Choose a year"},
    )
    kind = forms.ChoiceField(
        label="What happens to the one sent before?",
        choices=[("replace", "It is replaced"), ("keep", "Both are kept")],
        widget=Radios(hints={"replace": "The older one can still be read"}),
        error_messages={"required": "Choose what happens to the one sent before"},
    )
    sure = forms.ChoiceField(
        label="Are you sure?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=Radios(is_inline=True),
        error_messages={"required": "Choose yes or no"},
    )
    bodies = forms.MultipleChoiceField(
        label="Who shall see it?",
        choices=[("council", "Council"), ("police", "Police"), ("health", "Health")],
        widget=Checkboxes(hints={"health": "The integrated care board and its trusts"}),
        help_text="Choose all that apply",
        error_messages={"required": "Choose who shall see it"},
    )
    start_on = DateField(
        called="the date the period starts",
        label="When does the period start?",
        help_text="For example, 1 4 2025",
        not_after=date(2026, 7, 15),
    )
    file = forms.FileField(
        label="The file",
        help_text="XML, CSV or XLSX, up to 200 MB",
        error_messages={"required": "Choose a file"},
    )
    note = forms.CharField(
        label="What should the reader know?",
        widget=forms.Textarea,
        max_length=200,
        error_messages={"required": "Enter what the reader should know"},
    )
    agreed = forms.BooleanField(
        label="I have read what happens next",
        error_messages={"required": "Tick that you have read what happens next"},
    )


class ReturnsFilter(Filter):
    """A filter: two small questions on one line."""

    state = forms.ChoiceField(
        label="State", choices=[("", "All"), ("received", "Received")], required=False
    )
    words = forms.CharField(label="Words", required=False)


def empty_form() -> EveryQuestion:
    return EveryQuestion(prefix="empty")


def wrong_form() -> EveryQuestion:
    """A form sent with something wrong in each answer."""
    typed = {
        "email": "someone at example",
        "code": "ABCD",
        "start_on_day": "31",
        "start_on_month": "2",
        "start_on_year": "2026",
        "note": LONG * 2,
    }
    return EveryQuestion({f"wrong-{name}": value for name, value in typed.items()}, prefix="wrong")


def filled_form() -> EveryQuestion:
    """A form sent with every answer right."""
    typed = MultiValueDict(
        {
            "full-name": ["Children in need census"],
            "full-email": ["data.lead@example.org"],
            "full-password": ["not a real one"],
            "full-year": ["2026"],
            "full-kind": ["replace"],
            "full-sure": ["yes"],
            "full-bodies": ["council", "health"],
            "full-start_on_day": ["1"],
            "full-start_on_month": ["April"],
            "full-start_on_year": ["2025"],
            "full-note": ["Nothing to add."],
            "full-agreed": ["on"],
        }
    )
    files = MultiValueDict({"full-file": [SimpleUploadedFile("census.xml", b"<Message/>")]})
    return EveryQuestion(typed, files, prefix="full")


def numbers_table() -> Table:
    """A table with every sort of cell."""
    columns = (
        Column("Group"),
        Column("Children", is_number=True),
        Column("Rate per 10,000", is_number=True),
        Column("Last seen"),
        Column("Checked"),
    )
    rows = (
        ("Asian", Count(1204), Decimal("52.35"), date(2026, 3, 31), True),
        ("Black", Withheld(), None, date(2026, 3, 31), False),
        (LONG, 0, 0.04, None, True),
    )
    return Table("Children in need by ethnic group", columns, rows, note="Made-up numbers.")
