"""Counts typed on the page or in the workbook go the same way, and last quarter stands beside."""

import io
import re
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.cast import Cast
from tests.returns import asking, sending
from tests.returns.asking import GOOD, SPEC, SPRING
from tests.returns.sending import events, now
from village.evidence.returns.models import Edition, Return
from village.kernel.refs import new_ref
from village.partnership.people.rules import RoleKind

pytestmark = pytest.mark.django_db
SMALL = {**GOOD, "c0-sex-not-known-above": "suppressed"}
WHY = {"reason": "Two notices were counted twice"}


@pytest.fixture(autouse=True)
def _asks() -> None:
    asking.connect()


@pytest.fixture
def owed(cast: Cast) -> Return:
    return sending.owe(cast.police, spec=SPEC.id, period=SPRING)


@pytest.fixture
def winter(cast: Cast) -> Return:
    return sending.owe(cast.police, spec=SPEC.id, period=sending.QUARTER)


def page(owed: Return) -> str:
    return reverse("returns:counts", args=[owed.ref])


def book(owed: Return) -> str:
    return reverse("returns:counts_workbook", args=[owed.ref])


def post(cast: Cast, address: str, answers: dict[str, Any]) -> Any:  # Any: a test's response
    return cast.client(cast.other).post(address, {**answers, "request_key": new_ref()})


def fill_in(cast: Cast, owed: Return, answers: dict[str, str]) -> Edition:
    """Type the counts on the page; the edition that was checked then."""
    answer = post(cast, page(owed), answers)
    assert answer.status_code == 302, answer.context["form"].errors
    sending.work()
    return Edition.objects.system("a test looks").filter(of=owed).order_by("-number")[0]


def accept(cast: Cast, edition: Edition) -> Edition:
    post(cast, reverse("returns:accept", args=[edition.ref]), {"version": edition.version})
    sending.work()
    return now(edition)


def summary(html: str) -> list[str]:
    """The lines of a page's error summary."""
    _, _, rest = html.partition("govuk-error-summary__list")
    return re.findall(r'<a href="#[^"]*">([^<]*)</a>', rest.partition("</ul>")[0])


class TestThePage:
    def test_takes_counts_as_a_file_would_bring_them(self, cast: Cast, owed: Return) -> None:
        edition = fill_in(cast, owed, GOOD)

        assert edition.state == "checked"
        assert edition.summary["headline"] == "5 counts read"
        assert edition.summary["errors"] == 0

    def test_says_how_many_counts_as_the_check_does_afterwards(self, cast, owed) -> None:
        shown = cast.client(cast.other).get(page(owed)).content.decode()

        assert "5 counts to fill in, 6 numbers in all" in shown
        assert fill_in(cast, owed, GOOD).summary["headline"] == "5 counts read"

    def test_of_a_return_without_errors_says_that_there_are_none(self, cast, owed) -> None:
        edition = fill_in(cast, owed, GOOD)

        shown = cast.client(cast.other).get(reverse("returns:edition", args=[edition.ref])).text
        assert "Nothing in it is an error." in shown
        assert "errors or without" not in shown

    def test_of_its_return_says_what_it_takes_and_nothing_of_children(self, cast, owed) -> None:
        fill_in(cast, owed, GOOD)

        shown = cast.client(cast.other).get(reverse("returns:one", args=[owed.ref])).text

        assert "The workbook that you filled in (XLSX), or a CSV, up to 200 MB." in shown
        assert "XML" not in shown
        assert ">Children<" not in shown

    def test_shows_last_quarter_beside_each_question(self, cast, owed, winter) -> None:
        accept(cast, fill_in(cast, winter, GOOD))

        shown = cast.client(cast.other).get(page(owed)).content.decode()

        assert shown.count("Last quarter: 120") == 1
        assert shown.count("Last quarter: 118") == 1

    def test_asks_about_a_tenfold_jump_from_last_quarter(self, cast, owed, winter) -> None:
        accept(cast, fill_in(cast, winter, GOOD))

        many = {**GOOD, "c0-all-all-above": "1300", "c0-sex-female-above": "1250"}
        edition = fill_in(cast, owed, many)

        found = {kind["rule"] for kind in edition.summary["kinds"] if kind["end"] == "found"}
        assert found == {"CT-tenfold"}

    @pytest.mark.parametrize(
        ("typed", "says"),
        [
            ("", "Enter a count: 0 where there were none"),
            ("37%", "not a percentage"),
            ("0.37", "not a percentage"),
            ("many", "Enter a whole number"),
            ("-4", "Enter a whole number"),
        ],
    )
    def test_asks_again_beside_what_is_no_count(self, cast, owed, typed: str, says: str) -> None:
        answer = post(cast, page(owed), {**GOOD, "c0-all-all-above": typed})

        assert answer.status_code == 200
        assert says in answer.content.decode()
        assert not Edition.objects.system("a test looks").exists()

    def test_starts_with_what_was_sent_and_found_wrong(self, cast, owed) -> None:
        fill_in(cast, owed, {**GOOD, "c0-sex-male-above": "60"})

        shown = cast.client(cast.other).get(page(owed)).content.decode()

        assert 'value="60"' in shown
        assert "A new form since May." in shown

    def test_an_empty_form_says_of_each_count_which_it_is(self, cast, owed) -> None:
        answer = post(cast, page(owed), dict.fromkeys(GOOD, ""))

        said = summary(answer.content.decode())
        missing = "Enter a count: 0 where there were none, or “suppressed”, or “not collected”"
        assert said[:2] == [f"Police notices: {missing}", f"Police notices, Female: {missing}"]
        assert said[-1] == f"Decided in a day, out of: {missing}"
        assert len(said) == len(set(said)) == 6

    def test_a_tenfold_jump_is_a_query_and_no_error(self, cast, owed, winter) -> None:
        accept(cast, fill_in(cast, winter, GOOD))
        fill_in(cast, owed, {**GOOD, "c0-all-all-above": "1300", "c0-sex-female-above": "1250"})

        shown = cast.client(cast.other).get(page(owed)).content.decode()

        assert summary(shown)[0].startswith("Query: Police notices: Last quarter this was 120")
        assert "Error:" not in shown
        assert "There is something to look at" in shown

    def test_keeps_a_draft(self, cast, owed) -> None:
        browser = cast.client(cast.other)

        typed = {"c0-all-all-above": "77", "save_draft": "1", "request_key": new_ref()}
        browser.post(page(owed), typed)

        assert 'value="77"' in browser.get(page(owed)).content.decode()

    def test_takes_no_formula_in_a_comment(self, cast, owed) -> None:
        edition = fill_in(cast, owed, {**GOOD, "comment0": "=HYPERLINK(1) and\nmore"})

        assert edition.state == "checked"

    def test_is_not_there_for_another_agency(self, cast, owed) -> None:
        for person in (cast.owner, cast.by_role[RoleKind.QA_MANAGER]):
            for address in (page(owed), book(owed)):
                assert cast.client(person).get(address).status_code == 404

    def test_is_not_there_for_a_return_of_rows(self, cast, police_owed) -> None:
        assert cast.client(cast.other).get(page(police_owed)).status_code == 404


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        ("census-cin", "The XML file that your system exported, up to 200 MB."),
        ("looked-after", "The XML file that your system exported, or a ZIP of its CSV files, up"),
        ("person-list", "The list that your system exported, as CSV or XLSX, up to 200 MB."),
    ],
)
def test_a_return_of_rows_says_what_it_takes(cast, monkeypatch, spec: str, says: str) -> None:
    monkeypatch.setitem(sending.TITLES, spec, "A return")
    period = None if spec == "census-cin" else sending.QUARTER
    owed = sending.owe(cast.council, spec=spec, period=period)

    shown = cast.client(cast.owner).get(reverse("returns:one", args=[owed.ref])).text

    assert says in shown


class TestALookAtCounts:
    def test_is_in_the_trail_before_a_number_leaves(self, cast, owed, winter) -> None:
        accept(cast, fill_in(cast, winter, GOOD))
        before = len(events("returns.look_counts"))

        cast.client(cast.other).get(page(owed))
        cast.client(cast.other).get(book(owed))

        assert len(events("returns.look_counts")) == before + 2

    def test_leaves_no_small_number_in_the_database(self, cast, owed) -> None:
        edition = fill_in(cast, owed, {**GOOD, "c0-all-all-above": "6123", "comment0": ""})

        assert "6123" not in str(edition.summary)


class TestTheWorkbook:
    def test_is_filled_in_and_sent_back(self, cast, owed, winter) -> None:
        accept(cast, fill_in(cast, winter, GOOD))
        sent = filled(cast.client(cast.other).get(book(owed)).content, list(GOOD.values()))

        file = SimpleUploadedFile("counts.xlsx", sent)
        post(cast, reverse("returns:one", args=[owed.ref]), {"file": file})
        sending.work()

        edition = Edition.objects.system("a test looks").get(of=owed)
        assert edition.summary["errors"] == 0, edition.summary["kinds"]
        assert edition.summary["headline"] == "5 counts read"

    def test_says_last_quarter_and_opens_only_what_is_asked(self, cast, owed, winter) -> None:
        accept(cast, fill_in(cast, winter, GOOD))

        whole = openpyxl.load_workbook(io.BytesIO(cast.client(cast.other).get(book(owed)).content))

        sheet = whole["Counts"]
        head = [cell.value for cell in sheet[1]]
        rows = [dict(zip(head, row, strict=True)) for row in sheet.iter_rows(min_row=2)]
        assert sheet.protection.sheet
        assert [row["Last quarter, numerator"].value for row in rows] == [120, 70, 48, 2, 90]
        assert {row["Numerator"].protection.locked for row in rows} == {False}
        assert [row["Denominator"].protection.locked for row in rows] == [True] * 4 + [False]
        assert {row["Indicator"].protection.locked for row in rows} == {True}
        assert len(sheet.data_validations.dataValidation) == 6

    def test_offers_both_words_where_a_number_may_be_typed_and_marks_what_is_neither(
        self, cast, owed
    ) -> None:
        whole = openpyxl.load_workbook(io.BytesIO(cast.client(cast.other).get(book(owed)).content))

        lists = whole["Counts"].data_validations.dataValidation
        marked = {str(one.sqref) for one in whole["Counts"].conditional_formatting}
        assert {(one.type, one.formula1) for one in lists} == {
            ("list", '"suppressed,not collected"')
        }
        assert {(one.showErrorMessage, one.showDropDown) for one in lists} == {(False, False)}
        assert marked == {"F2:F6", "I2:I6"}

    def test_says_how_to_count_each_indicator_on_a_sheet_that_nobody_reads(
        self, cast, owed
    ) -> None:
        content = cast.client(cast.other).get(book(owed)).content
        sent = SimpleUploadedFile("counts.xlsx", filled(content, list(GOOD.values())))
        post(cast, reverse("returns:one", args=[owed.ref]), {"file": sent})
        sending.work()

        sheet = openpyxl.load_workbook(io.BytesIO(content))["How to count"]
        rows = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
        edition = Edition.objects.system("a test looks").get(of=owed)
        assert rows == [
            ["Indicator", "Numerator", "Denominator", "How to count it"],
            ["Police notices", "Notices sent", "", "Count each once."],
            ["Decided in a day", "Decided in a day", "Notices decided", ""],
        ]
        assert sheet.protection.sheet
        assert {one["rule"] for one in edition.summary["kinds"] if one["end"] == "found"} == set()

    def test_of_last_quarter_is_refused_in_one_sentence(self, cast, owed, winter) -> None:
        sent = filled(cast.client(cast.other).get(book(winter)).content, list(GOOD.values()))

        file = SimpleUploadedFile("counts.xlsx", sent)
        post(cast, reverse("returns:one", args=[owed.ref]), {"file": file})
        sending.work()

        edition = Edition.objects.system("a test looks").get(of=owed)
        assert edition.state == "refused"
        assert "The file is of January to March 2026" in edition.failure["what"]


def filled(content: bytes, values: list[str]) -> bytes:
    """The workbook with its open cells filled in, row by row from left to right, and saved."""
    whole = openpyxl.load_workbook(io.BytesIO(content))
    sheet = whole["Counts"]
    waiting = iter(
        [values[0], values[4], *values[1:4], values[5], values[6], values[7]]
    )  # a comment stands in its indicator's first row
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if not cell.protection.locked:
                value = next(waiting)
                cell.value = int(value) if value.isdigit() else value or None
    saved = io.BytesIO()
    whole.save(saved)
    return saved.getvalue()


class TestWhatIsAccepted:
    def test_becomes_events_and_later_editions_replace_it(self, cast, owed) -> None:
        first = accept(cast, fill_in(cast, owed, GOOD))
        second = accept(cast, fill_in(cast, owed, SMALL | WHY))

        assert (now(first).state, second.state) == ("superseded", "accepted")
        assert second.stored_at is not None

    def test_asks_about_what_is_no_longer_collected(self, cast, owed, winter) -> None:
        accept(cast, fill_in(cast, winter, GOOD))

        edition = fill_in(cast, owed, {**GOOD, "c1-all-all-above": "not collected"})

        found = {kind["rule"] for kind in edition.summary["kinds"] if kind["end"] == "found"}
        assert found == {"CT-no-longer-collected"}
