"""How claims of a file belong together, by what a person wrote: the whole, and out of how many."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from village.figures.check.document import BlockKind
from village.figures.check.sentences import Sentence
from village.figures.check.ties import Parts, Share
from village.figures.claims import Claim, Unit

WHY = "as the file of claims says"
NO_BLOCK = -1  # claims of a file stand in no block


def parts_said(claims: Sequence[Claim]) -> Iterator[Parts]:
    """Claims that name one parent of their own unit and come to more than it.

    They may not be all of its parts, so that less is no fault.
    """
    children: dict[str, list[Claim]] = {}
    for one in claims:
        children.setdefault(one.parent, []).append(one)
    for whole in claims:
        parts = tuple(one for one in children.get(whole.key, ()) if _is_part(one, whole))
        if sum(one.value for one in parts) > whole.value:
            yield Parts(whole, parts, WHY, is_whole=False)


def _is_part(one: Claim, whole: Claim) -> bool:
    return one.parent == whole.key and one.unit is whole.unit and one.period == whole.period


def shares_said(claims: Sequence[Claim]) -> Iterator[Share]:
    """Counts and percentages of which the file says out of how many, by n or by a parent."""
    by_key = {claim.key: claim for claim in claims}
    for one in claims:
        of = _of(one, by_key)
        if of and one.unit is Unit.PERCENT:
            yield Share(_sentence(one), one, None, of)
        elif of and one.unit is Unit.COUNT:
            yield Share(_sentence(one), None, one, of)


def _of(one: Claim, by_key: Mapping[str, Claim]) -> Claim | None:
    """n as a claim of its own, or the parent where that is a count."""
    if one.n is not None:
        return replace(
            one, value=Fraction(one.n), unit=Unit.COUNT, text=f"{one.n:,}", decimals=0, n=None
        )
    parent = by_key.get(one.parent)
    return parent if parent and parent.unit is Unit.COUNT and one.unit is Unit.PERCENT else None


def _sentence(one: Claim) -> Sentence:
    return Sentence(one.quote, one.place, NO_BLOCK, BlockKind.ITEM)
