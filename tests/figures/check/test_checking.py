"""A consistent report of any shape has nothing that cannot be right; what is planted is found."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.figures.check.more_reports import ASKED
from tests.figures.check.planting import ANY, FILLER, PLANTED, beside, opening, printed
from tests.figures.check.reports import Passage
from tests.figures.check.texts import TODAY, document
from village.figures.check.checking import check
from village.figures.check.findings import Finding, Verdict

MANY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def found(text: str) -> list[Finding]:
    return list(check(document(text), today=TODAY))


def wrong(text: str) -> list[Finding]:
    return [one for one in found(text) if one.verdict is Verdict.CANNOT]


@MANY
@given(st.lists(ANY, min_size=1, max_size=8, unique_by=lambda one: opening(one.right)))
def test_a_consistent_report_has_nothing_that_cannot_be_right(passages: list[Passage]) -> None:
    assert wrong(printed([one.right for one in passages])) == []


@pytest.mark.parametrize("kind", sorted(PLANTED))
@MANY
@given(data=st.data())
def test_what_is_planted_is_found_and_nothing_beside_it(kind: str, data: st.DataObject) -> None:
    planted = data.draw(PLANTED[kind]())
    others = beside(planted, data.draw(FILLER))
    place = data.draw(st.integers(0, len(others)))
    if not planted.wrong or planted.wrong == planted.right:
        return

    told = wrong(printed([*others[:place], planted.wrong, *others[place:]]))

    assert [one.kind for one in told] == [planted.kind]
    assert told[0].arithmetic
    assert told[0].consistent


@pytest.mark.parametrize("kind", sorted(ASKED))
@MANY
@given(data=st.data())
def test_what_nobody_can_know_is_asked_about_and_never_called_impossible(
    kind: str, data: st.DataObject
) -> None:
    planted = data.draw(ASKED[kind]())
    others = beside(planted, data.draw(FILLER))
    place = data.draw(st.integers(0, len(others)))

    told = found(printed([*others[:place], planted.wrong, *others[place:]]))

    asked = [one for one in told if one.kind == planted.kind]
    assert [one.verdict for one in asked] == [Verdict.EXPLAIN]
    assert asked[0].consistent
    assert [one for one in told if one.verdict is Verdict.CANNOT] == []


@MANY
@given(st.lists(ANY, min_size=1, max_size=8, unique_by=lambda one: opening(one.right)))
def test_nothing_is_asked_of_stages_and_series_that_are_in_order(passages: list[Passage]) -> None:
    told = found(printed([one.right for one in passages]))

    assert [
        one.says for one in told if one.kind in {"stages in order", "change across a break"}
    ] == []
