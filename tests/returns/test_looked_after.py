"""A looked-after return through the site: sent as a ZIP, checked apart, accepted, stored."""

import io
import zipfile

import pytest
from django.conf import settings
from django.urls import reverse

from tests.cast import Cast
from tests.returns import sending
from tests.returns.sending import CANARY, files_of
from village.engine.checks.looked_after.cases import IN_ORDER, looked_after
from village.engine.specs.looked_after_document import tables
from village.kernel.periods import year_ending

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sending.TITLES, "looked-after", "Looked-after children return (SSDA903)")


def zipped(*more: tuple[str, object]) -> bytes:
    """The children in order, and others, as the zip that a system would export."""
    children = [*((f"A{n}", kid) for n, kid in enumerate(IN_ORDER)), *more]
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in tables(children).items():
            archive.writestr(name, text)
    return held.getvalue()


def test_it_is_checked_accepted_and_stored_with_its_year(cast: Cast) -> None:
    owed = sending.owe(cast.council, spec="looked-after", period=year_ending(2025))

    made = sending.stored(owed, zipped(), by=cast.owner)

    assert made.summary["headline"] == "4 children read"
    assert (made.period_first_on, made.period_last_on) == (
        year_ending(2025).first, year_ending(2025).last,
    )  # fmt: skip
    assert files_of(settings.VILLAGE_STORE, made.ref) >= {"raw", "identities", "events"}


def test_its_sender_is_shown_what_to_mend_and_nobody_elses_page_names_a_child(cast: Cast) -> None:
    owed = sending.owe(cast.council, spec="looked-after", period=year_ending(2025))
    spoilt = looked_after(header={"ETHNIC": "?9", "UPN": "UN3"})

    made = sending.checked(owed, zipped((CANARY, spoilt)), by=cast.owner)

    kinds = {kind["rule"]: kind["findings"] for kind in made.summary["kinds"]}
    assert kinds["103"] == 1
    page = cast.client(cast.owner).get(reverse("returns:edition", args=[made.ref]))
    assert "not one of the codes" in page.content.decode()
    assert CANARY not in page.content.decode()


def test_a_zip_that_is_no_return_is_refused_in_words(cast: Cast) -> None:
    owed = sending.owe(cast.council, spec="looked-after", period=year_ending(2025))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("notes.csv", "NAME,POST\r\nx,y\r\n")

    made = sending.checked(owed, held.getvalue(), by=cast.owner)

    assert made.state == "refused"
    assert "no table of the looked-after return" in made.failure["what"]
    assert made.failure["mend"]
