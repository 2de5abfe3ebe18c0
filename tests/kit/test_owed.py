"""Which returns a body owes, period by period, and which days cannot be."""

from datetime import date
from pathlib import Path

import pytest

from tests.kit import shelf
from village import kit
from village.kit.owed import Owed

OWED = """
    owed:
      - key: visits
        body: council
        return: visits
        every: quarter
        from: 2025-10-01
        until: 2026-06-30
        due_days: 30
"""


def test_each_quarter_is_owed_and_due_so_many_days_after_it_ends(tmp_path: Path) -> None:
    entry = kit.load(shelf.whole(tmp_path, owed=OWED)).find("owed", "visits")

    assert entry is not None
    assert isinstance(entry.content, Owed)
    assert [(one.period.last, one.due_on) for one in entry.content.returns] == [
        (date(2025, 12, 31), date(2026, 1, 30)),
        (date(2026, 3, 31), date(2026, 4, 30)),
        (date(2026, 6, 30), date(2026, 7, 30)),
    ]


@pytest.mark.parametrize(
    ("every", "first", "until"),
    [
        ("quarter", "2025-10-02", "2026-06-30"),
        ("quarter", "2025-10-01", "2026-06-29"),
        ("year", "2025-01-01", "2025-12-31"),
        ("quarter", "2026-07-01", "2026-06-30"),
    ],
)
def test_days_that_are_not_whole_periods_are_refused(
    tmp_path: Path, every: str, first: str, until: str
) -> None:
    owed = OWED.replace("every: quarter", f"every: {every}")
    owed = owed.replace("2025-10-01", first).replace("2026-06-30", until)

    (fault,) = kit.check(shelf.whole(tmp_path, owed=owed))

    assert (fault.file.name, fault.line) == ("owed.yaml", 6)
    assert f"whole {every}s" in fault.message
