"""What leaves of a linkage statement tells of no few children, not by taking away either."""

from collections import Counter, defaultdict
from typing import Any

import pytest

from tests.engine.linkage.districts import Known
from village.engine.linkage.linked import Linked
from village.engine.linkage.statement import statement
from village.engine.linkage.statement_told import statement_told
from village.figures.counts import is_small

BETWEEN, ALL = "found without numbers between", "found without numbers"


def rate(found: int, of: int) -> dict[str, Any]:
    return {"found": found, "of": of, "share": found / of, "low": 0.1234, "high": 0.9876}


def estimates(**between: dict[str, Any]) -> dict[str, Any]:
    every = rate(*(sum(one[name] for one in between.values()) for name in ("found", "of")))
    return {"estimates": {ALL: every, BETWEEN: between}}


def test_pairs_of_two_agencies_that_are_few_are_not_told_nor_by_taking_the_others_away() -> None:
    told = statement_told(estimates(a=rate(5, 5), b=rate(40, 44), c=rate(90, 100)))["estimates"]

    assert told[BETWEEN]["a"] is None
    assert told[BETWEEN]["b"] is None
    assert (told[BETWEEN]["c"]["of"], told[ALL]["of"]) == (100, 149)


def test_where_all_that_is_withheld_is_few_the_whole_is_withheld_too() -> None:
    told = statement_told(estimates(a=rate(2, 2), b=rate(3, 3)))["estimates"]

    assert told == {ALL: None, BETWEEN: {"a": None, "b": None}}


def test_shares_are_whole_percents_and_none_is_of_few() -> None:
    told = statement_told(
        {
            "sources": {
                "health": {"records": 1_234, "complete": {"sex": 0.9876}},
                "youth justice": {"records": 5, "complete": {"sex": 0.8}},
                "school": {"records": 19, "complete": {"sex": 1.0}},
            },
            "left_over": {
                "health": {"all": 0.4567, "sex F": 0.4444},
                "youth justice": {"all": 0.8, "sex F": 1.0},
                "school": {"all": 0.1579, "sex F": 0.0},
            },
        }
    )

    assert told["sources"]["health"]["complete"] == {"sex": 0.99}
    assert told["sources"]["youth justice"] == {"records": None, "complete": {"sex": None}}
    assert told["left_over"] == {
        "health": {"all": 0.46, "sex F": 0.44},
        "youth justice": {"all": None, "sex F": None},
        "school": {"all": None, "sex F": None},
    }


@pytest.mark.parametrize(
    "counts", [{"a": 1, "b": 7, "c": 90}, {"a": 2, "b": 2, "c": 9, "d": 80}, {"a": 3, "b": 0}]
)
def test_small_counts_of_pairs_are_withheld_with_enough_beside_them(counts: dict) -> None:
    told = statement_told({"pairs": {"by verdict": counts}})["pairs"]["by verdict"]

    withheld = [counts[name] for name, number in told.items() if number is None]
    nothing_more = all(not number for number in told.values() if number is not None)
    assert not any(is_small(number) for number in told.values() if number is not None)
    assert (len(withheld) > 1 and sum(withheld) > 5) or nothing_more


def test_a_real_statement_keeps_its_large_numbers_and_tells_no_small_one(
    linked: Linked, known: Known
) -> None:
    true = statement(linked, known.records)

    told = statement_told(true)

    assert {agency: of["records"] for agency, of in told["sources"].items()} == {
        agency: of["records"] for agency, of in true["sources"].items()
    }
    assert told["estimates"][BETWEEN]["council and health"]["of"] > 50
    assert told["estimates"]["children"] == true["estimates"]["children"]
    shown = [rate for rate in told["estimates"][BETWEEN].values() if rate]
    assert all(rate["of"] > 5 for rate in shown)
    assert not any(is_small(n) for n in told["pairs"]["by verdict"].values() if n is not None)


def test_no_share_by_sex_is_kept_where_few_of_the_sex_are_alone_or_are_not(
    linked: Linked, known: Known
) -> None:
    left_over = statement(linked, known.records)["left_over"]

    child_of, agencies = linked.child_of, defaultdict(set)
    for one in linked.people:
        agencies[child_of[one.unique_id]].add(one.source)
    of, alone = Counter(), Counter()
    for one in linked.people:
        group = one.source, f"sex {one.sex or 'not known'}"
        of[group] += 1
        alone[group] += len(agencies[child_of[one.unique_id]]) == 1
    few = {group for group, n in of.items()
           if n < 6 or is_small(alone[group]) or is_small(n - alone[group])}  # fmt: skip
    assert few
    assert all(left_over[agency][sex] is None for agency, sex in few)
    assert any(share is not None for shares in left_over.values() for share in shares.values())
