"""Finds promises whose day has passed, where the document does not say what became of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from village.figures.check.calendar import add_months, months_in, period_end
from village.figures.check.document import Block, BlockKind
from village.figures.check.findings import Finding, Quote, Verdict
from village.figures.check.lexicon import words
from village.figures.check.read import Read
from village.figures.check.sentences import Sentence

KIND: Final = "overdue"
_FUTURE: Final = re.compile(
    r"(?i)\b(?:will|shall|to be|is due|are due|due (?:in|by|to)|scheduled|planned|expected|"
    r"aims? to|intends? to|plans? to|deadline|target date|completion(?= ?:| date)|by when)\b"
)
_PAST: Final = re.compile(
    r"(?i)\b(?:was|were|had|has been|have been|which|since|following|until|between)\b[^.;]*$"
)
_IN_MONTHS: Final = re.compile(
    r"(?i)\b(?:in|within|after|every) (?:the next |another |a further )?"
    r"(\d{1,2}|six|three|nine|twelve|eighteen|two|one|a) (?:more )?(month|"
    r"year)s?(?:[’']s?)?(?: time)?\b"
    r"(?! (?:of|old|ago|later))"
)
_YEARLY: Final = re.compile(r"(?i)\b(?:annually|every year|each year|once a year|yearly)\b")
_AGAIN: Final = re.compile(
    r"(?i)\b(?:repeat(?:ed)?|re-?run|re-?audit(?:ed)?|another|again|conduct(?:ed)?|review(?:ed)?)\b"
)
_PROMISES: Final = re.compile(
    r"(?i)(?:\b(?:will|shall|should|to be|must|recommend\w*|plan(?:s|ned)? to)\b|"
    r"^\W*(?:conduct|repeat|re-?run|undertake|carry out|review|complete|hold|re-?audit)\b)"
)
_DONE: Final = re.compile(
    r"(?i)\b(?:(?:was|were|has been|have been|had been|is|are now|we|it) (?:\w+ly |then |since )?"
    r"(?:complete|completed|undertaken|repeated|published|held|reported|delivered|carried out|"
    r"launched|concluded|finished|developed|reviewed|conducted|ran|did|done|shared)|took place|"
    r"(?:found|showed) that)\b"
)
_BY_WHEN: Final = re.compile(r"(?i)\b(?:by when|due|deadline|target date|timescale|complete by)\b")
_CELL_DONE: Final = re.compile(
    r"(?i)\W*(?:completed?|done|closed|achieved|published|delivered|finished|green|blue|yes)\b"
)
_NUMBERS: Final = {"a": 1, "one": 1, "two": 2, "three": 3, "six": 6, "nine": 9, "twelve": 12,
                   "eighteen": 18}  # fmt: skip
_COMMON: Final = words(
    "will shall should another with from that this these those have been months month year years"
    " their which conduct conducted repeat repeated annually review reviewed next focusing "
    "partnership"
    " children people report every time into across also cases case young each undertake plan "
    "planned"
    " december january february march april june july august september october november were"
)
AWAY: Final = 100
"""Characters between the words of a promise and its month."""
NEAR: Final = 30
"""Sentences back, under one heading or the one before, in which the start of a wait is named."""
SHARED: Final = 2
ALIKE: Final = 0.4
"""Of a promise's words, so many of which a later sentence must share to be of the same thing."""


@dataclass(frozen=True, slots=True)
class Promise:
    sentence: Sentence
    number: int
    due: date
    reckoned: str
    start: Quote | None = None


def found(read: Read) -> Iterator[Finding]:
    end = period_end(read)
    for number, sentence in enumerate(read.sentences):
        promise = _by_a_month(sentence, number) or _after_a_wait(read, number)
        if promise and promise.due < read.today and not _is_reported(promise, read):
            yield _finding(promise, end=end)
    for block in read.document.of_kind(BlockKind.TABLE):
        yield from _in_table(block, today=read.today)


def _in_table(block: Block, *, today: date) -> Iterator[Finding]:
    """Rows of an action plan whose day has passed and whose state is not done."""
    header = block.rows[0] if block.rows else ()
    columns = [n for n, name in enumerate(header) if _BY_WHEN.search(name)]
    for row in block.rows[1:] if columns else ():
        months = [due for n in columns for _, due in months_in(row[n])]
        if months and max(months) < today and not any(_CELL_DONE.match(cell) for cell in row):
            text = " | ".join(row)
            sentence = Sentence(text, block.place, 0, BlockKind.TABLE)
            yield _finding(Promise(sentence, 0, max(months), ""), end=None)


def _by_a_month(sentence: Sentence, number: int) -> Promise | None:
    """“will … by October 2024”: the last month of the sentence that words of the future lead to."""
    promise = None
    for match, due in months_in(sentence.text):
        before = sentence.text[max(0, match.start() - AWAY) : match.start()]
        future = [*_FUTURE.finditer(before)]
        is_told = _DONE.search(sentence.text[match.end() :])
        if future and not is_told and not _PAST.search(before[future[-1].end() :]):
            promise = Promise(sentence, number, due, "")
    return promise


def _after_a_wait(read: Read, number: int) -> Promise | None:
    """“another review in 12 months”, counted from the month that was named last before it."""
    sentence = read.sentences[number]
    months = _wait(sentence.text)
    if not months:
        return None
    earlier = read.sentences[max(0, number - NEAR) : number + 1]
    for start in (*reversed(earlier), *read.sentences[number + 1 : number + 2]):
        is_promise = _FUTURE.search(start.text) and not _DONE.search(start.text)
        if not is_promise and (named := [*months_in(start.text)]):
            match, day = named[-1]
            due = add_months(day.replace(day=1), months + 1) - timedelta(days=1)
            return Promise(
                sentence, number, due, f"{match[0]} + {months} months = {due:%B %Y}", start.quote
            )
    return None


def _wait(text: str) -> int:
    """Months, 0 where nothing is promised."""
    if not (_PROMISES.search(text) and _AGAIN.search(text)):
        return 0
    if wait := _IN_MONTHS.search(text):
        count = _NUMBERS.get(wait[1].lower()) or int(wait[1])
        return count * (12 if wait[2].lower() == "year" else 1)
    is_yearly = _YEARLY.search(text) and re.search(
        r"(?i)\bwill be (?:repeated|re-?run|re-?audited)", text
    )
    return 12 if is_yearly else 0


def _is_reported(promise: Promise, read: Read) -> bool:
    """Whether a later sentence tells of the same thing as done."""
    about = _weighty(promise.sentence.text)
    enough = max(SHARED, ALIKE * len(about))
    return any(
        _DONE.search(later.text) and len(about & _weighty(later.text)) >= enough
        for later in read.sentences[promise.number + 1 :]
    )


def _weighty(text: str) -> frozenset[str]:
    words = re.findall(r"[a-z]{4,}", text.lower())
    return frozenset(word.rstrip("s") for word in words if word not in _COMMON)


def _finding(promise: Promise, *, end: date | None) -> Finding:
    when = f"{promise.due:%B %Y}"
    inside = end is not None and promise.due <= end
    says = (
        f"This was due by {when}, inside the period of the document, which does not report it."
        if inside
        else f"This was due by {when}, which has passed; the document does not say what came of it."
    )
    return Finding(
        KIND,
        Verdict.EXPLAIN,
        promise.sentence.quote,
        says,
        arithmetic=promise.reckoned,
        consistent="what came of it, or its new date",
        other=promise.start,
    )
