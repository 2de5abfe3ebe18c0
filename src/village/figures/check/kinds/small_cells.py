"""Finds one to five children counted beside something that sets them apart."""

import re
from collections.abc import Iterator
from typing import Final

from village.figures.check.document import Block, BlockKind
from village.figures.check.findings import Finding, Quote, Verdict
from village.figures.check.read import Read
from village.figures.check.sentences import Sentence
from village.figures.check.whom import CHARACTERISTIC, CHILDREN, HERITAGE, NUMBER, PEOPLE, counted

KIND: Final = "small number"
FEWEST_SHOWN: Final = 6
REACH: Final = 70
"""Characters after the children in which what is said is said of them."""
_SMALL: Final = r"(?:[1-5]|one|two|three|four|five)"
_COUNTED: Final = re.compile(
    rf"(?i)(?<![\d.,£%/–-])\b{NUMBER} (?:of (?:the |these |those |all )?(?:\w+ )?)?"
    rf"((?:[\w-]+ ){{0,3}}?{CHILDREN})\b(?![-’'])"
)
_NUMBERED: Final = re.compile(
    r"(?i)\b(?:stage|tier|level|phase|year|years|type|group|band|part|section|page|priority|table|"
    r"figure|category|class|aged?|under|over|from|step|top|week|module|grade|to) $"
)
_LISTED: Final = re.compile(
    rf"(?:\b({HERITAGE}|(?i:transgender|trans|non-binary|disabled|unaccompanied|"
    rf"pregnant))(?: ?[(:,=–-] ?| (?=[1-5](?:[,.;)]|$)))"
    rf"([1-5])(?!\d|\.\d|%| ?per ?cent)|(?<![\d.,£/–-])\b([1-5]) (?:(?:is|was|are|were) )?"
    rf"({HERITAGE}|(?i:transgender|trans|non-binary|disabled|unaccompanied|pregnant))\b)"
)
_SHARE: Final = re.compile(
    rf"(?i)\b({_SMALL}) of (?:the )?(?:\d+|six|seven|eight|nine|ten|{_SMALL})\b[^.;]{{0,40}}"
)
_PART_IN: Final = re.compile(
    r"(?i)\b(?:attended|took part|participat\w+|interview\w*|trained|training|volunteer\w*|helped|"
    r"recruit\w*|consulted|workshops?|sessions?|designed|ambassadors?|panel members|award\w*|"
    r"contributed|joined|worked (?:closely )?with|advis\w+|spoke|presented|performed|quoted)\b"
)
_ELSEWHERE: Final = re.compile(
    r"(?i)\b(?:national(?:ly)?|other areas|elsewhere|in England|in the UK|across the country|"
    r"every (?:year|week|class)|in every|per (?:week|year|1,000|10,000))\b|\bone in \w+|\d in \d"
)
_NO_COUNT: Final = re.compile(
    r"(?i)\b(?:%|per ?cent|percentage|rate|average|mean|median|score|rank|target|rag|ratio|staff|"
    r"meetings?|workshops?|sessions?|courses?|partners?|agencies|posts?|budget|cost|£|year|"
    r"age)\b|%|£"
)
_CELL: Final = re.compile(r"[1-5](?: ?\(\d+(?:\.\d+)?%\))?")
_GROUPS: Final = re.compile(
    r"(?i)\b(?:ethnic\w*|heritage|gender|sex|religion|faith|disabilit\w+|nationality|sexuality|"
    r"offences?|harm|exploitation|abuse|placement|school|ward|outcome|cause of death|diagnos\w+|"
    r"need)\b"
)


def found(read: Read) -> Iterator[Finding]:
    for block in read.document.of_kind(BlockKind.TABLE):
        yield from _in_table(block)
    for sentence in read.sentences:
        if sentence.kind is not BlockKind.TABLE and (words := _in_words(sentence)):
            yield _finding(sentence.quote, words)


def _in_words(sentence: Sentence) -> str:
    text = sentence.text
    if _ELSEWHERE.search(text):
        return ""
    for match in _COUNTED.finditer(text):
        is_count = not _NUMBERED.search(text[: match.start()])
        if is_count and counted(match[1]) < FEWEST_SHOWN and _sets_apart(text, match):
            return match[0]
    for match in _SHARE.finditer(text):
        if CHARACTERISTIC.search(match[0]) and not PEOPLE.search(match[0].split(" of ")[0]):
            return match[0].strip()
    listed = _LISTED.search(text)
    return listed[0] if listed else ""


def _sets_apart(text: str, match: re.Match[str]) -> bool:
    """What is said within the count itself or soon after it, in the same part of the sentence."""
    after = re.split(r"[;:]|, (?:and|but|while|whereas) ", text[match.end() : match.end() + REACH])[
        0
    ]
    if _PART_IN.search(after):
        return False
    return bool(CHARACTERISTIC.search(match[2]) or CHARACTERISTIC.search(after))


def _in_table(block: Block) -> Iterator[Finding]:
    """Cells of one to five where the table counts children by what they are or what befell them."""
    header = block.rows[0] if block.rows else ()
    about = f"{block.text} {block.place.section} {header[0] if header else ''}"
    for row in block.rows[1:]:
        small = [
            f"{row[0]}, {header[n]}: {cell}" if header[n] else f"{row[0]}: {cell}"
            for n, cell in enumerate(row)
            if n and _CELL.fullmatch(cell) and _is_of_children(about, row[0], header[n])
        ]
        if small:
            yield _finding(Quote(" | ".join(row), block.place), "; ".join(small))


def _is_of_children(about: str, label: str, column: str) -> bool:
    if _NO_COUNT.search(f"{label} {column}") or re.search(r"(?i)\btotal\b", label):
        return False
    sets_apart = CHARACTERISTIC.search(f"{label} {column}") or _GROUPS.search(about)
    return bool(
        sets_apart and (PEOPLE.search(f"{about} {label} {column}") or re.search(HERITAGE, label))
    )


def _finding(quote: Quote, words: str) -> Finding:
    return Finding(
        KIND,
        Verdict.IDENTIFIES,
        quote,
        f"“{words}”: so few that somebody who knows one of them may recognise them.",
        consistent=f"“fewer than {FEWEST_SHOWN}”, or one group with the next",
    )
