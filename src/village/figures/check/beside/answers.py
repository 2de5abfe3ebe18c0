"""Percentages that tell one thing apart, and do not come to 100."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from village.figures.check.arithmetic import as_printed, shown, slack
from village.figures.check.findings import Finding, Quote, Verdict
from village.figures.check.kinds.options import KIND
from village.figures.check.read import Read
from village.figures.claims import Claim, Unit


def found(read: Read) -> Iterator[Finding]:
    """Less than 100 is impossible only where the file says that all parts stand in it."""
    complete = {key for key, beside in read.document.beside.items() if beside.all_parts}
    for percents in _answers(read).values():
        total = sum((claim.value for claim in percents), start=Fraction(0))
        if abs(total - 100) > sum(map(slack, percents), start=Fraction(0)):
            sure = total > 100 or percents[0].parent in complete
            yield _finding(percents, total, Verdict.CANNOT if sure else Verdict.EXPLAIN)


def _answers(read: Read) -> Mapping[tuple[str, str, str], Sequence[Claim]]:
    """By what they tell apart, and of which count; without one, by the section."""
    units = {claim.key: claim.unit for claim in read.document.claims}
    found: dict[tuple[str, str, str], list[Claim]] = {}
    for one in read.document.claims:
        split = read.document.beside[one.key].split
        is_of_all = units.get(one.parent, Unit.COUNT) is Unit.COUNT
        if split and one.unit is Unit.PERCENT and is_of_all:
            place = "" if one.parent else one.place.section
            found.setdefault((split, one.parent, place), []).append(one)
    return found


def _finding(percents: Sequence[Claim], total: Fraction, verdict: Verdict) -> Finding:
    places = max(claim.decimals for claim in percents)
    added = shown(total, places, unit=Unit.PERCENT)
    left = shown(100 - total, places, unit=Unit.PERCENT)
    first, last = percents[0], percents[-1]
    return Finding(
        kind=KIND,
        verdict=verdict,
        quote=Quote(first.quote, first.place),
        says=f"Together they come to {added}"
        + (", more than everybody." if total > 100 else f"; {left} are not said."),
        arithmetic=f"{' + '.join(map(as_printed, percents))} = {added}",
        consistent="100%, within rounding" if total > 100 else "a line for the rest",
        other=None if last is first else Quote(last.quote, last.place),
        rests_on=tuple(claim.key for claim in percents),
    )
