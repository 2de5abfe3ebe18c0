"""Finds a school, home or ward that is named beside a single child."""

import re
from collections.abc import Iterator
from typing import Final

from village.figures.check.findings import Finding, Verdict
from village.figures.check.read import Read

KIND: Final = "named setting"
_SETTING: Final = re.compile(
    r"\b(?:[A-Z][\w’'.]+ (?:of |the )?){1,4}?(?:Primary School|"
    r"Secondary School|"
    r"High School|Special School|Infant School|Junior School|Nursery School|School|Academy|College|"
    r"Nursery|Children[’']s Home|Children[’']s Centre|Residential Home|House|Lodge|Ward|Hostel|"
    r"Refuge|"
    r"Unit|Pupil Referral Unit|PRU|Hospital|Prison|YOI|Secure Training Centre|Estate|Mosque|"
    r"Church|ward|academy|hostel)\b"
    r"(?![’']s? (?:staff|teachers|report))"
)
_NO_PLACE: Final = re.compile(
    r"(?i)^(?:the )?(?:virtual|every|local|our|high|primary|secondary|business|open|royal|safer|"
    r"all|"
    r"special|summer|sunday|london|training|mental health|command|basic command|family|"
    r"safeguarding|"
    r"business support|integrated|islamic|adolescent|tier \d|specialist)\b|(?i:command unit|"
    r"business unit|"
    r"police unit)"
)
_ONE: Final = re.compile(
    r"\b(?:Child|Young Person|Care Leaver|Pupil|Student|Baby|Family) [A-Z]\b|"
    r"(?i:\b(?:a|an|one|the) (?:[\w-]+ ){0,2}?(?:\d{1,2}|\w+teen|ten|eleven|twelve|nine|eight|"
    r"seven|six|"
    r"five|four|three|two)[- ]year[- ]old\b|\bone (?:[\w-]+ )?(?:child|pupil|boy|girl|student|"
    r"young person|baby|family)\b|\ba (?:[\w-]+ )?(?:pupil|student|boy|girl|resident|child|"
    r"patient) "
    r"(?:at|from|in|of) (?=(?-i:[A-Z])))"
)


def found(read: Read) -> Iterator[Finding]:
    """One for each setting and child, where both stand in one sentence."""
    seen: set[tuple[str, str]] = set()
    for sentence in read.sentences:
        who = _ONE.search(sentence.text)
        where = next(
            (s for s in _SETTING.finditer(sentence.text) if not _NO_PLACE.search(s[0])), None
        )
        if who and where and (who[0], where[0]) not in seen:
            seen.add((who[0], where[0]))
            yield Finding(
                KIND,
                Verdict.IDENTIFIES,
                sentence.quote,
                f"“{who[0].strip()}” stands beside “{where[0]}”: few children can be meant.",
                consistent="the kind of place, such as “a school”, or no child",
            )
