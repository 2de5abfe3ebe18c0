"""The questions that are put to the trail."""

from datetime import datetime, timedelta

import pytest

from village import trail
from village.trail import selectors

pytestmark = pytest.mark.django_db

ANNA = trail.System("anna")
BORIS = trail.System("boris")


@pytest.fixture
def told(at: datetime) -> None:
    later = at + timedelta(days=1)
    with trail.verb("returns.accept", by=ANNA, at=at) as verb:
        verb.wrote("edition", "e1", subjects=("body1",))
    trail.read("returns.look", by=BORIS, at=at, kind="edition", ref="e1", subjects=("body1",))
    trail.read("returns.look", by=BORIS, at=later, kind="edition", ref="e2")
    trail.refused("returns.accept", by=BORIS, at=later, kind="edition", ref="e1")


def names(events: object) -> list[str]:
    return [f"{event.sort} {event.name}" for event in events]


@pytest.mark.usefixtures("told")
def test_the_trail_of_a_record_tells_all_of_it_latest_first() -> None:
    assert names(selectors.of_record("e1")) == [
        "refused returns.accept",
        "read returns.look",
        "did returns.accept",
    ]


@pytest.mark.usefixtures("told")
def test_who_looked_tells_looks_alone() -> None:
    assert [event.by for event in selectors.who_looked("e1")] == ["system:boris"]
    assert names(selectors.who_looked("body1")) == ["read returns.look"]
    assert names(selectors.who_looked("nothing")) == []


@pytest.mark.usefixtures("told")
def test_the_report_on_a_person_may_be_cut_by_days(at: datetime) -> None:
    later = at + timedelta(hours=1)

    assert len(selectors.of_person("system:boris")) == 3
    assert names(selectors.of_person("system:boris", until=later)) == ["read returns.look"]
    assert len(selectors.of_person("system:boris", since=later)) == 2


@pytest.mark.usefixtures("told")
def test_refusals_are_listed(at: datetime) -> None:
    trail.refused_to_nobody("people.page", at=at)

    assert names(selectors.refusals()) == ["refused returns.accept"]
    assert names(selectors.refusals(since=at + timedelta(days=2))) == []
    assert [row.times for row in selectors.anonymous_refusals()] == [1]


@pytest.mark.usefixtures("told")
def test_each_question_is_one_query_whatever_its_size(django_assert_num_queries) -> None:
    for question in (selectors.of_record("e1"), selectors.who_looked("e1"), selectors.refusals()):
        with django_assert_num_queries(1):
            list(question)
