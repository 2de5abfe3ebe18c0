"""Which abbreviations a document explains, where, and which need no explaining."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from village.figures.check.findings import Quote
from village.figures.check.lexicon import words
from village.figures.check.read import Read
from village.figures.check.sentences import Sentence

SHORT: Final = re.compile(r"(?<![\w&/.@£#-])[A-Z][A-Za-z]?[A-Z&]{0,6}[A-Z](?=s?\b)(?![\w&/@-]*\d)")
_BEFORE: Final = re.compile(r"(?<!\S)((?:[\w’'&/.,-]+ ){1,12})\(([^()]{2,60})\)")
_AFTER: Final = re.compile(r"\b([A-Z][A-Za-z&]*[A-Z])s? \(([^()]{6,80})\)")
_SMALL: Final = words("of and or the for in to a an on with at by from against")
_ENTRY: Final = re.compile(r"(?<![\w(])([A-Z][A-Za-z&]*[A-Z])s?\b(?! ?\))")
KNOWN: Final = words(
    "NHS UK GB EU USA UN GP GPs BBC MP MPs PC IT ICT HR TV PDF CEO OBE MBE CBE KC QC AGM PR CV "
    "ID OK"
    " AM PM BC AD GCSE BTEC PhD BA MA BSc MSc LGBT LGBTQ LGBTQI LGBTQIA HIV AIDS DNA BSL FAQ FAQs"
    " COVID HM VAT FTE RAG PE SMS URL HTML CSV QR II III IV VI VII VIII IX XI XII USB ISBN DVD CD"
    " NB PS RIP PIN UNICEF NATO CCTV AI OFSTED TBC TBA TBD Q&A A&E"
)
SECTOR: Final = words(
    "CAMHS CSPR DASH FGM HMICFRS IDVA JTAI LADO LCSPR LGBTQ MACE MAPPA MARAC MASH NEET NRPF NSPCC"
    " PACE SEMH SEND SENCO UASC VAWG"
)
"""Names of the field, so that a slip of one can be told. The public still needs them explained."""

LONGEST: Final = 3
"""Words of a meaning for each letter of its abbreviation."""


@dataclass(frozen=True, slots=True)
class Explained:
    """is_listed: in a glossary. meaning: as printed."""

    short: str
    meaning: str
    quote: Quote
    is_listed: bool = False

    def means_what(self, other: "Explained") -> bool:
        mine, theirs = _plain(self.meaning), _plain(other.meaning)
        return (
            mine in theirs or theirs in mine or SequenceMatcher(None, mine, theirs).ratio() >= 0.72
        )


def explained(read: Read) -> Iterator[Explained]:
    """Every explanation, in reading order: “Long Form (LF)”, “LF (Long Form)” and glossaries."""
    for sentence in read.sentences:
        yield from _listed(sentence)
        yield from _in_words(sentence)


def shorts(sentence: Sentence) -> Iterator[str]:
    """The abbreviations in a sentence, unless the whole of it is in capitals."""
    words = re.findall(r"[A-Za-z]{2,}", sentence.text)
    shouted = sum(word.isupper() for word in words)
    if shouted * 2 <= len(words):
        yield from (one[0] for one in SHORT.finditer(_without_shouting(sentence.text)))


def _without_shouting(text: str) -> str:
    """Three capital words in a row are a title, no abbreviations."""
    return re.sub(r"\b[A-Z]{2,}(?:[ ,]+[A-Z]{2,}){2,}\b", " ", text)


def _listed(sentence: Sentence) -> Iterator[Explained]:
    """Abbreviations with nothing but their words up to the next one, as in a glossary."""
    entries = [*_ENTRY.finditer(sentence.text)]
    ends = [entry.start() for entry in entries[1:]] + [len(sentence.text)]
    for entry, end in zip(entries, ends, strict=False):
        meaning = sentence.text[entry.end() : end].strip(" |:–-.")
        if " " in meaning and fits(entry[1], meaning.split()):
            yield Explained(entry[1], meaning, sentence.quote, is_listed=True)


def _in_words(sentence: Sentence) -> Iterator[Explained]:
    for before in _BEFORE.finditer(sentence.text):
        short = re.match(r"(?:or |the )?[“\"']?([A-Z][A-Za-z&]*[A-Z])s?\b", before[2])
        if short and (meaning := _meaning(short[1], before[1].split())):
            yield Explained(short[1], meaning, sentence.quote)
    for after in _AFTER.finditer(sentence.text):
        if fits(after[1], after[2].split()):
            yield Explained(after[1], after[2], sentence.quote)


def _meaning(short: str, words: list[str]) -> str:
    """The fewest words before the bracket that the letters can stand for, or “”."""
    for size in range(1, len(words) + 1):
        tail = words[-size:]
        if tail[0].lower() not in _SMALL and fits(short, tail):
            return " ".join(tail)
    return ""


def fits(short: str, words: list[str]) -> bool:
    """Whether each letter begins a word, or stands inside the word of the letter before, in order,
    and no word of weight is left out."""
    pieces = [p for word in words for p in re.split(r"[-/]", re.sub(r"[^\w/-]", "", word)) if p]
    letters = [letter.lower() for letter in short if letter.isalpha()]
    is_short = len(pieces) <= LONGEST * len(letters)
    return bool(pieces) and is_short and _spells(letters, [piece.lower() for piece in pieces])


def _spells(letters: list[str], words: list[str]) -> bool:
    if not words:
        return not letters
    word, rest = words[0], words[1:]
    if word in _SMALL and _spells(letters, rest):
        return True
    if not letters or word[0] != letters[0]:
        return False
    if _spells(letters[1:], rest):
        return True
    inside = len(letters) > 1 and letters[1] in word[1:]
    return inside and _spells(letters[2:], rest)


def _plain(meaning: str) -> str:
    words = re.findall(r"[a-z]+", re.sub(r"[’']s?\b", "", meaning.lower()))
    return " ".join(word.rstrip("s") for word in words if word not in _SMALL)
