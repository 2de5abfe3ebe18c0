"""“Every agency scored above 80%”, “all targets were met”: a row beside it that is not so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from village.figures.check.arithmetic import as_printed
from village.figures.check.claiming import Claimed, content
from village.figures.check.columns import Grid, grids
from village.figures.check.document import BlockKind
from village.figures.check.findings import Finding, Quote, Verdict
from village.figures.check.numbers import in_words
from village.figures.check.read import Read
from village.figures.claims import Claim, Unit

KIND: Final = "words against a series"
_VERB: Final = (
    r"(?:scored|was|were|had|has|have|reached|achieved|attended|saw|made|recorded|stood|is|are|came"
    r"|fell|met|got|rated|reported|sent)"
)
_ALL: Final = re.compile(
    rf"(?:\b(?:all|every|each)(?:\sone)?(?:\sof)?|(?P<no>\b(?:no|none\sof)))\s(?:the\s|our\s)?"
    rf"(?:(?P<many>two|three|four|five|six|seven|eight|nine|ten|\d+)\s)?"
    rf"(?P<what>(?:[a-z-]+\s){{1,3}}?){_VERB}\b(?P<between>[^.;:()\d]{{0,40}}?)"
    r"(?:(?P<way>above|over|more than|at least|below|under|less than|fewer than|no more than"
    r"|at most|no less than|no fewer than)\s)?(?P<number>\d+(?:\.\d+)?)(?:\s?%|\sper\scent)"
    r"(?:\s(?P<behind>or (?:more|higher|above|better|less|lower|below)))?",
    re.IGNORECASE,
)
_MET: Final = re.compile(
    r"\b(?:all|every|each)\b[^.;:()\d]{0,50}\b(?:met|achieved|reached|exceeded|hit)\b"
    r"[^.;:()]{0,20}\btargets?\b|\b(?:all|every)\b[^.;:()\d]{0,20}\btargets?\b[^.;:()\d]{0,10}"
    r"\b(?:met|achieved|reached|exceeded|hit)\b",
    re.IGNORECASE,
)
_NOT_ALL: Final = re.compile(
    r"\b(?:except|apart from|other than|bar|save for|but (?:one|two|for|not)|almost|nearly|not all"
    r"|most|excluding|average|combined|together|will|would|should|must|expected|aims?|who|whose)\b",
    re.IGNORECASE,
)
_TOTAL: Final = re.compile(r"\W*(?:(?:grand |over)?(?:total|all|average)\b|england\b)", re.I)
_ASIDE: Final = re.compile(r"\b(?:target|change|previous|last year|national)\b", re.IGNORECASE)
_OPENS: Final = re.compile(r"[^.;()\d]{0,50}?[:(—–]\s*[^.;()\d]{0,40}")
_CLOSES: Final = re.compile(r"[;).]\s|[;).]$")
LEAST: Final = 3


@dataclass(frozen=True, slots=True)
class _Bound:
    """What all are said to be: no less than a number, or no more, or beyond it."""

    number: Fraction
    is_least: bool
    is_strict: bool
    end: int

    def holds(self, value: Fraction) -> bool:
        gap = value - self.number if self.is_least else self.number - value
        return gap > 0 or (gap == 0 and not self.is_strict)


def found(read: Read) -> Iterator[Finding]:
    tables = list(grids(read.document, read.said))
    for one in read.said:
        text = one.sentence.text
        if one.sentence.kind is BlockKind.TABLE or _NOT_ALL.search(text):
            continue
        near = [g for g in tables if g.lines[0].place.section == one.sentence.place.section]
        said, met = _ALL.search(text), _MET.search(text)
        if said and (bound := _bound(said)) is not None:
            yield from _of_a_list(one, said, bound)
            for grid in near:
                yield from _of_a_table(one, said, bound, grid)
        elif met and len(near) == 1:
            yield from _of_targets(one, near[0])


def _bound(said: re.Match[str]) -> _Bound | None:
    way, behind = (said["way"] or "").lower(), (said["behind"] or "").lower()
    if bool(way) == bool(behind):
        return None
    least = way in {"above", "over", "more than", "at least", "no less than", "no fewer than"}
    least = least or behind in {"or more", "or higher", "or above", "or better"}
    strict = way in {"above", "over", "more than", "below", "under", "less than", "fewer than"}
    turned = bool(said["no"])
    return _Bound(
        Fraction(said["number"]), is_least=least != turned, is_strict=strict != turned,
        end=said.end(),
    )  # fmt: skip


def _of_a_list(one: Claimed, said: re.Match[str], bound: _Bound) -> Iterator[Finding]:
    """“All three areas were above 80% (North 91%, South 78%, East 84%)”."""
    ends = _CLOSES.search(one.sentence.text, bound.end)
    until = ends.start() if ends else len(one.sentence.text)
    behind = [claim for claim in one.claims if bound.end <= claim.start < until]
    many = in_words(said["many"]) if said["many"] else None
    if len(behind) < LEAST or any(c.unit is not Unit.PERCENT or c.is_about for c in behind):
        return
    if _OPENS.fullmatch(one.sentence.text[bound.end : behind[0].start]):
        odd = [claim for claim in behind if not bound.holds(claim.value)]
        for claim in odd[:1]:
            yield _finding(one, said[0], claim, "", is_sure=many == len(behind))


def _of_a_table(one: Claimed, said: re.Match[str], bound: _Bound, grid: Grid) -> Iterator[Finding]:
    if not content(said["what"]) & content(grid.head[0]):
        return
    rows = [n for n, row in enumerate(grid.block.rows) if n and not _TOTAL.match(row[0])]
    columns = [
        n for n, name in enumerate(grid.head)
        if n and not _ASIDE.search(name) and all(_is_percent(grid.cells[row][n]) for row in rows)
    ]  # fmt: skip
    if len(rows) < LEAST or len(columns) != 1:
        return
    named = bool(content(grid.head[columns[0]]) & content(one.sentence.text))
    for row in rows:
        claim = grid.cells[row][columns[0]]
        if claim is not None and not bound.holds(claim.value):
            yield _finding(one, said[0], claim, grid.block.rows[row][0], is_sure=named)


def _is_percent(claim: Claim | None) -> bool:
    return claim is not None and claim.unit is Unit.PERCENT


def _of_targets(one: Claimed, grid: Grid) -> Iterator[Finding]:
    """Rows short of their target where most are not; less may be better, so it only asks."""
    targets = [n for n, name in enumerate(grid.head) if n and re.search("target", name, re.I)]
    if len(targets) != 1 or len(grid.head) != 3:
        return
    result = 3 - targets[0]
    rows = [(row[0], cells[result], cells[targets[0]])
            for row, cells in zip(grid.block.rows[1:], grid.cells[1:], strict=True)]  # fmt: skip
    short = [
        (name, claim) for name, claim, aim in rows if claim and aim and claim.value < aim.value
    ]
    if 2 * len(short) < len(rows):
        for name, claim in short:
            yield _finding(one, "all targets were met", claim, name, is_sure=False)


def _finding(one: Claimed, said: str, claim: Claim, name: str, *, is_sure: bool) -> Finding:
    named = f"“{name}” is" if name else "One is"
    return Finding(
        kind=KIND,
        verdict=Verdict.CANNOT if is_sure else Verdict.EXPLAIN,
        quote=one.sentence.quote,
        says=f"{named} {as_printed(claim)}, against “{said}”.",
        arithmetic=f"{as_printed(claim)} is not what is said of all",
        consistent="words that leave this one out, or another number",
        other=Quote(claim.quote, claim.place) if name else None,
        rests_on=(claim.key,),
        is_guess=not is_sure,
    )
