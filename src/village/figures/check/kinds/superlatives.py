"""Finds rankings and superlatives that do not say by which measure, for somebody to verify."""

import re
from collections.abc import Iterator
from typing import Final

from village.figures.check.findings import Finding, Verdict
from village.figures.check.read import Read

KIND: Final = "ranking"
_ORDER: Final = (
    r"(?:\d{1,3}(?:st|nd|rd|th)|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
)
_PLAIN: Final = (
    r"(?:highest|lowest|largest|smallest|biggest|best|worst|poorest|richest|safest|youngest|"
    r"busiest|fastest|wealthiest|unhealthiest|healthiest|greenest|greatest|top[- ]performing)"
)
_MOST: Final = (
    r"(?:most|least)[ -](?:\w+ly )?(?:deprived|diverse|affluent|unequal|common|crowded|overcrowded|"
    r"improved|successful|effective|dangerous|populated|populous|polluted|disadvantaged|deadly)"
)
_RANK: Final = re.compile(
    rf"(?i)\b(?:(?:the|one of the|amongst? the|among the) (?:{_ORDER}[ -])?(?:{_PLAIN}|{_MOST})|"
    rf"{_ORDER}[ -](?:{_PLAIN}|{_MOST})|ranked (?:as )?(?:the )?{_ORDER}(?:[ -](?:{_PLAIN}|"
    rf"{_MOST}))?)\b"
)
_AMONG: Final = re.compile(
    r"(?i:\b(?:nationally|in the (?:country|region|world)|across the (?:country|UK|region)|"
    r"of all (?:boroughs|councils|local authorities|areas|counties)|boroughs|local authorit\w+|"
    r"statistical neighbours)\b)|\b(?:in|of|across) (?:England|London|Wales|Britain|Europe|the UK|"
    r"the (?:North|South|East|West|Midlands)|Greater [A-Z]\w+)\b"
)
_MEASURE: Final = re.compile(
    r"(?i)\b(?:in terms of|measured by|on the measure|by (?:area|population|size|number|share|"
    r"rank)|"
    r"per (?:head|capita|1,000|10,000|100,000|thousand)|rank of|average (?:score|rank)|density|"
    r"(?:rate|proportion|percentage|share|number|level|rates|numbers|levels|proportions) of|"
    r"conviction rate|free school meals)\b|%"
)
_OF_ITS_OWN: Final = re.compile(
    r"(?i)\b(?:rank of (?:the )?average|average (?:score|rank)|local concentration|extent|"
    r"IDACI|proportion of (?:neighbourhoods|LSOAs|areas))\b"
)
_DEPRIVED: Final = re.compile(r"(?i)deprived")
CLOSE: Final = 20
"""Characters after a rank in which what it ranks is named."""


def found(read: Read) -> Iterator[Finding]:
    for before, sentence in zip(
        ("", *(s.text for s in read.sentences)), read.sentences, strict=False
    ):
        rank = _RANK.search(sentence.text)
        if not rank or not _AMONG.search(sentence.text):
            continue
        is_deprived = _DEPRIVED.search(sentence.text, rank.start(), rank.end() + CLOSE)
        measure = _OF_ITS_OWN if is_deprived else _MEASURE
        if not measure.search(sentence.text) and not measure.search(before):
            yield Finding(
                KIND,
                Verdict.EXPLAIN,
                sentence.quote,
                f"To verify: “{rank[0]}” by which measure, of which year and source?",
                consistent="the ranking with its measure, source and year",
            )
