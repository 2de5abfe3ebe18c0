"""Twins share all but a first name and a number: what only a person may say of two records."""

from dataclasses import replace
from datetime import date

import pytest

from village.engine.linkage.linked import Linked, ToReview, link
from village.engine.linkage.records import PersonRecord
from village.engine.linkage.verdicts import Why

ONE = PersonRecord("one", "health", "Hana Liban", "Stone", (), date(2024, 9, 15), "F", ("N1 1AA",))


def with_another(**changes: object) -> Linked:
    return link([ONE, replace(ONE, key="other", agency="council", **changes)])


def asked(linked: Linked) -> list[str]:
    return [one.why for one in linked.queue]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"forenames": "Hani"}, Why.TWINS),
        ({"forenames": "Stone", "surname": "Liban Hana", "sex": "M"}, Why.TWINS),
        ({"forenames": "Baby"}, Why.UNNAMED),
        ({"forenames": ""}, Why.UNNAMED),
    ],
)
def test_a_record_that_may_be_a_twins_waits_for_a_person(changes: dict[str, str], why: Why) -> None:
    linked = with_another(**changes)

    assert len(linked.children) == 2
    assert asked(linked) == [why]


def test_a_number_settles_it() -> None:
    number = "9434765919"

    linked = link(
        [
            replace(ONE, nhs_number=number),
            replace(ONE, key="other", agency="council", forenames="Baby", nhs_number=number),
        ]
    )

    assert len(linked.children) == 1
    assert linked.queue == ()


def test_a_name_in_the_other_order_is_no_twin_where_the_sex_is_the_same() -> None:
    linked = with_another(forenames="Stone", surname="Hana Liban")

    assert Why.TWINS not in asked(linked)


def test_namesakes_of_one_agency_are_asked_about_once_where_another_agency_fits_both() -> None:
    """Health has the child of one address, the schools two of its name; one moved perhaps."""
    school = replace(ONE, agency="education", forenames="Hana", upns=("A801200001001",))
    records = [
        replace(ONE, forenames="Hana"),
        replace(school, key="school one"),
        replace(school, key="school two", postcodes=("W9 9ZZ",), upns=("B801200001002",)),
    ]

    linked = link(records)

    keys = {(one.left.key, one.right.key) for one in linked.queue}
    assert ("one", "school one") in linked.children
    assert all("school two" in pair for pair in keys)
    assert len(keys) == len(linked.queue) > 0


def test_the_queue_holds_both_records() -> None:
    (waiting,) = with_another(forenames="Baby").queue

    assert isinstance(waiting, ToReview)
    assert {waiting.left.agency, waiting.right.agency} == {"health", "council"}
