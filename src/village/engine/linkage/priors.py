"""How likely two records of certain agencies are one child before anything of them is compared.

An agency seldom has a child twice, and two agencies often have the same one. One chance for all
pairs makes namesakes of one agency into one child.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import log2
from typing import Final

from village.engine.linkage.model import DIGITS, Pair, chance
from village.engine.linkage.prepare import Prepared

ROUNDS: Final = 5
Agencies = tuple[str, str]


def weighed(pairs: Sequence[Pair], people: Iterable[Prepared], *, prior: float) -> list[Pair]:
    """The pairs with weights by their two agencies' own share of records that are one child.

    prior: the share that the model's weights stand on. The shares are learnt from these pairs
    themselves, by the model's own probabilities.
    """
    source = {person.unique_id: person.source for person in people}
    of = [_agencies(source[pair.left], source[pair.right]) for pair in pairs]
    all_pairs = _possible(source.values())
    shift = dict.fromkeys(all_pairs, 0.0)
    for _ in range(ROUNDS):
        shift = _learnt(pairs, of, shift, all_pairs, prior)
    return [
        replace(
            pair,
            weight=round(pair.weight + shift[where], DIGITS),
            blind=round(pair.blind + shift[where], DIGITS),
        )
        for pair, where in zip(pairs, of, strict=True)
    ]


def _learnt(
    pairs: Sequence[Pair],
    of: Sequence[Agencies],
    shift: Mapping[Agencies, float],
    possible: Mapping[Agencies, float],
    prior: float,
) -> dict[Agencies, float]:
    """One round: how many are expected to be one child, and by how much that moves a weight.

    Where an agency has few records, one child more at the model's own share keeps it steady.
    """
    found: dict[Agencies, float] = defaultdict(float)
    for pair, where in zip(pairs, of, strict=True):
        if pair.nhs != 0 and (pair.forename != 0 or pair.numbered):
            found[where] += chance(pair.weight + shift[where])
    shares = {where: (found[where] + 1) / (n + 1 / prior) for where, n in possible.items()}
    return {where: _odds(share) - _odds(prior) for where, share in shares.items()}


def _odds(share: float) -> float:
    return log2(share / (1 - share))


def _possible(sources: Iterable[str]) -> Mapping[Agencies, float]:
    """How many pairs of records there are of each two agencies, and within one."""
    records = Counter(sources)
    return {
        (one, other): n * records[other] if one != other else n * (n - 1) / 2
        for one, n in sorted(records.items())
        for other in sorted(records)
        if one <= other
    }


def _agencies(one: str, other: str) -> Agencies:
    return (one, other) if one <= other else (other, one)
