"""An agency seldom has a child twice: pairs of records are weighed by their two agencies."""

from dataclasses import replace
from datetime import date

from village.engine.linkage.model import Pair
from village.engine.linkage.prepare import prepare
from village.engine.linkage.priors import weighed
from village.engine.linkage.records import PersonRecord

PRIOR = 0.005


def pair(left: str, right: str, weight: float) -> Pair:
    return Pair(
        left, right, weight, weight, True,
        forename=5, middle=-1, surname=4, born=4, sex=1, postcode=2, nhs=-1, upn=-1,
    )  # fmt: skip


def people() -> list[PersonRecord]:
    child = PersonRecord("", "", "Ada", "Stone", (), date(2014, 5, 6), "F")
    return [
        replace(child, key=f"{agency}{n}", agency=agency)
        for agency in ("council", "health")
        for n in range(100)
    ]


def test_pairs_between_agencies_gain_and_pairs_within_one_lose() -> None:
    between = [pair(f"council{n}", f"health{n}", 12.0) for n in range(100)]
    within = [pair("council0", "council1", 6.0)]

    found = weighed([*between, *within], [prepare(one) for one in people()], prior=PRIOR)

    assert {one.weight > 12 for one in found[:100]} == {True}
    assert found[100].weight < 6
    assert found[100].blind == found[100].weight


def test_what_a_veto_keeps_apart_teaches_nothing() -> None:
    twins = [replace(pair(f"council{n}", f"health{n}", 12.0), forename=0) for n in range(100)]
    one = pair("council0", "health0", 6.0)

    among_twins = weighed([*twins, one], [prepare(one) for one in people()], prior=PRIOR)[-1]
    alone = weighed([one], [prepare(one) for one in people()], prior=PRIOR)[-1]

    assert among_twins == alone


def test_weights_hang_on_no_order_of_people() -> None:
    pairs = [pair(f"council{n}", f"health{n}", 7.0) for n in range(30)]
    prepared = [prepare(one) for one in people()]

    assert weighed(pairs, prepared, prior=PRIOR) == weighed(pairs, prepared[::-1], prior=PRIOR)
