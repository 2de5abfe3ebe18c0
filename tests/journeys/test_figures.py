"""Those who read figures: the QA manager, the scrutineer, the chair. None of them meets a child."""

import csv
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.journeys import visiting
from tests.journeys.children import named_in
from tests.journeys.house import House

pytestmark = pytest.mark.browser

INDICATOR = "Assessments completed within 45 working days"


def test_a_qa_manager_reads_one_indicator_from_the_list_to_the_workbook(
    house: House, enter, children: frozenset[str], tmp_path: Path
):
    page = enter(house, "qa-manager")

    open_list(page)
    visiting.look(page)
    page.get_by_role("link", name=INDICATOR).click()
    visiting.look(page)

    assert_says_it_in_a_sentence(page)
    assert_every_chart_is_drawn(page)
    assert_table_beside_the_chart(page)
    breakdowns = page.get_by_role("region", name=re.compile("^By (sex|age|ethnicity), "))
    expect(breakdowns).to_have_count(3)
    expect(page.get_by_role("region", name=re.compile("^England"))).to_contain_text("London")
    expect(page.get_by_role("term").filter(has_text="Why it is kept")).to_be_visible()
    assert_downloads_agree(page, tmp_path, children)
    assert_address_is_permanent(page)
    visiting.look(page)


def open_list(page: Page) -> None:
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Indicators").click()
    expect(page.get_by_role("row")).to_have_count(72)


def assert_says_it_in_a_sentence(page: Page) -> None:
    sentence = page.locator(".govuk-inset-text").first
    expect(sentence).to_contain_text(re.compile(r"^\s*In the year to March 2025, .*95% interval"))


def assert_every_chart_is_drawn(page: Page) -> None:
    """Each picture has loaded, and each says in words what it shows."""
    page.wait_for_load_state("load")
    said = page.locator("figure img").evaluate_all("(all) => all.map((img) => img.alt)")
    widths = page.evaluate("() => [...document.images].map((img) => img.naturalWidth)")
    assert len(said) >= 4
    assert all("95% intervals" in words for words in said), said
    assert all(widths), widths


def assert_table_beside_the_chart(page: Page) -> None:
    over_time = page.get_by_role("region", name=f"{INDICATOR}, by year")
    expect(over_time.get_by_role("rowheader")).to_have_text(
        ["year to March 2024", "year to March 2025"]
    )


def assert_downloads_agree(page: Page, folder: Path, children: frozenset[str]) -> None:
    """Both downloads hold the same figures, their definition and no child."""
    rows = {}
    for kind, name in (("csv", "CSV"), ("xlsx", "Excel workbook")):
        with page.expect_download() as download:
            page.get_by_role("link", name=name, exact=True).click()
        path = folder / f"figure.{kind}"
        download.value.save_as(path)
        rows[kind] = csv_rows(path) if kind == "csv" else xlsx_rows(path)
    assert figures_in(rows["csv"]) == figures_in(rows["xlsx"])
    for sheet in rows.values():
        flat = "\n".join(",".join(row) for row in sheet)
        assert "within 45 working days" in flat
        assert "year to March 2025" in flat
        assert named_in(flat, children) == set()


def figures_in(rows: list[list[str]]) -> list[list[str | float]]:
    """The head of the table and the rows below it, without what the sheet says of itself."""
    head = next(number for number, row in enumerate(rows) if row[:1] == ["Breakdown"])
    figures = [[plain(cell) for cell in row] for row in rows[head:] if len(row) > 3]
    assert len(figures) > 10
    return figures


def plain(cell: str) -> str | float:
    """A cell's number, however the sheet writes it."""
    try:
        return float(cell)
    except ValueError:
        return cell


def csv_rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [trimmed(row) for row in csv.reader(lines)]


def xlsx_rows(path: Path) -> list[list[str]]:
    """Every sheet of the workbook, row by row, as it would be read."""
    book = openpyxl.load_workbook(path, read_only=True)
    every = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    book.close()
    return [trimmed(["" if cell is None else str(cell) for cell in row]) for row in every]


def trimmed(row: list[str]) -> list[str]:
    while row and row[-1] == "":
        row = row[:-1]
    return row


def assert_address_is_permanent(page: Page) -> None:
    """It names its version, shows the same sentence, and has a title of its own."""
    sentence, title = page.locator(".govuk-inset-text").first.inner_text(), page.title()
    page.get_by_role("link", name="permanent address").click()
    assert re.search(r"/versions/v\d+/[\w-]+/$", page.url)
    expect(page.locator(".govuk-inset-text").first).to_have_text(sentence)
    assert page.title() != title


def test_an_indicator_reads_well_without_scripts(house: House, enter):
    page = enter(house, "qa-manager", has_scripts=False)

    open_list(page)
    page.get_by_role("link", name=INDICATOR).click()

    assert_says_it_in_a_sentence(page)
    assert_every_chart_is_drawn(page)
    for name in ("sex", "age", "ethnicity"):
        expect(page.get_by_role("region", name=re.compile(f"^By {name}"))).to_be_visible()
    assert_address_is_permanent(page)
