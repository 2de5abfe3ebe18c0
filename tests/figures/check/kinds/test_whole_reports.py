"""Whole reports: nothing is said of three that are in order, and much of the one that is not."""

from collections import Counter

import pytest

from tests.figures.check.kinds import whole_reports
from tests.figures.check.texts import read
from village.figures.check.kinds import KINDS
from village.figures.check.read import Read

OF_WORDS = [kind for kind in KINDS if kind.__module__.rpartition(".")[2] in {
    "acronyms", "dangling_headings", "duplicates", "extrapolation", "hidden_cells",
    "name_variants", "named_settings", "no_base", "overdue", "page_references", "placeholders",
    "small_cells", "status_conflicts", "superlatives", "vignettes",
}]  # fmt: skip
PLANTED = {
    "abbreviation": 2, "blown up": 2, "change without a number": 5, "done and not done": 2,
    "hidden number": 1, "named setting": 2, "nothing follows": 2, "overdue": 3, "placeholder": 4,
    "ranking": 1, "small number": 8, "told story": 2, "two names": 2,
}  # fmt: skip


def kinds_found(one: Read) -> Counter[str]:
    return Counter(finding.kind for kind in OF_WORDS for finding in kind(one))


def test_every_kind_for_words_is_looked_for() -> None:
    assert len(OF_WORDS) == 15


@pytest.mark.parametrize("text", [whole_reports.FIRST, whole_reports.SECOND, whole_reports.THIRD])
def test_a_report_in_order_yields_nothing(text: str) -> None:
    assert kinds_found(read(text)) == Counter()


def test_what_is_amiss_is_found_kind_by_kind() -> None:
    assert kinds_found(read(whole_reports.AMISS)) == Counter(PLANTED)
