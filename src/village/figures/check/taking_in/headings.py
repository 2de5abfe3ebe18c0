"""Which lines are headings, where nothing but how they look says so."""

import re
from typing import Final

from village.figures.check.taking_in.lines import Line

LONGEST, MOST_WORDS, MOST_LINES = 90, 14, 2
LARGER = 1.15  # than most of the text
_NUMBERED: Final = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,4})(\.?)\s+(?=[A-Z“‘])")
_ENDS: Final = re.compile(r"[.!?;,|&–—-]$")
_AMOUNT: Final = re.compile(r"(?:\d[.,]\d+|\b(?!19\d\d|20\d\d)\d{3,})$")
LABEL_WORDS = 6  # of a heading that ends with a colon
_SMALL: Final = frozenset(
    {
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "into",
        "is",
        "nor",
        "of",
        "off",
        "on",
        "or",
        "our",
        "over",
        "per",
        "than",
        "that",
        "the",
        "their",
        "to",
        "up",
        "via",
        "vs",
        "was",
        "what",
        "when",
        "who",
        "with",
        "within",
    }
)
_HANGS: Final = re.compile(
    r"(?:,|\b(?:" + "|".join(sorted(_SMALL - {"in", "off", "on", "over", "up"})) + "))$"
)
_LETTERS: Final = re.compile(r"[^\W\d_]{2,}")


def level_of(*lines: Line) -> int:
    """The level of the heading that the lines are, or 0 for none.

    By size where the form tells it, otherwise by words: short, no end stop, large first letters.
    """
    text = " ".join(one.text for one in lines)
    if len(lines) > MOST_LINES or not _could_be(text):
        return 0
    size = lines[0].size
    numbered = _NUMBERED.match(text)
    if size >= LARGER:
        return numbered[1].count(".") + 1 if numbered else _by_size(size)
    if len(lines) > 1 or not _in_title_case(text[numbered.end() if numbered else 0 :]):
        return 0
    if not numbered:
        return 0 if text[0].isdigit() else 3 if size else 1
    return numbered[1].count(".") + 1 if numbered[2] or "." in numbered[1] else 0


def hangs(text: str) -> bool:
    """Whether a line ends with a word after which more must come."""
    return _HANGS.search(text) is not None


def _could_be(text: str) -> bool:
    return (
        len(text) <= LONGEST
        and len(text.split()) <= MOST_WORDS
        and not _ENDS.search(text)
        and not _AMOUNT.search(text)
        and not (text.endswith(":") and len(text.split()) > LABEL_WORDS)
        and _LETTERS.search(text) is not None
    )


def _by_size(size: float) -> int:
    return 1 if size >= 1.6 else 2 if size >= 1.3 else 3


def _in_title_case(text: str) -> bool:
    """Every word but the small ones begins with a large letter, and the first and last do too."""
    words = [word.strip("“”‘’\"'()[]:") for word in text.split()]
    if not words or words[-1].lower() in _SMALL or "%" in text or "£" in text:
        return False
    if any(mark in text for mark in (". ", ", ", "; ")) or not words[0][:1].isupper():
        return False
    telling = [word for word in words if word and word.lower() not in _SMALL]
    large = sum(not word[0].islower() for word in telling)
    digits = sum(word[0].isdigit() for word in telling)
    return large == len(telling) and digits * 2 < len(telling)
