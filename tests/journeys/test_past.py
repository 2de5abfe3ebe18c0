"""Three years of somebody's spreadsheet become charts, and a list of contacts becomes people."""

import re
from pathlib import Path

import openpyxl
import pytest
import yaml
from playwright.sync_api import Page, expect

from tests.browser import assert_good_page
from tests.journeys import visiting
from tests.journeys.conftest import Enter
from tests.journeys.house import House

pytestmark = pytest.mark.browser
KITS = Path(__file__).resolve().parents[2] / "kits" / "england" / "indicators"
QUARTERS = [f"Q{n} {year}" for year in ("22/23", "23/24", "24/25") for n in (1, 2, 3, 4)]
CONTACTS = [
    ["Agency", "Surname", "Forename", "Job", "Work email"],
    ["The Nick", "Alder", "Jo", "Sergeant", "jo.alder@example.org"],
    ["Hillside Nursery", "Cedar", "Lou", "Manager", "lou.cedar@example.org"],
    ["Parish council", "Elm", "Kit", "Clerk", "kit.elm@example.org"],
    ["The Nick", "Fir", "Mo", "Sergeant", "no address"],
]


def indicators() -> list[tuple[str, bool]]:
    """The title of each indicator that agencies count, and whether out of something."""
    read = (yaml.safe_load(path.read_text()) for path in sorted(KITS.glob("*.yaml")))
    return [(one["title"], "denominator" in one["counts"]) for one in read if "counts" in one]


def performance_report(path: Path) -> None:
    """A workbook as a business unit keeps it: a title, a column for each quarter, and totals."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Data set"
    sheet.append(["Quarterly performance report"])
    sheet.append([])
    sheet.append(["No", "Performance indicator", *QUARTERS, "Narrative"])
    for number, (title, is_share) in enumerate(indicators(), 1):
        sheet.append([number, title, *(20 + number + n for n in range(12)), ""])
        if is_share:
            sheet.append([None, f"{title} (denominator)", *(90 + n for n in range(12)), ""])
    sheet.append([None, "Grand total", *(9_999 for _ in QUARTERS), ""])
    book.save(path)


def contacts(path: Path) -> None:
    path.write_text("\n".join(",".join(row) for row in CONTACTS))


def bring(page: Page, kind: str, file: Path) -> None:
    """From the front page's navigation to the page of columns."""
    page.get_by_role("link", name="Bring your past").first.click()
    page.get_by_role("link", name=kind).click()
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Read this spreadsheet").click()
    expect(page.get_by_role("heading", name="What do the columns hold?")).to_be_visible()


def shown_anew(page: Page) -> str:
    page.reload()
    return page.content()


def is_read(page: Page) -> bool:
    """Whether the page of a sheet, loaded anew, has gone on to its columns."""
    page.reload()
    return "/columns/" in page.url


def test_three_years_of_a_spreadsheet_become_thirty_charts(
    house: House, enter: Enter, tmp_path: Path
) -> None:
    file = tmp_path / "report.xlsx"
    performance_report(file)
    page = enter(house, "qa-manager")

    bring(page, "Years of counts", file)
    assert_good_page(page)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="What do these words mean?")).to_be_visible()
    assert_good_page(page)
    page.get_by_label("“Grand total”").select_option("Leave its rows out")
    page.get_by_role("button", name="Go on to the dry run").click()
    said = page.get_by_text("counts of").first.inner_text()
    assert_good_page(page)
    page.get_by_role("button", name=re.compile("Take these")).click()
    expect(page.get_by_text("rows are taken in")).to_be_visible()
    assert_good_page(page)

    charts = int(re.findall(r"of (\d+) indicators over 12 quarters", said)[0])
    assert charts >= 30
    page.get_by_role("link", name="you see it here").click()
    page.get_by_role("link", name="Contacts with children's social care").click()
    assert visiting.soon(page, lambda: "April to June 2022" in shown_anew(page))


def test_contacts_become_people_and_are_taken_back(
    house: House, enter: Enter, tmp_path: Path
) -> None:
    file = tmp_path / "contacts.csv"
    contacts(file)
    page = enter(house, "business-manager")

    bring(page, "Contacts", file)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("“The Nick”").select_option(
        label="Fenmoor Constabulary, Thornbury Vale Division"
    )
    page.get_by_label("“Hillside Nursery”").select_option(label="Add it, as a provider")
    page.get_by_label("“Parish council”").select_option(label="Leave its rows out")
    page.get_by_role("button", name="Go on to the dry run").click()
    expect(page.get_by_text("“no address” is no e-mail address.")).to_be_visible()
    assert_good_page(page)
    page.get_by_role("button", name="Take these 2 rows in").click()
    page.get_by_role("link", name="Bodies").first.click()
    expect(page.get_by_role("link", name="Hillside Nursery")).to_be_visible()

    page.get_by_role("link", name="Bring your past").first.click()
    page.get_by_role("link", name="contacts.csv").click()
    page.get_by_role("link", name="Take back what came of it").click()
    assert_good_page(page)
    page.get_by_label("Why do you take it back?").fill("Last year's list")
    page.get_by_role("button", name="Take it back").click()
    page.get_by_role("link", name="Bodies").first.click()
    expect(page.get_by_role("link", name="Hillside Nursery")).to_have_count(0)


def test_a_spreadsheet_is_brought_without_scripts_and_by_keyboard(
    house: House, enter: Enter, tmp_path: Path
) -> None:
    file = tmp_path / "contacts.csv"
    contacts(file)
    page = enter(house, "business-manager", has_scripts=False)

    page.goto(f"{house.address}/past/add/contacts/")
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Read this spreadsheet").press("Enter")
    expect(page).not_to_have_url(re.compile("/add/"))
    assert visiting.soon(page, lambda: is_read(page))
    page.get_by_role("button", name="Go on").press("Enter")

    expect(page.get_by_role("heading", name="What do these words mean?")).to_be_visible()
