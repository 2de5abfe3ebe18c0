"""Finds changes that are told without a number to tell how large they are."""

import re
from collections.abc import Iterator
from typing import Final

from village.figures.check.document import BlockKind
from village.figures.check.findings import Finding, Verdict
from village.figures.check.lexicon import words
from village.figures.check.read import Read
from village.figures.check.sentences import Sentence

KIND: Final = "change without a number"
_NOUN: Final = (
    r"(?:increases?|reductions?|decreases?|rise|fall|decline|drop|growth|surge|spike|upturn|"
    r"downturn)"
)
_SIZE: Final = (
    r"(?:significant|marked|notable|overall|slight|continued|sharp|steady|substantial|large|small|"
    r"considerable|dramatic|year-on-year|general|further|clear|welcome|corresponding)"
)
_TOLD: Final = re.compile(
    rf"(?i)(?:\b(?:there (?:was|were|has been|have been)|saw|seen|observed|reported|noted|"
    rf"shows?|showed|"
    rf"experienced|recorded|achieved|evidenced|prompted by|the|this|these) (?:an? |"
    rf"the )?(?:{_SIZE} )*{_NOUN} (?:in|of)\b"
    rf"|^(?:{_SIZE} ){{1,2}}{_NOUN} in\b|\ba (?:{_SIZE} )+{_NOUN} (?:in|of)\b"
    r"|\b(?:has|have|had) (?:\w+ly |more than |almost |nearly )?(?:increased|decreased|risen|"
    r"fallen|dropped|declined|reduced|"
    r"doubled|halved|trebled)\b(?! (?:the|their|its|our|awareness))"
    r"|\b(?:went|gone|going) (?:up|down) (?=significantly|sharply|markedly|slightly)"
    r"|\b(?:an? |the )(?:upward|downward) trend in\b"
    r"|\b(?:saw|seen|were) (?:far |many |significantly )?(?:fewer|more) (?:children|young people|"
    r"referrals|contacts|families|episodes|incidents|pupils|exclusions)\b"
    r"|\b(?:numbers?|rates?|referrals|contacts|incidents|episodes|exclusions|absences?|attendance|"
    r"admissions|arrests|offences|notifications|plans|applications|waits|waiting times) "
    r"(?:\w+ly )?(?:rose|fell|dropped|declined|doubled|halved|grew|increased|decreased)\b"
    r"|\bsignificantly (?:higher|lower|more|fewer|above|below|over|under|worse|better)\b)"
)
_NOT_YET: Final = re.compile(
    r"(?i)\b(?:will|would|should|could|may|might|aims?|hopes?|hoped|intends?|in order to|so that|"
    r"seeks?|designed to|to (?:see|achieve|reduce|support|ensure|address|respond)|goal|ambition|"
    r"in response to|because of|due to|potential)\b"
)
_FEELING: Final = re.compile(
    r"(?i)\b(?:in|of|the|increased|reduced) (?:\w+ ){0,2}(?:awareness|confidence|understanding|"
    r"skills?|knowledge|capacity|focus|engagement|trust|resilience|complexity|expectations|"
    r"pressure|"
    r"emphasis|profile)\b"
)
_NUMBER: Final = re.compile(
    r"(?i)\d+(?:[.,]\d+)*%?|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|"
    r"thirty|forty|fifty|half|third|quarter|none|zero|hundred|dozen)\b"
)
_NO_COUNT: Final = re.compile(
    r"(?i)\b(?:19|20)\d\d(?:[-/–](?:\d\d){1,2})?\b|\b(?:section|s|key stage|level|phase|"
    r"priority|page|"
    r"tier|year|figure|table|quarter|q) ?\d+\b|\b\d+(?:[-–]\d+)?[- ]?(?:year|month|week|day|"
    r"hour)s?\b|"
    r"\baged? [\d–-]+|\b\d{1,2}(?:st|nd|rd|th)\b|\b\d{1,2} (?=(?:jan|feb|mar|apr|may|jun|jul|"
    r"aug|sep|oct|nov|dec))"
)

_COMMON: Final = words(
    "this that these those with from have been were year years their which there significant "
    "increase"
    " increased reduction reduced children young people number numbers also more than partnership"
)


def found(read: Read) -> Iterator[Finding]:
    """The sentence before and the one after may hold the number, where they stand near."""
    for number, sentence in enumerate(read.sentences):
        told = told_of_change(sentence)
        if told and not any(_counts(s) for s in _around(read.sentences, number)):
            yield Finding(
                KIND,
                Verdict.EXPLAIN,
                sentence.quote,
                f"“{told}”: from how many to how many, and over which time?",
                consistent="the two numbers and their periods, or no word of a change",
            )


def told_of_change(sentence: Sentence) -> str:
    """The words that tell of a change that was, or “”."""
    told = _TOLD.search(sentence.text)
    if sentence.kind is BlockKind.HEADING or not told:
        return ""
    after = sentence.text[told.start() : told.end() + 40]
    if _NOT_YET.search(sentence.text[: told.start()]) or _FEELING.search(after):
        return ""
    return told[0].strip()


def _around(sentences: tuple[Sentence, ...], number: int) -> Iterator[Sentence]:
    """The sentence, and its neighbours in the same paragraph or about the same thing."""
    here = sentences[number]
    for one in sentences[max(0, number - 1) : number + 2]:
        is_near = one.block == here.block or one.place.section == here.place.section
        if one.block == here.block or (is_near and _weighty(one.text) & _weighty(here.text)):
            yield one


def _weighty(text: str) -> frozenset[str]:
    words = re.findall(r"[a-z]{4,}", text.lower())
    return frozenset(word.rstrip("s") for word in words if word not in _COMMON)


def _counts(sentence: Sentence) -> bool:
    return bool(_NUMBER.search(_NO_COUNT.sub(" ", sentence.text)))
