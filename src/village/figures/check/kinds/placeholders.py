"""Finds what somebody meant to fill in before the document went out."""

import re
from collections.abc import Iterator
from typing import Final

from village.figures.check.document import BlockKind
from village.figures.check.findings import Finding, Verdict
from village.figures.check.read import Read
from village.figures.check.sentences import Sentence

KIND: Final = "placeholder"
_THING: Final = (
    r"(?:name|names|date|dates|figure|figures|chart|graph|table|photo|picture|logo|text|quote|"
    r"signature|signatures|number|numbers|title|link|source|comment|commentary)"
)
_BEGINS: Final = r"(?:^|(?<=[:(|\-–] )|(?<=[:(|]))"
_SHAPES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![\w£])[xX]{1,3} ?(?:%|per ?cent\b)",
        r"£[xX]+\b",
        r"(?<!Annex )(?<!Appendix )(?<!Article )(?<!Schedule )(?<!Part )\b(?:XXX+|[xX]{2,3}(?= "
        r"(?:children|families|young people|pupils|referrals|cases|staff|people)\b))",
        r"\b(?:TBC|TBA|TBD|T\.B\.C\.)",
        _BEGINS + r"(?i:to be (?:confirmed|added|inserted|supplied|drafted|written|advised))\b",
        r"\bTO BE (?:CONFIRMED|ADDED|INSERTED|AGREED|COMPLETED|UPDATED)\b",
        rf"\bINSERT (?:[A-Z]+\b|{_THING}\b|here\b|the\b)",
        rf"(?i:[(\[<]\s*(?:please )?(?:insert|add|enter) (?:\w+ ){{0,3}}{_THING}\b)",
        r"\b[A-Z]{3,} TO (?:COME|FOLLOW)\b",
        rf"(?i:\b(?:analysis|data|detail|details|narrative|{_THING}) to (?:come|follow)\b)",
        r"^\W*[A-Z]\w+(?: \w+)? to (?:come|follow)\W*$",
        r"(?i:\blorem ipsum\b)",
        r"(?:^|[\s(£:])\?{2,}",
        r"(?<!\?)[:=]\s*\?(?=\s*(?:$|\|))",
        r"(?i:(?:^|\b(?:on|by|from|until|dated?:?) )dd/mm/yy|"
        r"\b(?:click (?:or tap )?here to (?:enter|add) text)\b)",
        r"#(?:REF!|DIV/0!|N/A|VALUE!|NAME\?)|\bError!(?:$| (?:Bookmark|Reference))",
        r"<<[^<>]{2,40}>>|\{\{[^{}]{2,40}\}\}",
    )
)
_BRACKETS: Final = re.compile(r"\[([^\[\]]{2,60})\](?!\()")
_PROMPT: Final = re.compile(
    rf"(?i)\b(?:{_THING}|member|role|job|organisation|agency|month|year|xx+|insert|enter)\b"
)
_QUOTED: Final = re.compile(r"[“\"‘][^“”\"]*[”\"’]")


def found(read: Read) -> Iterator[Finding]:
    """One for each sentence, item or row that holds a gap."""
    for sentence in read.sentences:
        if gap := _gap(sentence, read.document.blocks[sentence.block].text):
            yield Finding(
                KIND,
                Verdict.TIDY,
                sentence.quote,
                f"“{gap}” looks like something that was still to be filled in.",
                consistent="the words or the number meant here, or nothing",
            )


def _gap(sentence: Sentence, whole: str) -> str:
    for shape in _SHAPES:
        if gap := shape.search(sentence.text):
            return gap[0].strip(" |:(-–")
    cells = sentence.text.split(" | ") if sentence.kind is BlockKind.TABLE else ()
    if "?" in cells:
        return "?"
    return _prompt(sentence, whole) if "[" in sentence.text else ""


def _prompt(sentence: Sentence, whole: str) -> str:
    """Square brackets that ask for something, but none that an editor put into a quotation.

    whole: the text of the block, since a quotation may run over several sentences.
    """
    spoken = [(quoted.start(), quoted.end()) for quoted in _QUOTED.finditer(whole)]
    for bracket in _BRACKETS.finditer(sentence.text):
        at = sentence.start + bracket.start()
        in_speech = any(begins < at < ends for begins, ends in spoken)
        if not in_speech and _PROMPT.search(bracket[1]):
            return bracket[0]
    return ""
