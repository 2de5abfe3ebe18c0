"""A made-up annual report is dropped, and true findings are read, mended and taken along."""

import re
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.browser import NARROWEST, assert_fits, assert_good_page
from tests.journeys.conftest import Enter
from tests.journeys.house import House

pytestmark = pytest.mark.browser
TITLE = "Annual report of the made-up Thornbury Vale partnership"
PLANTED = (
    "This report covers the 18 months from September 2024 to March 2026.",
    "Contacts rose from 200 to 250, an increase of 35%.",
    "43 out of 48 practitioners (88%) knew whom to call.",
    "Of 23 plans, 40% were reviewed in time.",
    "Training was attended by 120 people: 70 from schools, 30 from health and 30 from the police.",
)
SOUND = "The partnership met four times. 12 out of 48 files (25%) were of babies."
FOUND = (
    "is 19 months, not 18 months.",
    "43 of 48 is not 88%.",
)


def report(path: Path, *, lines: tuple[str, ...] = PLANTED) -> Path:
    made = Document()
    made.add_heading(TITLE, 1)
    for number, line in enumerate((*lines, SOUND), 1):
        made.add_heading(f"Part {number}", 2)
        made.add_paragraph(line)
    made.save(str(path))
    return path


def drop(page: Page, file: Path, button: str) -> None:
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("heading", name="Take it along")).to_be_visible(timeout=60_000)


def test_a_report_is_dropped_and_true_findings_are_read(
    house: House, enter: Enter, tmp_path: Path
) -> None:
    page = enter(house, "business-manager")

    page.get_by_role("link", name="Check a report").first.click()
    assert_good_page(page)
    drop(page, report(tmp_path / "annual report.docx"), "Check this report")

    assert_good_page(page)
    for words in FOUND:
        expect(page.get_by_role("heading", name=words)).to_be_visible()
    expect(page.get_by_text("5 cannot be right")).to_be_visible()
    expect(page.get_by_text(SOUND)).to_have_count(0)
    page.set_viewport_size({"width": NARROWEST, "height": 800})
    assert_fits(page)


def test_what_was_read_wrongly_is_corrected_and_known_in_the_next_version(
    house: House, enter: Enter, tmp_path: Path
) -> None:
    page = enter(house, "scrutineer")
    page.goto(f"{house.address}/reports/")
    drop(page, report(tmp_path / "one.docx"), "Check this report")

    card = page.get_by_role("link", name=re.compile("Correct what was read.*43 of 48"))
    card.click()
    assert_good_page(page)
    page.get_by_text("Correct how 43 was read").click()
    page.get_by_label("The number").first.fill("42")
    page.get_by_role("button", name="Correct and check again").first.click()
    expect(page.get_by_role("heading", name="What you corrected")).to_be_visible(timeout=60_000)
    assert_good_page(page)
    expect(page.get_by_role("heading", name="43 of 48 is not 88%.")).to_have_count(0)

    page.get_by_role("link", name="Destroy this report now").click()
    assert_good_page(page)
    page.go_back()
    drop(page, report(tmp_path / "two.docx", lines=PLANTED[1:]), "Check the next version")

    expect(page.get_by_text("1 of its findings is gone, and 0 are new")).to_be_visible()
    expect(page.get_by_role("heading", name="43 of 48 is not 88%.")).to_have_count(0)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Your Word file with a comment").click()
    assert len(list(Document(str(taken.value.path())).comments)) == 3


def test_a_report_is_checked_set_aside_and_destroyed_without_scripts(
    house: House, enter: Enter, tmp_path: Path
) -> None:
    page = enter(house, "practitioner", has_scripts=False)
    page.goto(f"{house.address}/reports/")
    page.set_input_files("input[type=file]", report(tmp_path / "plain.docx"))
    page.get_by_role("button", name="Check this report").click()
    ready = page.get_by_role("heading", name="Take it along")
    for _ in range(60):
        if ready.count():
            break
        page.wait_for_timeout(500)
        page.reload()

    page.get_by_role("link", name=re.compile("set this aside.*43 of 48")).click()
    page.get_by_label("Why is this no fault?").fill("A printer's fault that is mended.")
    page.get_by_role("button", name="Set it aside").click()
    expect(page.get_by_text("A printer's fault that is mended.")).to_be_visible()
    page.get_by_role("link", name="Destroy this report now").click()
    assert_fits(page)
    page.get_by_role("button", name="Destroy this report").click()

    expect(page.get_by_text("The report is destroyed")).to_be_visible()
    expect(page.get_by_text("plain.docx")).to_have_count(0)
