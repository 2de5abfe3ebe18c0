"""The pages of the returns of several tables are what the kit says today."""

from pathlib import Path

import pytest

from tests.engine.annex_a.lists import table_of
from village.engine.checks.tables_reference import tables_page


@pytest.mark.parametrize("name", ["annex-a", "ssd"])
def test_the_page_is_current(name: str) -> None:
    page = Path("docs/reference") / f"{name}.md"

    assert page.read_text(encoding="utf-8") == tables_page(table_of(name)), (
        "run python -m village.cli reference"
    )


@pytest.mark.parametrize("name", ["annex-a", "ssd"])
def test_the_page_names_every_table_by_which_indicators_count(name: str) -> None:
    page = tables_page(table_of(name))

    for part in table_of(name).parts:
        assert f"`{part.id}`" in page
