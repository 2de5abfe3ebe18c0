"""What the page of components shows: made-up words and numbers, in every state."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from village.design import charts
from village.design.charts import Chart, Group, Kind, Place, Point
from village.design.fields import DateField
from village.design.forms import Checkboxes, Filter, Form, Radios
from village.design.tables import Column, Table
from village.figures.counts import Count, Withheld

LONG = (
    "This line is long on purpose, with an_unbroken_word_of_more_than_thirty_letters in it, "
    "so that whoever changes a style sees at once what becomes of long words in narrow places."
)
MOMENT = datetime(2026, 7, 15, 9, 5, tzinfo=ZoneInfo("Europe/London"))
VALUES = [41.0, 43.1, 40.2, None, 47.4, 52.0, 51.3, 55.1, 52.3]
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


class Counts(Form):
    """Short answers to two questions, one of them wrong."""

    marks_optional = False
    sent = forms.CharField(label="All", help_text="Last quarter: 120", required=False)
    to_girls = forms.IntegerField(label="Female", help_text="Last quarter: 70", required=False)
    decided = forms.CharField(label="All", help_text="Last quarter: 90", required=False)
    of_girls = forms.CharField(label="Female", help_text="Last quarter: 51", required=False)


def counts_form() -> Counts:
    typed = {"sent": "118", "to_girls": "about 70", "decided": "88", "of_girls": "50"}
    return Counts({f"counts-{name}": said for name, said in typed.items()}, prefix="counts")


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


def all_charts() -> dict[str, Chart]:
    """One chart of each kind; their pictures are there once somebody has had them drawn."""
    return {
        "trend": trend_chart(),
        "ranking": ranking_chart(),
        "comparison": range_chart(),
        "breakdown": breakdown_chart(),
    }


def trend_chart() -> Chart:
    years = [str(year) for year in range(2018, 2027)]
    points = [
        Point("Thornbury Vale", year, v, *((v - 4, v + 4.4) if v else (None, None)))
        for year, v in zip(years, VALUES, strict=True)
    ]
    points += [Point("England", year, 33 + 0.3 * i) for i, year in enumerate(years[:-1])]
    rows = list(zip(years, VALUES, strict=True))
    return charts.chart(
        *charts.trend(points, unit="For every 10,000 children"),
        title="Children in need, 2018 to 2026",
        description="The rate rose from 41.0 in 2018 to 52.3 in 2026 and stays above England's. "
        "2021 is not shown.",
        table=Table.of("Children in need, by year", "Year|#For every 10,000 children", rows),
    )


def range_chart() -> Chart:
    places = [
        Place("Thornbury Vale", Kind.HERE, 52.3, 49.6, 55.2),
        Place("England", Kind.COUNTRY, 33.2),
        *(Place(f"Neighbour {i}", Kind.NEIGHBOUR, 36 + 2.3 * i) for i in range(10)),
        *(Place(f"Area {i}", Kind.OTHER, 18 + i * i * 0.4 % 37) for i in range(90)),
    ]
    return charts.chart(
        *charts.comparison(places, unit="For every 10,000 children"),
        title="Beside England, the neighbours and all others",
        description="At 52.3 the rate is higher than England's 33.2 and than most neighbours'.",
    )


def ranking_chart() -> Chart:
    places = [
        Place("Thornbury Vale", Kind.HERE, 52.3, 49.6, 55.2),
        Place("England", Kind.COUNTRY, 33.2),
        *(Place(f"Neighbour {i}", Kind.NEIGHBOUR, 36 + 4.1 * i) for i in range(6)),
    ]
    rows = [(place.name, place.value) for place in places]
    return charts.chart(
        *charts.ranking(places, unit="For every 10,000 children"),
        title="Higher than England: 52.3 beside 33.2",
        description="At 52.3 the rate is higher than England's 33.2; two of six neighbours are "
        "higher still.",
        table=replace(Table.of("Beside others", "Area|#For every 10,000 children", rows), marked=0),
    )


def breakdown_chart() -> Chart:
    groups = [
        Group("Asian or Asian British", 52.0, 44.1, 60.2),
        Group("Black, Black British, Caribbean or African", 58.4, 51.0, 66.3),
        Group("Mixed or multiple", 61.2, 50.3, 73.0),
        Group("White", 46.0, 43.2, 49.1),
        Group("Other", None),
    ]
    rows = [(group.name, group.value if group.value else Withheld()) for group in groups]
    return charts.chart(
        *charts.breakdown(groups, unit="For every 10,000 children", whole=("All children", 52.3)),
        title="Children in need by ethnic group",
        description="The rate is lowest for White children at 46.0. Other is not shown.",
        table=Table.of("By ethnic group", "Group|#For every 10,000 children", rows),
    )
