"""Noise for interactive tables: the same children always give the same moved number.

Each child has a key, a cell's key is the sum of its children's keys, and the key chooses the
noise. Two tables that differ by one child have noise that has nothing to do with each other, so
taking one from the other tells nothing; asking again gives the same number. Counts of 1 to 5
stay hidden and nought stays nought: a child is never shown as zero.
After ONS, Census 2021 outputs; the table of noise is ours. The secret and the keys never leave.
"""

import hashlib
import hmac
from collections.abc import Iterable

from village.figures.audiences import CELL_KEY, Profile
from village.figures.counts import Count, Withheld, is_small

KEYS = 1 << 16
_NOISE = ((-2, 1), (-1, 2), (0, 4), (1, 2), (2, 1))
"""How far a number moves, and in how many of ten cells; it moves by nought on average."""


def child_key(child: str, *, secret: bytes) -> int:
    """A child's key, from 0 to 65,535. child: the store's key of the child; never an identity."""
    if len(secret) < 16:
        raise ValueError("a secret has 16 bytes or more")
    digest = hmac.new(secret, child.encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:2], "big")


def cell_key(children: Iterable[int]) -> int:
    """The key of a cell, from the keys of the children in it, each once."""
    return sum(children) % KEYS


def moved(children: int, key: int, *, profile: Profile = CELL_KEY) -> Count | Withheld:
    """What an interactive table shows of a count.

    Just above the threshold a number may only move up, so it is a little high on average.
    """
    if children == 0:
        return Count(0)
    if is_small(children, threshold=profile.threshold):
        return Withheld()
    return Count(max(profile.threshold + 1, children + _noise(key)))


def _noise(key: int) -> int:
    """The noise of a key. Keys are spread anew, so that neighbours share nothing."""
    spread = hashlib.sha256(key.to_bytes(4, "big")).digest()
    place = int.from_bytes(spread[:4], "big") % sum(many for _, many in _NOISE)
    for noise, many in _NOISE:
        if place < many:
            return noise
        place -= many
    raise ValueError("the table of noise has a place for each key")
