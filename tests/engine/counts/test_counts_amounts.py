"""What an agency may write for a count, and what is never taken for one."""

import pytest

from village.engine.specs.counts import Amount, Fault, Mark, amount


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("0", 0), ("12", 12), (" 1,204 ", 1204), ("12.0", 12),
        ("c", Mark.SUPPRESSED), ("<5", Mark.SUPPRESSED), ("Suppressed", Mark.SUPPRESSED),
        ("z", Mark.NOT_COLLECTED), ("n/a", Mark.NOT_COLLECTED),
        ("Not  collected", Mark.NOT_COLLECTED),
        ("", Fault.EMPTY), (None, Fault.EMPTY), ("  ", Fault.EMPTY),
        ("37%", Fault.SHARE), ("0.37", Fault.SHARE), (".5", Fault.SHARE), ("12.5", Fault.SHARE),
        ("-3", Fault.TEXT), ("twelve", Fault.TEXT), ("1,2,3", Fault.TEXT), ("12,04", Fault.TEXT),
        ("1e3", Fault.TEXT), ("١٢", Fault.TEXT), ("9" * 12, Fault.TEXT),
    ],
)  # fmt: skip
def test_what_stands_in_a_cell(text: str | None, read: Amount) -> None:
    assert amount(text) == read
