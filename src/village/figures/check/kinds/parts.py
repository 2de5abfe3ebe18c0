"""Parts that do not add up to their whole."""

from collections.abc import Iterator

from village.figures.check.arithmetic import as_printed, drift, shown
from village.figures.check.findings import Finding, Quote, Verdict
from village.figures.check.read import Read
from village.figures.check.ties import Parts
from village.figures.claims import Unit

KIND = "parts and whole"


def found(read: Read) -> Iterator[Finding]:
    for one in read.ties.parts:
        total = sum((part.value for part in one.parts), start=one.whole.value * 0)
        if abs(total - one.whole.value) > drift(one.parts, one.whole):
            yield _finding(one)


def _finding(one: Parts) -> Finding:
    total = sum((part.value for part in one.parts), start=one.whole.value * 0)
    whole, places = one.whole, max(part.decimals for part in (*one.parts, one.whole))
    gap = shown(abs(total - whole.value), places, unit=whole.unit)
    added = shown(total, places, unit=whole.unit)
    sure = one.are_apart and not one.is_guess and (one.is_whole or total > whole.value)
    last = one.parts[-1]
    return Finding(
        kind=KIND,
        verdict=Verdict.CANNOT if sure else Verdict.EXPLAIN,
        quote=Quote(whole.quote, whole.place),
        says=f"The parts ({one.why}) come to {added}; the whole is printed as {as_printed(whole)}."
        + ("" if one.are_apart else " Parts may overlap; the text does not say that they do."),
        arithmetic=f"{' + '.join(map(as_printed, one.parts))} = {added}; "
        f"{as_printed(whole)} is {gap} {'less' if total > whole.value else 'more'}",
        consistent=f"{added} as the whole, or parts that come to {as_printed(whole)}"
        + _or_else(one, sure=sure),
        other=None if last.quote == whole.quote else Quote(last.quote, last.place),
        rests_on=tuple(claim.key for claim in (whole, *one.parts)),
        is_guess=one.is_guess,
    )


def _or_else(one: Parts, *, sure: bool) -> str:
    if not one.are_apart:
        return ", or a word on how many are in more than one part"
    return "" if one.whole.unit is Unit.PERCENT or sure else ", or a line for the rest"
