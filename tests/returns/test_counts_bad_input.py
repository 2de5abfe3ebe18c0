"""A workbook of counts that went wrong: one clear message, and the rest waits on the page.

Each case starts from the workbook that the site itself hands out, does to it what somebody does
one day (spoiling.py), and sends it through the page.
"""

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.cast import Cast
from tests.returns import asking, sending, spoiling
from tests.returns.asking import SPEC, SPRING
from tests.returns.spoiling import (
    COUNTS,
    GOOD_ENOUGH,
    IN_CSV,
    REFUSED,
    SPOTS,
    TYPED,
    as_csv,
    put,
    saved,
    with_part,
    with_quarter_before,
)
from village.evidence.returns.models import Edition, Return
from village.kernel.refs import new_ref

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _asks() -> None:
    asking.connect()


@pytest.fixture
def owed(cast: Cast) -> Return:
    return sending.owe(cast.police, spec=SPEC.id, period=SPRING)


def page(owed: Return) -> str:
    return reverse("returns:counts", args=[owed.ref])


def handed_out(cast: Cast, owed: Return) -> openpyxl.Workbook:
    """The workbook of the site, filled in well."""
    address = reverse("returns:counts_workbook", args=[owed.ref])
    book = openpyxl.load_workbook(io.BytesIO(cast.client(cast.other).get(address).content))
    for place, value in COUNTS.items():
        book["Counts"][place] = value
    return book


def send(cast: Cast, owed: Return, content: bytes, name: str = "counts.xlsx") -> Edition:
    """Send a file through the page, and have it checked."""
    told = {"file": SimpleUploadedFile(name, content), "request_key": new_ref()}
    answer = cast.client(cast.other).post(reverse("returns:one", args=[owed.ref]), told)
    assert answer.status_code == 302, answer.content.decode()
    sending.work()
    return Edition.objects.system("a test looks").filter(of=owed).order_by("-number")[0]


def found(edition: Edition) -> dict[str, Any]:
    """What was found wrong, by rule."""
    kinds = edition.summary["kinds"]
    return {
        kind["rule"]: kind
        for kind in kinds
        if kind["end"] == "found" and kind["severity"] != "notice"
    }


def form_of(cast: Cast, owed: Return) -> Any:  # Any: a form as the page has it
    return cast.client(cast.other).get(page(owed)).context["form"]


def shown(cast: Cast, owed: Return) -> dict[str, str]:
    """What stands on the page, by cell of the workbook."""
    form = form_of(cast, owed)
    return {cell: form[name].value() or "" for cell, name in SPOTS.items()}


def faults(cast: Cast, owed: Return) -> dict[str, list[str]]:
    """What the page says beside each count, by cell of the workbook; under "" what stands above."""
    errors = form_of(cast, owed).errors
    cells = {name: cell for cell, name in SPOTS.items()}
    return {cells.get(name, ""): list(said) for name, said in errors.items()}


@pytest.mark.parametrize("slip", TYPED, ids=lambda slip: slip.name)
def test_a_slip_is_told_once_and_the_rest_waits_on_the_page(
    cast, owed, slip: spoiling.Typed
) -> None:
    book = handed_out(cast, owed)
    slip.change(book["Counts"])

    edition = send(cast, owed, saved(book))

    assert edition.state == "checked"
    kinds = found(edition)
    assert list(kinds) == [slip.rule]
    (kind,) = kinds.values()
    assert slip.says in kind["message"]
    assert kind["mend"]
    assert slip.where in kind["places"]
    said = faults(cast, owed)
    assert set(said) == set(slip.beside)
    assert all(words.casefold() in said[cell][0].casefold() for cell, words in slip.beside.items())
    good = {cell: str(value) for cell, value in COUNTS.items() if cell in SPOTS}
    assert shown(cast, owed) == good | slip.left


def test_a_saved_formula_leaves_its_result_to_be_looked_at(cast: Cast, owed: Return) -> None:
    book = handed_out(cast, owed)
    book["Counts"]["F2"] = "=SUM(F3:F5)"
    whole = with_part(saved(book), "xl/worksheets/sheet3.xml", "</f><v></v>", "</f><v>120</v>")

    edition = send(cast, owed, whole)

    assert list(found(edition)) == ["CT-formula"]
    assert shown(cast, owed)["F2"] == "120"
    assert faults(cast, owed)["F2"] == ["Cell F2 held a formula. Look whether its result is right"]


def test_a_formula_in_a_comment_is_read_as_its_words(cast: Cast, owed: Return) -> None:
    book = handed_out(cast, owed)
    book["Counts"]["K2"] = '=HYPERLINK("http://example.org")'

    edition = send(cast, owed, saved(book))

    assert found(edition) == {}


@pytest.mark.parametrize("what", GOOD_ENOUGH)
def test_what_can_be_understood_is_taken_without_a_word(cast, owed, what: str) -> None:
    book = handed_out(cast, owed)
    GOOD_ENOUGH[what](book["Counts"])

    edition = send(cast, owed, saved(book))

    assert edition.state == "checked"
    assert found(edition) == {}
    assert faults(cast, owed) == {}


def notices(edition: Edition) -> list[str]:
    kinds = edition.summary["kinds"]
    return [kind["message"] for kind in kinds if kind["severity"] == "notice"]


def test_the_sites_own_workbook_is_taken_without_a_notice(cast: Cast, owed: Return) -> None:
    edition = send(cast, owed, saved(handed_out(cast, owed)))

    assert (edition.summary["errors"], notices(edition)) == (0, [])


def test_hidden_rows_are_read_and_named(cast: Cast, owed: Return) -> None:
    book = handed_out(cast, owed)
    book["Counts"].row_dimensions[3].hidden = True

    edition = send(cast, owed, saved(book))

    assert found(edition) == {}
    assert notices(edition) == ["Hidden rows were read like any other: 3."]


def test_of_a_hundred_sheets_the_right_one_is_read_and_it_is_said(cast, owed) -> None:
    book = handed_out(cast, owed)
    for number in range(97):
        book.create_sheet(f"Ward {number}").append(["Nothing", "of", "note"])

    edition = send(cast, owed, saved(book))

    assert found(edition) == {}
    assert notices(edition) == ["The sheet “Counts” was read; the other 99 sheets were not."]


@pytest.mark.parametrize("brought", REFUSED, ids=lambda brought: brought.name)
def test_what_cannot_be_read_is_refused_with_what_where_and_what_to_do(
    cast, owed, brought: spoiling.Refused
) -> None:
    edition = send(cast, owed, brought.make(handed_out(cast, owed)), brought.file)

    assert edition.state == "refused"
    assert brought.says in edition.failure["what"]
    assert brought.where in edition.failure["where"]
    assert brought.mend in edition.failure["mend"]
    assert edition.failure["mend"]


@pytest.mark.parametrize("what", IN_CSV)
def test_a_slip_in_a_csv_is_told_once_and_the_rest_waits_on_the_page(cast, owed, what) -> None:
    good, bad, rule, cell = IN_CSV[what]
    text = as_csv(handed_out(cast, owed))
    assert text.count(good) == 1

    edition = send(cast, owed, text.replace(good, bad).encode(), "counts.csv")

    assert list(found(edition)) == [rule]
    assert list(faults(cast, owed)) == [cell]
    assert {at: v for at, v in shown(cast, owed).items() if at != cell} == {
        at: str(COUNTS[at]) for at in SPOTS if at != cell
    }


class TestMending:
    def test_takes_one_cell_and_what_stands_beside_it(self, cast: Cast, owed: Return) -> None:
        book = handed_out(cast, owed)
        book["Counts"]["F3"] = "about 70"
        send(cast, owed, saved(book))
        form = form_of(cast, owed)
        answers = {name: form[name].value() or "" for name in form.fields}

        told = {**answers, "c0-sex-female-above": "70", "request_key": new_ref()}
        cast.client(cast.other).post(page(owed), told)
        sending.work()

        edition = Edition.objects.system("a test looks").filter(of=owed).order_by("-number")[0]
        assert edition.number == 2
        assert found(edition) == {}

    def test_is_not_overlaid_by_what_was_typed_before_the_file_came(self, cast, owed) -> None:
        typed = dict.fromkeys(SPOTS.values(), "") | {"c0-all-all-above": "7"}
        draft = {**typed, "save_draft": "1", "request_key": new_ref()}
        cast.client(cast.other).post(page(owed), draft)

        send(cast, owed, saved(handed_out(cast, owed)))

        assert shown(cast, owed) == {cell: str(COUNTS[cell]) for cell in SPOTS}

    def test_can_be_broken_off_and_a_cell_typed_anew_is_blamed_no_more(self, cast, owed) -> None:
        book = handed_out(cast, owed)
        put(F3="about 70", F6="76%")(book["Counts"])
        send(cast, owed, saved(book))
        answers = {spot: form_of(cast, owed)[spot].value() for spot in SPOTS.values()}

        typed = {**answers, "c0-sex-female-above": "70", "save_draft": "1"}
        draft = {**typed, "request_key": new_ref()}
        cast.client(cast.other).post(page(owed), draft)

        assert shown(cast, owed)["F3"] == "70"
        assert list(faults(cast, owed)) == ["F6"]

    def test_counts_nothing_twice_that_another_quarter_brought(self, cast, owed) -> None:
        book = handed_out(cast, owed)
        with_quarter_before(book["Counts"])
        edition = send(cast, owed, saved(book))

        told = {"version": edition.version, "request_key": new_ref()}
        cast.client(cast.other).post(reverse("returns:accept", args=[edition.ref]), told)
        sending.work()

        assert sending.now(edition).state == "accepted"
        assert sending.now(edition).stored_at is not None
