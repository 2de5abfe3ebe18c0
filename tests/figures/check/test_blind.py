"""What others wrote: nothing that is right is called wrong, and what is wrong is found."""

from pathlib import Path

import pytest

from tests.figures.check.blind import FIRST, NONE, SECOND, tally, told

KNOWN_TODAY = 31
"""Of the second set's 80, when the rules first met it."""


@pytest.mark.parametrize("written", [FIRST, SECOND], ids=lambda path: path.stem)
def test_of_what_is_right_nothing_is_said(written: Path) -> None:
    alarms = [(one.id, sorted(kinds)) for one, kinds in told(written) if one.kind == NONE and kinds]

    assert alarms == []


def test_what_is_wrong_is_found() -> None:
    there, found = tally(FIRST)

    missed = {kind: there[kind] - found[kind] for kind in there.keys() - {NONE}}

    assert all(there[kind] >= 3 for kind in missed)
    assert {kind: count for kind, count in missed.items() if count} == {}


def test_of_what_the_rules_have_not_been_taught_no_less_is_found_than_at_first() -> None:
    there, found = tally(SECOND)

    assert there.total() - there[NONE] == 80
    assert found.total() - found[NONE] >= KNOWN_TODAY
