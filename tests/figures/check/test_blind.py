"""What others wrote: nothing that is right is called wrong, and what is wrong is found."""

from pathlib import Path

import pytest

from tests.figures.check.blind import FIRST, NONE, SECOND, THIRD, tally, told

FOUND_TODAY = {SECOND: 66, THIRD: 60}
"""Of the 80 of each; when the rules first met them 31 and 36 were found."""


@pytest.mark.parametrize("written", [FIRST, SECOND, THIRD], ids=lambda path: path.stem)
def test_of_what_is_right_nothing_is_said(written: Path) -> None:
    alarms = [(one.id, sorted(kinds)) for one, kinds in told(written) if one.kind == NONE and kinds]

    assert alarms == []


def test_what_is_wrong_is_found() -> None:
    there, found = tally(FIRST)

    missed = {kind: there[kind] - found[kind] for kind in there.keys() - {NONE}}

    assert all(there[kind] >= 3 for kind in missed)
    assert {kind: count for kind, count in missed.items() if count} == {}


@pytest.mark.parametrize("written", FOUND_TODAY, ids=lambda path: path.stem)
def test_of_the_later_sets_no_less_is_found_than_before(written: Path) -> None:
    there, found = tally(written)

    assert there.total() - there[NONE] == 80
    assert found.total() - found[NONE] >= FOUND_TODAY[written]
