"""What others wrote: nothing that is right is called wrong, and most of what is wrong is found."""

from tests.figures.check.blind import NONE, tally, told


def test_of_what_is_right_nothing_is_said() -> None:
    alarms = [(one.id, sorted(kinds)) for one, kinds in told() if one.kind == NONE and kinds]

    assert alarms == []


def test_of_what_is_wrong_more_than_half_is_found() -> None:
    there, found = tally()
    kinds = there.keys() - {NONE}

    assert all(there[kind] >= 3 for kind in kinds)
    assert sum(found[kind] for kind in kinds) >= sum(there[kind] for kind in kinds) / 2
