"""How somebody fills in the workbook of counts, or the form, as they would by hand."""

import io
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Locator, Page

COMMENT = "A new register of attendance since May."
ABOVE, BELOW = "Numerator", "Denominator"
BEFORE = {ABOVE: "Last quarter, numerator", BELOW: "Last quarter, denominator"}


class Hand:
    """A hand on the mouse, which knows how often it clicked."""

    def __init__(self) -> None:
        self.clicks = 0

    def click(self, control: Locator) -> None:
        self.clicks += 1
        control.click()


def fill_workbook(downloaded: Path, to: Path) -> int:
    """Type last quarter's counts and one comment into the open cells; how many counts there were.

    Whatever is locked stays as it is.
    """
    book = openpyxl.load_workbook(io.BytesIO(downloaded.read_bytes()))
    sheet = book["Counts"]
    heads = columns_of(sheet)
    counts = 0
    for row in sheet.iter_rows(min_row=heads["row"] + 1):
        for name, before in BEFORE.items():
            cell = row[heads[name]]
            if not cell.protection.locked:
                cell.value = row[heads[before]].value
                counts += 1
    sheet.cell(heads["row"] + 1, heads["Comment"] + 1).value = COMMENT
    book.save(to)
    return counts


def columns_of(sheet: Worksheet) -> dict[str, int]:
    """The place of each column by its head, from 0; under "row" the row of the heads."""
    for row in sheet.iter_rows(max_row=5):
        if ABOVE in (names := [str(cell.value) for cell in row]):
            return {**{name: place for place, name in enumerate(names)}, "row": row[0].row or 0}
    raise AssertionError("the workbook names no numerator")


def boxes(page: Page) -> list[Locator]:
    """The boxes for counts on the form, in the order in which the keyboard meets them."""
    return page.locator(".village-group input").all()


def last_quarter(page: Page) -> list[str]:
    """What the form says of last quarter, box by box."""
    said = page.locator(".village-group .govuk-hint").all_inner_texts()
    return [text.rpartition(":")[2].strip() for text in said]
