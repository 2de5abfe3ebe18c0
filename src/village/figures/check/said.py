"""How claims of a file belong together, by what a person wrote: the whole, and out of how many."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from village.figures.check.document import Beside, BlockKind, Document
from village.figures.check.sentences import Sentence
from village.figures.check.ties import Parts, Share, Span
from village.figures.claims import Claim, Unit

WHY = "as the file of claims says"
NO_BLOCK = -1  # claims of a file stand in no block
ADDS = frozenset({Unit.COUNT, Unit.PERCENT, Unit.MONEY, Unit.DURATION})
"""Units of which parts come to a whole: ages, rates and days do not."""
NOTHING = Beside()
NONE: Mapping[str, Beside] = {}


def parts_said(document: Document) -> Iterator[Parts]:
    """Claims of one unit that name one parent, and by what it is told apart.

    They may not be all of its parts, so that less is no fault where the file does not say so.
    """
    by_key = {claim.key: claim for claim in document.claims}
    for (parent, split), parts in _splits(document).items():
        whole = by_key[parent]
        is_whole = document.beside.get(parent, NOTHING).all_parts
        same = [one for one in parts if split or is_whole or one.period == whole.period]
        total = sum((one.value for one in same), start=Fraction(0))
        if same and (total > whole.value or is_whole or split):
            yield Parts(whole, tuple(same), WHY, is_whole=is_whole)


def _splits(document: Document) -> Mapping[tuple[str, str], list[Claim]]:
    """Parts by their whole and what tells them apart; a number said again is none."""
    units = {claim.key: claim.unit for claim in document.claims}
    found: dict[tuple[str, str], list[Claim]] = {}
    for one in document.claims:
        beside = document.beside.get(one.key, NOTHING)
        is_part = bool(one.parent) and one.unit in ADDS and units[one.parent] is one.unit
        if is_part and not beside.same:
            found.setdefault((one.parent, beside.split), []).append(one)
    return found


def shares_said(claims: Sequence[Claim], *, beside: Mapping[str, Beside] = NONE) -> Iterator[Share]:
    """Counts and percentages of which a person says out of how many, by n or by a parent.

    A percentage that is the same as a count is looked at with it.
    """
    by_key = {claim.key: claim for claim in claims}
    for one in claims:
        of = _of(one, by_key)
        twin = by_key.get(beside.get(one.key, NOTHING).same)
        if one.unit is Unit.PERCENT and twin and twin.unit is Unit.COUNT:
            yield Share(sentence(one), one, twin, _of(twin, by_key) or of)
        elif of and one.unit is Unit.PERCENT:
            yield Share(sentence(one), one, None, of)
        elif of and one.unit is Unit.COUNT and one.n is not None:
            yield Share(sentence(one), None, one, of)


def _of(one: Claim, by_key: Mapping[str, Claim]) -> Claim | None:
    """n as a claim of its own, or the parent where that is a count."""
    if one.n is not None:
        whole = Fraction(one.n)
        # Without a quote: two of one n are one measure only where the file says so.
        return replace(
            one, value=whole, unit=Unit.COUNT, text=f"{one.n:,}", decimals=0, n=None, quote=""
        )
    parent = by_key.get(one.parent)
    return parent if parent and parent.unit is Unit.COUNT else None


def spans_said(document: Document) -> Iterator[Span]:
    """Lengths of periods whose two ends the file gives."""
    for one in document.claims:
        beside = document.beside.get(one.key, NOTHING)
        is_months = one.unit is Unit.DURATION and one.value.denominator == 1
        if is_months and beside.first and beside.last:
            months = one.value.numerator
            yield Span(sentence(one), beside.first, beside.last, one.text, months, key=one.key)


def sentence(one: Claim) -> Sentence:
    return Sentence(one.quote, one.place, NO_BLOCK, BlockKind.ITEM)
