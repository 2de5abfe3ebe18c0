"""A target that was met, or missed, by what the numbers beside it do not bear out."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from village.figures.check.claiming import Claimed
from village.figures.check.findings import Finding, Verdict
from village.figures.check.kinds.wording import KIND
from village.figures.check.read import Read
from village.figures.claims import Claim, Unit

_TARGET: Final = (
    r"(?:the|our|its|their|a|an)\s(?:[a-z-]+\s){0,3}?(?:target|standard|ambition|expectation)\s"
    r"(?:of|was|is)\s"
)
_MET: Final = re.compile(
    rf"[^.;()%]{{0,80}}\b(?:exceed\w*|surpass\w*|met|meets|meeting|above|beat|beats|bettered"
    rf"|achiev\w+|ahead\sof|better\sthan)\s{_TARGET}",
    re.IGNORECASE,
)
_MISSED: Final = re.compile(
    rf"[^.;()%]{{0,80}}\b(?:below|missed|missing|short\sof|behind|under)\s{_TARGET}",
    re.IGNORECASE,
)
_NOT: Final = re.compile(
    r"\b(?:not|never|no|fail\w*|yet|almost|nearly|close|narrowly|less|fewer|under|lower|most"
    r"|reduc\w+|maximum|without)\b|n[’']t\b",
    re.IGNORECASE,
)
_LESS_IS_BETTER: Final = re.compile(
    r"\b(?:re-?referr\w+|repeat\w*|second or subsequent|vacan\w+|turnover|absen\w+|caseloads?"
    r"|wait\w*|delay\w*|exclu\w+|re-?offen\w+|breach\w*|late|agency (?:staff|workers?)"
    r"|sickness|missed|overdue|out of area|complaints?)\b",
    re.IGNORECASE,
)


def found(read: Read) -> Iterator[Finding]:
    """Of percentages, of which more is better unless the words say otherwise."""
    for one in read.said:
        if _LESS_IS_BETTER.search(one.sentence.text):
            continue
        percents = [claim for claim in one.claims if claim.unit is Unit.PERCENT]
        for true, target in pairwise(percents):
            if true.is_about or target.is_about:
                continue
            between = one.sentence.text[true.start + len(true.text) : target.start]
            met, missed = _MET.fullmatch(between), _MISSED.fullmatch(between)
            if met and not _NOT.search(between) and true.value < target.value:
                yield _finding(one, true, target, is_met=True)
            elif missed and not met and true.value > target.value:
                yield _finding(one, true, target, is_met=False)


def _finding(one: Claimed, true: Claim, target: Claim, *, is_met: bool) -> Finding:
    said, size = ("met", "less") if is_met else ("missed", "more")
    return Finding(
        kind=KIND,
        verdict=Verdict.EXPLAIN,
        quote=one.sentence.quote,
        says=f"The words say that the target was {said}; {true.text} is {size} than {target.text}.",
        arithmetic=f"{true.text} is {size} than {target.text}",
        consistent="other words, or a word on why less is better here",
        rests_on=(true.key, target.key),
    )
