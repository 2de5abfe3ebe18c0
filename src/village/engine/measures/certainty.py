"""How sure the links behind a multi-agency figure are: what stands beside it."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from village.engine.measures.counting import Also
from village.engine.measures.definition import Definition
from village.engine.measures.standing import Links
from village.figures.counts import THRESHOLD, Count
from village.figures.figure import Figure
from village.figures.intervals import wilson
from village.figures.linkage import Moves, Nearer, Share, counted_over, nearer
from village.figures.linkage_words import Sure, linkage_sentence

Plain = dict[str, Any]  # Any: plain values for JSON
MOST_COUNTED = 1_000
"""Beyond so many links, how many of them are right is said by the share alone."""


def beside(definition: Definition, sure: Sure | None, newest: Figure | None) -> Plain | None:
    """Plain values for JSON, with what a person reads; None where it rests on no link.

    newest: the figure as it may be shown; of one that is withheld nothing is reckoned.
    """
    if sure is None:
        return None
    moves, found = moves_of(definition), sure.found
    near = (
        nearer(newest, found, precision=sure.precision, moves=moves) if newest and found else None
    )
    return {
        "agencies": list(sure.agencies),
        "found": _share(found),
        "tried_over_all_agencies": sure.everywhere,
        "precision_expected": sure.precision,
        "head_count_too_high_by": sure.too_many,
        "moves": moves.value,
        "nearer": _nearer(near),
        "right": _right(newest, sure, moves),
        "sentence": linkage_sentence(sure, moves, near, unit=definition.unit),
    }


def caveats(definition: Definition, sure: Sure | None) -> tuple[str, ...]:
    """The same without a number of this figure, for whoever is outside."""
    if sure is None:
        return ()
    return (linkage_sentence(sure, moves_of(definition), None, unit=definition.unit),)


def sureness(definition: Definition, links: Links) -> Sure | None:
    """What the linkage statement says of the agencies whose tables a definition looks into."""
    if links.children is None or links.statement is None or not definition.looks_elsewhere:
        return None
    agencies = sorted({links.senders[one] for one in definition.tables if one in links.senders})
    if len(agencies) < 2:
        return None  # one agency knows its own children by its own ids
    told: Mapping[str, Any] = links.statement["estimates"]
    found = _tried(told["found without numbers between"], agencies)
    overall = _tried({"all": told["found without numbers"]}, ())
    return Sure(
        agencies=tuple(agencies),
        found=found or overall,
        everywhere=found is None and overall is not None,
        precision=float(told["precision expected"]),
        too_many=float(told["head count too high by"]),
    )


def _tried(rates: Mapping[str, Any], agencies: Sequence[str]) -> Share | None:
    """Every two of the agencies together; without agencies, whatever rates there are."""
    pairs = {" and ".join(pair) for pair in combinations(agencies, 2)}
    of_these: Iterable[Any] = (
        rate for name, rate in rates.items() if rate and (not pairs or name in pairs)
    )
    tried = [(int(rate["found"]), int(rate["of"])) for rate in of_these]
    found, of = (sum(one) for one in zip(*tried, strict=True)) if tried else (0, 0)
    limits = None if of <= THRESHOLD else wilson(found, of)  # a share of few tells how many
    return Share(found / of, limits.lower, limits.upper) if limits else None


def moves_of(definition: Definition) -> Moves:
    """Which way missed links move it, by what the part asks elsewhere beyond its whole."""
    part, *whole = definition.counted
    asked: tuple[Also, ...] = whole[0].also if whole else ()
    more = {one.none for one in part.also if one not in asked}
    if not more:
        return Moves.LITTLE
    if asked or len(more) == 2:
        return Moves.EITHER
    return Moves.TOO_HIGH if more == {True} else Moves.TOO_LOW


def _share(found: Share | None) -> Plain | None:
    if found is None:
        return None
    return {"share": found.share, "low": found.low, "high": found.high}


def _nearer(near: Nearer | None) -> Plain | None:
    if near is None:
        return None
    return {
        "value": near.value,
        "lower": near.lower,
        "upper": near.upper,
        "share_due_to_linkage": near.due,
    }


def _right(newest: Figure | None, sure: Sure, moves: Moves) -> Plain | None:
    """How many of the links behind the shown number are right, each as likely as the next."""
    part = newest.numerator if newest else None
    if moves is not Moves.TOO_LOW or not isinstance(part, Count) or part.number > MOST_COUNTED:
        return None
    spread = counted_over([sure.precision] * part.number)
    return {"mean": spread.mean, "low": spread.lower, "high": spread.upper}
