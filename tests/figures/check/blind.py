"""Made-up passages written without sight of the rules, and what the check says of them."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from tests.figures.check.texts import TODAY, document
from village.figures.check.checking import check
from village.figures.check.findings import Verdict

FIRST, SECOND = (Path(__file__).with_name(f"{name}.yaml") for name in ("blind", "blind_second"))
NONE = "none"


class Passage(NamedTuple):
    id: str
    kind: str
    text: str


def passages(written: Path) -> list[Passage]:
    """As many with one inconsistency of a kind as with none of these kinds."""
    return [Passage(**one) for one in yaml.safe_load(written.read_text(encoding="utf-8"))]


def kinds_found(one: Passage, kinds: frozenset[str]) -> set[str]:
    """Kinds of these that are found, and any other that is called impossible."""
    return {
        found.kind
        for found in check(document(one.text), today=TODAY)
        if found.kind in kinds or found.verdict is Verdict.CANNOT
    }


def told(written: Path) -> Iterator[tuple[Passage, set[str]]]:
    every = passages(written)
    kinds = frozenset(one.kind for one in every) - {NONE}
    for one in every:
        yield one, kinds_found(one, kinds)


def tally(written: Path) -> tuple[Counter[str], Counter[str]]:
    """By kind: how many there are, and of how many something is found; “none” are false alarms."""
    there: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for one, kinds in told(written):
        there[one.kind] += 1
        found[one.kind] += bool(kinds)
    return there, found
