"""What is said of a linkage where nobody knows the truth."""

import json

import pytest

from tests.engine.linkage.districts import Known
from tests.engine.linkage.quality import quality
from village.engine.linkage.estimates import by_agencies, estimate
from village.engine.linkage.linked import Linked
from village.engine.linkage.statement import statement


def test_the_estimates_come_near_the_truth(linked: Linked, known: Known) -> None:
    truth = quality(linked, known)

    found = estimate(linked)

    assert found.precision == pytest.approx(truth.everywhere.precision, abs=0.01)
    assert found.recall == pytest.approx(truth.everywhere.recall, abs=0.02)
    assert found.head_count_bias == pytest.approx(truth.head_count_bias, abs=0.01)


def test_pairs_with_equal_numbers_say_how_many_would_be_found_without(
    linked: Linked, known: Known
) -> None:
    rates = by_agencies(linked, known.records)

    rate = rates["council and health"]
    low, high = rate.limits
    assert rate.of > 50
    assert low <= rate.share <= high <= 1.0
    assert rate.share > 0.9


def test_the_statement_tells_sources_method_and_who_is_left_over(
    linked: Linked, known: Known
) -> None:
    told = statement(linked, known.records)

    assert told["sources"]["health"]["complete"]["NHS number"] > 0.9
    assert told["sources"]["police"]["complete"]["NHS number"] == 0.0
    assert told["method"]["model"] == linked.model.version
    assert 0.0 < told["left_over"]["health"]["all"] < 1.0
    assert told["review"]["waiting"] == len(linked.queue)


def test_the_statement_names_nobody(linked: Linked, known: Known) -> None:
    text = json.dumps(statement(linked, known.records))

    surnames = {record.surname for record in known.records if len(record.surname) > 4}
    assert not [surname for surname in surnames if surname in text]
