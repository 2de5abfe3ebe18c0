"""Finds stories of one child or family told closely enough that a neighbour would know them."""

import re
from collections.abc import Iterator
from typing import Final

from village.figures.check.findings import Finding, Verdict
from village.figures.check.read import Read
from village.figures.check.sentences import Sentence
from village.figures.check.whom import CONDITION, HARM, HERITAGE, NATURE, PLACED

KIND: Final = "told story"
_NAMED: Final = re.compile(
    r"\b(?:Child|Family|Young Person|Care Leaver|Baby|Sibling|Boy|Girl|Pupil|Student|Adolescent) "
    r"(?:[A-Z]|[A-Z]\d|\d{1,2})\b(?![’'](?:s|S) [A-Z])"
)
_AGED: Final = (
    r"(?:\b(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
    r"fourteen|fifteen|sixteen|seventeen)[- ]+(?:year|month|week)s?[- ]*old\b|"
    r"\baged (?:nearly |almost |just |about )?\d{1,2}\b(?! ?(?:[-–]|to|and|or) ?\d|\+)|"
    r"\bwas (?:nearly )?\d{1,2} years old\b)"
)
_AGED_HERE: Final = re.compile(rf"(?i){_AGED}|\((?:\d{{1,2}}(?:, | and ))+\d{{1,2}}\)")
_ONE: Final = re.compile(
    rf"(?i)\b(?:a|an|one|the|this|our) (?:[\w-]+ ){{0,2}}?{_AGED}|"
    r"\b(?:a|one) (?:boy|girl|child|baby|teenager|pupil) (?:aged|of) \d{1,2}\b(?! ?(?:-|–|to) ?\d)"
)
_TELLS: Final = {
    "age": _AGED_HERE,
    "heritage or nature": re.compile(rf"\b(?:{HERITAGE}|(?i:{NATURE}))\b"),
    "where": re.compile(
        rf"(?i)\b{PLACED}|\b(?-i:[A-Z]\w+) (?:School|Academy|House|Ward|College|Hostel|Home)\b"
    ),
    "when": re.compile(
        r"\b(?:(?:in|since|on|of) (?:early |late |mid-?)?(?:\d{1,2} )?(?:January|February|March|"
        r"April|May|"
        r"June|July|August|September|October|November|December|(?:19|20)\d\d)\b|"
        r"(?:in|since) (?:the )?(?:early|late|mid|spring|summer|autumn|winter)[ -](?:of )?(?:19|"
        r"20)\d\d)"
    ),
    "what befell": re.compile(
        rf"(?i)\b(?:{HARM}|took (?:his|her|their) own life|life[- ]changing injur\w+|injur\w+|"
        rf"victim of|"
        r"witnessed|disclosed|assault\w*|ran away|was found|fractur\w+|burn\w*|altercation)\b"
    ),
    "family": re.compile(
        r"(?i)\b(?:(?:his|her|their|the|maternal|paternal) (?:mother|father|grandmother|"
        r"grandfather|"
        r"siblings?|parents?|brothers?|sisters?|stepfather|partner|grandmother[’']s home)|"
        r"(?:two|three|four|five) (?:siblings|children|brothers|sisters))\b"
    ),
    "condition": re.compile(rf"(?i)\b{CONDITION}"),
}
ENOUGH: Final = 3
_GRAVE: Final = re.compile(
    r"(?i)\b(?:died|death|suicide|own life|killed|murder\w*|stabb\w+|shot|life[- ]changing)\b"
)
_OF_THEM: Final = re.compile(
    r"(?i)\b(?:he|she|his|hers?|him|they|them|their|this|these|subsequent\w*|child|care leaver|"
    r"family|(?:the|with a|was|were) (?:\w+ )?(?:boy|girl|mother|father|young person|baby|case|"
    r"referrals?|attack|history|incident|siblings?|parents?|assessment|children))\b"
)
LABEL: Final = 4
"""Words of a title, whose story begins with the next sentence."""
_CLOSELY: Final = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"early|late|mid|spring|summer|autumn|winter)[ -](?:of )?(?:19|20)\d\d\b"
)
AFRESH: Final = 60
"""Sentences after which the same letter is another child, or worth saying again."""
SEVERAL_IN: Final = 15
WINDOW: Final = 4
"""Sentences after the one that names the child."""


def found(read: Read) -> Iterator[Finding]:
    """One for each child, at the sentence where the story begins."""
    told: dict[str, int] = {}
    for number, sentence in enumerate(read.sentences):
        who = _who(sentence.text)
        if not who or number - told.get(who, -AFRESH) < AFRESH:
            continue
        story = _story(read.sentences, number)
        tells = _tells(story, who=who)
        if _is_enough(tells, story) or (len(tells) > 1 and _is_one_of_several(read, number, who)):
            told[who] = number
            yield _finding(sentence, who, tells)


def _is_enough(tells: list[str], story: str) -> bool:
    return len(tells) >= ENOUGH or bool(_GRAVE.search(story) and _CLOSELY.search(story))


def _is_one_of_several(read: Read, number: int, who: str) -> bool:
    """Whether others of one small group are told beside it: Family A, Family B, Family C."""
    near = read.sentences[max(0, number - SEVERAL_IN) : number + SEVERAL_IN]
    named = {name for s in near for name in _NAMED.findall(s.text)}
    alike = {name for name in named if name.split(" ")[0] == who.split(" ", maxsplit=1)[0]}
    return who in alike and len(alike) >= ENOUGH


def _who(text: str) -> str:
    named = _NAMED.search(text) or _ONE.search(text)
    return named[0] if named else ""


def _story(sentences: tuple[Sentence, ...], number: int) -> str:
    """What follows about the same child: under its heading, or in its paragraph and the next."""
    first = sentences[number]
    is_title = len(first.text.split()) <= LABEL
    story = [first.text]
    for after in sentences[number + 1 : number + 1 + WINDOW]:
        is_of_them = (is_title and len(story) == 1) or _OF_THEM.search(after.text)
        other = _NAMED.search(after.text)
        is_other = other is not None and other[0] not in first.text
        if is_other or not is_of_them or not _goes_on(first, after):
            break
        story.append(after.text)
    return " ".join(story)


def _goes_on(first: Sentence, after: Sentence) -> bool:
    return after.place.section in {first.place.section, first.text} or after.block == first.block


def _tells(story: str, *, who: str) -> list[str]:
    tells = [name for name, shape in _TELLS.items() if shape.search(story)]
    return ["age", *(t for t in tells if t != "age")] if _AGED_HERE.search(who) else tells


def _finding(sentence: Sentence, who: str, tells: list[str]) -> Finding:
    return Finding(
        KIND,
        Verdict.IDENTIFIES,
        sentence.quote,
        f"“{who}” is told with {', '.join(tells[:-1])} and {tells[-1]}: "
        "together they may say who it is.",
        consistent="what was learnt, without what sets this child apart",
    )
