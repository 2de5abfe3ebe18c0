"""Percentages of a file of claims of which nobody can tell of how many they are."""

from collections.abc import Iterator
from itertools import groupby

from village.figures.check.findings import Finding, Quote, Verdict
from village.figures.check.kinds.without_n import KIND, SHOWN
from village.figures.check.read import Read
from village.figures.claims import Claim, Unit


def found(read: Read) -> Iterator[Finding]:
    """One finding for each section."""
    lacking = [one for one in read.document.claims if _lacks(one, read)]
    for section, group in groupby(lacking, key=lambda one: one.place.section):
        yield _finding(section, list(group))


def _lacks(one: Claim, read: Read) -> bool:
    says = one.n is not None or one.parent or read.document.beside[one.key].same
    return one.unit is Unit.PERCENT and not says


def _finding(section: str, group: list[Claim]) -> Finding:
    texts = [claim.text for claim in group]
    more = f" and {len(texts) - SHOWN} more" if len(texts) > SHOWN else ""
    where = f" of “{section}”" if section else ""
    return Finding(
        kind=KIND,
        verdict=Verdict.EXPLAIN,
        quote=Quote(group[0].quote, group[0].place),
        says=f"No number stands beside {', '.join(texts[:SHOWN])}{more}{where}.",
        consistent="each percentage with its number, such as 18 of 24 (75%)",
        rests_on=tuple(claim.key for claim in group),
    )
