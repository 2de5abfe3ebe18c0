"""Events that are left for a few people whom no part names, many times what all others have."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from village.figures.check.arithmetic import as_printed, shown
from village.figures.check.findings import Finding, Quote, Verdict
from village.figures.check.kinds.per_head import KIND
from village.figures.check.read import Read
from village.figures.claims import Claim

TIMES: Final = 5
"""So many times what each of the named has needs a word; it is not impossible."""


@dataclass(frozen=True, slots=True)
class _Left:
    """events of people, and those that the parts name of both."""

    events: Claim
    people: Claim
    parts: Sequence[tuple[Claim, Claim]]

    @property
    def left(self) -> tuple[Fraction, Fraction]:
        events = sum((part.value for part, _ in self.parts), start=Fraction(0))
        people = sum((whose.value for _, whose in self.parts), start=Fraction(0))
        return self.events.value - events, self.people.value - people

    @property
    def most(self) -> Fraction:
        return max(part.value / whose.value for part, whose in self.parts)


def found(read: Read) -> Iterator[Finding]:
    for one in _told_apart(read):
        events, people = one.left
        if events > 0 and (people == 0 or (people > 0 and events / people > TIMES * one.most)):
            yield _finding(one)


def _told_apart(read: Read) -> Iterator[_Left]:
    by_key = {claim.key: claim for claim in read.document.claims}
    whose = {key: by_key[b.whose] for key, b in read.document.beside.items() if b.whose}
    groups: dict[tuple[str, str], list[tuple[Claim, Claim]]] = {}
    for one in read.document.claims:
        is_part = one.parent in whose and one.key in whose
        if is_part and whose[one.key].parent == whose[one.parent].key and whose[one.key].value:
            split = read.document.beside[one.key].split
            groups.setdefault((one.parent, split), []).append((one, whose[one.key]))
    for (parent, _), parts in groups.items():
        yield _Left(by_key[parent], whose[parent], parts)


def _finding(one: _Left) -> Finding:
    events, people = one.left
    each = f"{float(events / people):.1f} each" if people else "nobody"
    parts = " - ".join(as_printed(part) for part, _ in one.parts)
    heads = " - ".join(as_printed(whose) for _, whose in one.parts)
    claims = (one.events, one.people, *(claim for pair in one.parts for claim in pair))
    return Finding(
        kind=KIND,
        verdict=Verdict.EXPLAIN,
        quote=Quote(one.events.quote, one.events.place),
        says=f"{shown(events)} are left for {shown(people)} whom no part names: {each}.",
        arithmetic=f"{as_printed(one.events)} - {parts} = {shown(events)}; "
        f"{as_printed(one.people)} - {heads} = {shown(people)}; the named have at most "
        f"{float(one.most):.1f} each",
        consistent="parts that come to both wholes, or a word on who the others are",
        other=Quote(one.people.quote, one.people.place),
        rests_on=tuple(claim.key for claim in claims),
    )
