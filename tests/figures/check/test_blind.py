"""What others wrote: nothing that is right is called wrong, and what is wrong is found."""

from tests.figures.check.blind import NONE, tally, told


def test_of_what_is_right_nothing_is_said() -> None:
    alarms = [(one.id, sorted(kinds)) for one, kinds in told() if one.kind == NONE and kinds]

    assert alarms == []


def test_what_is_wrong_is_found() -> None:
    there, found = tally()

    missed = {kind: there[kind] - found[kind] for kind in there.keys() - {NONE}}

    assert all(there[kind] >= 3 for kind in missed)
    assert {kind: count for kind, count in missed.items() if count} == {}
