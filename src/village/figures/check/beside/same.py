"""A number that the file says twice, and not alike."""

from collections.abc import Iterator

from village.figures.check.arithmetic import as_printed, slack
from village.figures.check.findings import Finding, Quote, Verdict
from village.figures.check.kinds.one_value import KIND
from village.figures.check.read import Read
from village.figures.claims import Claim


def found(read: Read) -> Iterator[Finding]:
    """Of one unit; a count and its percentage are a share, and looked at as such."""
    by_key = {claim.key: claim for claim in read.document.claims}
    for key, beside in read.document.beside.items():
        one, other = by_key[key], by_key.get(beside.same)
        if other and one.unit is other.unit and not _agree(one, other):
            yield _finding(one, other)


def _agree(one: Claim, other: Claim) -> bool:
    """Equal, or within the rounding of the coarser of the two."""
    gap = abs(one.value - other.value)
    return not gap or (one.decimals != other.decimals and gap <= slack(one) + slack(other))


def _finding(one: Claim, other: Claim) -> Finding:
    return Finding(
        kind=KIND,
        verdict=Verdict.CANNOT,
        quote=Quote(one.quote, one.place),
        says=f"{one.text} here, {other.text} there.",
        arithmetic=f"{as_printed(one)} is not {as_printed(other)}",
        consistent="one of the two in both places",
        other=Quote(other.quote, other.place),
        rests_on=(one.key, other.key),
    )
