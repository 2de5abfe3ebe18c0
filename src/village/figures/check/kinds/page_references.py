"""Finds references to pages that the document does not have, that are all one, or that lead "
"astray."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from village.figures.check.document import Document
from village.figures.check.findings import Finding, Verdict
from village.figures.check.read import Read
from village.figures.check.sentences import Sentence

KIND: Final = "page reference"
_PAGE: Final = re.compile(
    r"\b(?:[Pp]ages?|pp?\.|pgs?\.?)\s?(\d{1,4})(?:\s?(?:[-–]|to|and|&)\s?(\d{1,4}))?"
    r"(?!\d| (?:of|in) (?:\d|the [A-Z]|[A-Z“‘]))"
)
_FURNITURE: Final = re.compile(r"^\W*[Pp]age \d+(?: of \d+)?\W*$")
SAME: Final = 3
"""So many references to one page, and to no other, were never filled in."""
COVER: Final = 2
"""Pages before the one that is printed as 1."""
NEAREST: Final = 90
"""Characters before a reference in which what it refers to is named."""


@dataclass(frozen=True, slots=True)
class Reference:
    sentence: Sentence
    first: int
    last: int
    before: str


def found(read: Read) -> Iterator[Finding]:
    references = [one for sentence in read.sentences for one in _references(sentence)]
    yield from _beyond(references, pages=read.document.pages)
    yield from _all_one(references)
    yield from _astray(references, read.document)


def _references(sentence: Sentence) -> Iterator[Reference]:
    if _FURNITURE.match(sentence.text):
        return
    for page in _PAGE.finditer(sentence.text):
        before = sentence.text[max(0, page.start() - NEAREST) : page.start()]
        yield Reference(sentence, int(page[1]), int(page[2] or page[1]), before)


def _beyond(references: list[Reference], *, pages: int | None) -> Iterator[Finding]:
    for one in references:
        if pages is not None and max(one.first, one.last) > pages:
            yield Finding(
                KIND,
                Verdict.EXPLAIN,
                one.sentence.quote,
                f"This leads to page {max(one.first, one.last)}; the document has {pages}.",
                consistent=f"a page from 1 to {pages}",
            )


def _all_one(references: list[Reference]) -> Iterator[Finding]:
    pages = Counter((one.first, one.last) for one in references)
    places = {one.before for one in references}
    if len(pages) == 1 and len(places) >= SAME:
        yield Finding(
            KIND,
            Verdict.TIDY,
            references[0].sentence.quote,
            f"All {len(references)} page references of the document lead to page "
            f"{references[0].first}.",
            consistent="the page of each",
            other=references[-1].sentence.quote,
        )


def _astray(references: list[Reference], document: Document) -> Iterator[Finding]:
    """References whose heading stands elsewhere, allowing for pages before the numbered ones."""
    at = [(one, heads) for one in references if (heads := _headings(one, document))]
    offsets = Counter(page - one.first for one, pages in at for page in pages)
    usual = {offset for offset, times in offsets.items() if times >= SAME} or set(range(COVER + 1))
    for one, pages in at:
        if not any(
            one.first + shift <= page <= one.last + shift for shift in usual for page in pages
        ):
            yield Finding(
                KIND,
                Verdict.EXPLAIN,
                one.sentence.quote,
                f"What this names stands on page {min(pages)}, not on page {one.first}.",
                consistent=f"page {min(pages)}",
            )


def _headings(one: Reference, document: Document) -> set[int]:
    """Pages of the headings that the reference names in full just before the number."""
    named = _plain(one.before)
    return {
        block.place.page
        for block in document.blocks
        if block.level and block.place.page and block.text != one.sentence.text
        if len(block.text.split()) > 1 and named.endswith(_plain(block.text))
    }


def _plain(text: str) -> str:
    return " ".join(
        re.findall(r"[a-z0-9]+", re.sub(r"(?i)\b(?:see|on|also|at)\b", " ", text.lower()))
    )
