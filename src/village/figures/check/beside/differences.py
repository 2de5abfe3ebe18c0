"""A difference that is not what lies between its two claims."""

from collections.abc import Iterator

from village.figures.check.arithmetic import as_printed, drift, shown
from village.figures.check.findings import Finding, Quote, Verdict
from village.figures.check.kinds import balance, changes
from village.figures.check.read import Read
from village.figures.claims import Claim, Unit


def found(read: Read) -> Iterator[Finding]:
    by_key = {claim.key: claim for claim in read.document.claims}
    for key, beside in read.document.beside.items():
        if beside.between:
            one, ends = by_key[key], [by_key[end] for end in beside.between]
            gap = abs(ends[0].value - ends[1].value)
            is_one_unit = {one.unit} == {end.unit for end in ends}
            if is_one_unit and abs(gap - one.value) > drift(ends, one):
                yield _finding(one, sorted(ends, key=lambda end: end.value))


def _finding(one: Claim, ends: list[Claim]) -> Finding:
    low, high = ends
    places = max(end.decimals for end in ends)
    gap = shown(high.value - low.value, places, unit=one.unit)
    return Finding(
        kind=balance.KIND if one.unit is Unit.MONEY else changes.KIND,
        verdict=Verdict.CANNOT,
        quote=Quote(one.quote, one.place),
        says=f"The two are {gap} apart, not {as_printed(one)}.",
        arithmetic=f"{as_printed(high)} - {as_printed(low)} = {gap}",
        consistent=f"{gap}, or the number that it is reckoned from",
        rests_on=(one.key, high.key, low.key),
    )
