"""Made-up passages written without sight of the rules, and what the check says of them."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from tests.figures.check.texts import TODAY
from village.figures.check.checking import check
from village.figures.check.findings import Verdict
from village.figures.check.taking_in import take_in

FIRST, SECOND, THIRD = (
    Path(__file__).with_name(f"{name}.yaml") for name in ("blind", "blind_second", "blind_third")
)
NONE = "none"
ASKED = frozenset(
    {
        "change", "length of a period", "one measure, two values", "part of a whole",
        "parts and whole", "percentage of its count", "reachable percentage", "stages in order",
        "words against a number", "words against a series",
    }
)  # fmt: skip
"""What any of the sets is held to, by the names that the check gives them."""


class Passage(NamedTuple):
    id: str
    kind: str
    text: str


def passages(written: Path) -> list[Passage]:
    """As many with one inconsistency of a kind as with none of these kinds."""
    return [Passage(**one) for one in yaml.safe_load(written.read_text(encoding="utf-8"))]


def kinds_found(one: Passage, kinds: frozenset[str]) -> set[str]:
    """Kinds of these that are found, and any other that is called impossible."""
    document = take_in(as_markdown(one.text).encode(), "passage.md")
    return {
        found.kind
        for found in check(document, today=TODAY)
        if found.kind in kinds | ASKED or found.verdict is Verdict.CANNOT
    }


def as_markdown(text: str) -> str:
    """With the line of dashes under a table's head, which the first set leaves away."""
    lines: list[str] = []
    for line in text.splitlines():
        in_table = bool(lines) and lines[-1].startswith("|")
        is_first = in_table and not (len(lines) > 1 and lines[-2].startswith("|"))
        if is_first and line.startswith("|") and "---" not in line:
            lines.append("|" + "---|" * (line.count("|") - 1))
        lines.append(line)
    return "\n".join(lines) + "\n"


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
