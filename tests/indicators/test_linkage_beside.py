"""Beside a figure that rests on links stands how sure they are: on the page, as CSV and as JSON."""

import json

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.indicators.by_hand import indicator, published
from village.evidence.indicators.models import Version
from village.evidence.indicators.selectors import exploring
from village.evidence.indicators.selectors.exploring import Wish

pytestmark = pytest.mark.django_db

SENTENCE = "This rests on knowing the same child in the records of the council and the police."
LINKAGE = {
    "agencies": ["council", "police"],
    "found": {"share": 0.96, "low": 0.93, "high": 0.98},
    "tried_over_all_agencies": False,
    "precision_expected": 0.999,
    "head_count_too_high_by": 0.013,
    "moves": "too low",
    "nearer": None,
    "right": None,
    "sentence": SENTENCE,
}


@pytest.fixture
def name() -> str:
    linked = {**indicator("linked", [40, 41]), "linkage": LINKAGE}
    alone = {**indicator("alone", [40, 41]), "linkage": None}
    return published(linked, alone, indicator("older", [40, 41])).name


def read(cast: Cast, name: str, of: str, form: str = "") -> str:
    args = [name, of, form] if form else [name, of]
    address = reverse("indicators:sheet" if form else "indicators:permanent", args=args)
    return b"".join(cast.client(cast.colleague).get(address)).decode()


def test_the_page_says_it_in_a_sentence(cast: Cast, name: str) -> None:
    assert SENTENCE in read(cast, name, "linked")


@pytest.mark.parametrize("of", ["alone", "older"])
def test_a_figure_that_rests_on_no_link_says_nothing_of_it(cast: Cast, name: str, of: str) -> None:
    assert "How sure the links" not in read(cast, name, of)
    assert json.loads(read(cast, name, of, "json"))["linkage"] is None


def test_a_sheet_says_it_above_its_rows(cast: Cast, name: str) -> None:
    assert SENTENCE in read(cast, name, "linked", "csv")


def explored(cast: Cast, name: str, of: str, form: str = "") -> str:
    args = [name, form] if form else [name]
    address = reverse(f"indicators:explored{'_sheet' if form else ''}", args=args)
    return b"".join(cast.client(cast.colleague).get(f"{address}?indicator={of}")).decode()


@pytest.mark.parametrize("form", ["", "csv", "json"])
def test_a_table_that_a_reader_put_together_says_it(cast: Cast, name: str, form: str) -> None:
    assert SENTENCE in explored(cast, name, "linked", form)
    assert SENTENCE not in explored(cast, name, "alone", form)


def test_a_workbook_from_explore_says_it(cast: Cast, name: str) -> None:
    found = exploring.answers(
        cast.rights(cast.colleague), Version.objects.system("a test").get(), Wish(("linked",))
    )

    assert f"Linked: {SENTENCE}" in exploring.sheet_of(found).note


def test_what_changed_and_an_agencys_page_mark_it_and_lead_to_it(cast: Cast) -> None:
    linked = {**indicator("referrals-rate", [40, 41]), "linkage": LINKAGE}
    published(linked, indicator("visits", [40, 41]))
    pages = (reverse("indicators:changed"), reverse("indicators:agency", args=["council"]))

    for page in pages:
        said = cast.client(cast.colleague).get(page).content.decode()
        assert said.count("Counted over links") == 1
        assert f'{reverse("indicators:one", args=["referrals-rate"])}#links"' in said


def test_plain_json_has_it_in_numbers(cast: Cast, name: str) -> None:
    told = json.loads(read(cast, name, "linked", "json"))["linkage"]

    assert told == {key: value for key, value in LINKAGE.items() if key != "right"}
