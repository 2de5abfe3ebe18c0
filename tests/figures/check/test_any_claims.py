"""Consistent claims of any shape have nothing that cannot be right; what is planted is found."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import floor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.figures.check.texts import TODAY
from village.figures.check.checking import check
from village.figures.check.findings import Verdict
from village.figures.check.taking_in import take_in

MANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
Row = dict[str, str]


@dataclass(frozen=True)
class Group:
    """Rows that agree, those with one of them changed, and the kind that it is then."""

    right: list[Row]
    wrong: list[Row]
    kind: str


def percent(part: int, whole: int, decimals: int) -> str:
    """Half up, as people round."""
    scaled = floor(Fraction(100 * part, whole) * 10**decimals + Fraction(1, 2))
    return f"{float(Fraction(scaled, 10**decimals)):.{decimals}f}%"


@st.composite
def splits(draw: st.DrawFn) -> Group:
    """A whole that is told apart in one to three ways, each of them to the last child."""
    ways = draw(st.integers(1, 3))
    parts = [draw(st.lists(st.integers(0, 400), min_size=2, max_size=6)) for _ in range(ways)]
    whole = max(sum(way) for way in parts) + 1
    rows: list[Row] = [{"key": "whole", "value": f"{whole:,}", "parts": "all"}]
    for number, way in enumerate(parts):
        for place, value in enumerate([*way, whole - sum(way)]):
            key = f"part {number} {place}"
            rows.append(
                {"key": key, "value": str(value), "parent": "whole", "split": f"way {number}"}
            )
    return Group(rows, _changed(rows, 1, lambda value: int(value) + 1), "parts and whole")


@st.composite
def shares(draw: st.DrawFn) -> Group:
    whole = draw(st.integers(20, 3000))
    part, decimals = draw(st.integers(1, whole - 1)), draw(st.integers(0, 2))
    printed = percent(part, whole, decimals)
    far = Fraction(printed.strip("%")) + draw(st.sampled_from([-2, 2]))
    rows: list[Row] = [
        {"key": "some", "value": str(part), "n": str(whole)},
        {"key": "their share", "value": printed, "same": "some"},
        {"key": "the same share", "value": printed, "n": str(whole)},
    ]
    return Group(rows, _changed(rows, 1, lambda _: f"{float(far)}%"), "percentage of its count")


@st.composite
def restated(draw: st.DrawFn) -> Group:
    value = draw(st.integers(0, 10**6))
    rows: list[Row] = [
        {"key": "first", "value": f"{value:,}", "measure": "children"},
        {"key": "again", "value": str(value), "measure": "children", "same": "first"},
    ]
    return Group(rows, _changed(rows, 1, lambda one: int(one) + 1), "one measure, two values")


@st.composite
def money(draw: st.DrawFn) -> Group:
    spent, got = draw(st.integers(0, 10**6)), draw(st.integers(0, 10**6))
    rows: list[Row] = [
        {"key": "spent", "value": f"£{spent:,}"},
        {"key": "got", "value": f"£{got:,}.00"},
        {"key": "over", "value": f"£{abs(spent - got)}", "between": "spent and got"},
    ]
    wrong = _changed(rows, 2, lambda one: f"£{int(one.strip('£')) + 3}")
    return Group(rows, wrong, "money that does not balance")


@st.composite
def periods(draw: st.DrawFn) -> Group:
    year, month, long = (draw(st.integers(*ends)) for ends in ((2015, 2025), (1, 12), (1, 40)))
    last = year * 12 + month - 1 + long
    rows: list[Row] = [
        {
            "key": "period", "value": str(long), "unit": "months",
            "from": f"{year}-{month:02}-01", "until": f"{last // 12}-{last % 12 + 1:02}-01",
        }
    ]  # fmt: skip
    return Group(rows, _changed(rows, 0, lambda one: int(one) + 1), "length of a period")


@st.composite
def answers(draw: st.DrawFn) -> Group:
    counts, decimals = draw(st.lists(st.integers(1, 90), min_size=2, max_size=6)), 1
    rows: list[Row] = [
        {"key": f"answer {n}", "value": percent(one, sum(counts), decimals), "split": "answers"}
        for n, one in enumerate(counts)
    ]
    wrong = _changed(rows, 0, lambda one: f"{float(Fraction(one.strip('%')) + 4):.1f}%")
    return Group(rows, wrong, "options to 100")


GROUPS = {
    "splits": splits, "shares": shares, "restated": restated, "money": money,
    "periods": periods, "answers": answers,
}  # fmt: skip


def _changed(rows: list[Row], place: int, change: Callable[[str], object]) -> list[Row]:
    return [
        {**row, "value": str(change(row["value"]))} if number == place else row
        for number, row in enumerate(rows)
    ]


def wrong(rows: list[Row]) -> list[str]:
    findings = check(take_in(json.dumps(rows).encode(), "claims.yaml"), today=TODAY)
    return [one.kind for one in findings if one.verdict is Verdict.CANNOT]


def all_of(data: st.DataObject) -> dict[str, Group]:
    return {name: data.draw(group()) for name, group in GROUPS.items()}


@MANY
@given(data=st.data())
def test_claims_that_agree_have_nothing_that_cannot_be_right(data: st.DataObject) -> None:
    rows = [row for group in all_of(data).values() for row in group.right]

    assert wrong(data.draw(st.permutations(rows))) == []


@pytest.mark.parametrize("name", sorted(GROUPS))
@MANY
@given(data=st.data())
def test_what_is_planted_among_claims_is_found_and_nothing_beside_it(
    name: str, data: st.DataObject
) -> None:
    groups = all_of(data)
    rows = [
        row
        for other, group in groups.items()
        for row in (group.wrong if other == name else group.right)
    ]

    assert wrong(data.draw(st.permutations(rows))) == [groups[name].kind]
