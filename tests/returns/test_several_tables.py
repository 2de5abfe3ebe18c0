"""Annex A and the data set through the site: sent, checked apart, accepted, stored."""

import pytest
from django.conf import settings
from django.urls import reverse

from tests.cast import Cast
from tests.engine.annex_a import lists as annex
from tests.engine.ssd import extract as ssd
from tests.returns import sending
from tests.returns.sending import CANARY, files_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sending.TITLES, "annex-a", "Ofsted Annex A lists")
    monkeypatch.setitem(sending.TITLES, "ssd", "Standard Safeguarding Dataset")


def workbook(*changes: annex.Change) -> bytes:
    return annex.workbook(annex.sheets_of(annex.changed(*changes)))


def test_an_annex_a_is_checked_accepted_and_stored(cast: Cast) -> None:
    owed = sending.owe(cast.council, spec="annex-a", period=annex.SPRING)

    made = sending.stored(owed, workbook(), by=cast.owner)

    assert made.summary["headline"] == "3 children read"
    assert files_of(settings.VILLAGE_STORE, made.ref) >= {"raw", "identities", "events"}


def test_a_data_set_is_checked_accepted_and_stored(cast: Cast) -> None:
    owed = sending.owe(cast.council, spec="ssd", period=annex.SPRING)

    made = sending.stored(owed, ssd.zipped(ssd.files(ssd.GOOD)).open().read(), by=cast.owner)

    assert made.summary["headline"] == "2 children read"
    assert files_of(settings.VILLAGE_STORE, made.ref) >= {"raw", "identities", "events"}


def test_its_sender_is_shown_what_to_mend_and_the_page_names_no_child(cast: Cast) -> None:
    owed = sending.owe(cast.council, spec="annex-a", period=annex.SPRING)
    spoilt = annex.having("contacts", child_id=CANARY, source="Grandmother")

    made = sending.checked(owed, workbook(spoilt), by=cast.owner)

    kinds = {kind["rule"]: kind["findings"] for kind in made.summary["kinds"]}
    assert kinds["AA-contacts-source-unreadable"] == 1
    page = cast.client(cast.owner).get(reverse("returns:edition", args=[made.ref]))
    assert "Contact Source" in page.content.decode()
    assert CANARY not in page.content.decode()


def test_the_page_says_what_such_a_return_comes_as(cast: Cast) -> None:
    owed = sending.owe(cast.council, spec="ssd", period=annex.SPRING)

    page = cast.client(cast.owner).get(reverse("returns:one", args=[owed.ref]))

    assert "a ZIP of their CSV files" in page.content.decode()


def test_a_workbook_without_a_list_is_refused_in_words(cast: Cast) -> None:
    owed = sending.owe(cast.council, spec="annex-a", period=annex.SPRING)
    sheets = annex.sheets_of(annex.GOOD)
    sheets.pop("List 7")

    made = sending.checked(owed, annex.workbook(sheets), by=cast.owner)

    assert made.state == "refused"
    assert "“List 7: Child protection plans”" in made.failure["what"]
    assert made.failure["mend"]
