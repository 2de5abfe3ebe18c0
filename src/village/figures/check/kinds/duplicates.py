"""Finds long passages that stand in the document twice, word for word or nearly."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from village.figures.check.document import BlockKind
from village.figures.check.findings import Finding, Verdict
from village.figures.check.read import Read
from village.figures.check.sentences import Sentence

KIND: Final = "said twice"
SHINGLE: Final = 5
SHORTEST: Final = 18
"""Words of a sentence below which repeating it is how reports are written."""
ALIKE: Final = 0.8
MOST_SHARED: Final = 40
"""A run of words in more sentences than this is a turn of phrase."""
Shingles = frozenset[tuple[str, ...]]


def found(read: Read) -> Iterator[Finding]:
    """One for each pair of blocks, at the first sentence that was there before."""
    seen: set[tuple[int, int]] = set()
    for later, earlier in _pairs(read.sentences):
        if later.block != earlier.block and (later.block, earlier.block) not in seen:
            seen.add((later.block, earlier.block))
            yield Finding(
                KIND,
                Verdict.TIDY,
                later.quote,
                "The same words stand elsewhere in the document.",
                consistent="said once",
                other=earlier.quote,
            )


def _pairs(sentences: tuple[Sentence, ...]) -> Iterator[tuple[Sentence, Sentence]]:
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    sizes: dict[int, int] = {}
    for number, sentence in enumerate(sentences):
        if shingles := _shingles(sentence):
            sizes[number] = len(shingles)
            if (twin := _twin(shingles, holders=holders, sizes=sizes)) is not None:
                yield sentence, sentences[twin]
            for shingle in shingles:
                holders[shingle].append(number)


def _twin(
    shingles: Shingles, *, holders: dict[tuple[str, ...], list[int]], sizes: dict[int, int]
) -> int | None:
    """The first sentence before that shares nearly all of the shorter one's runs of words."""
    shared: Counter[int] = Counter()
    for shingle in shingles:
        if len(holders.get(shingle, ())) <= MOST_SHARED:
            shared.update(holders.get(shingle, ()))
    alike = [n for n, both in shared.items() if both >= ALIKE * min(len(shingles), sizes[n])]
    return min(alike, default=None)


def _shingles(sentence: Sentence) -> Shingles:
    words = re.findall(r"[a-z0-9]+", sentence.text.lower())
    is_text = sentence.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}
    if not is_text or len(words) < SHORTEST:
        return frozenset()
    return frozenset(tuple(words[n : n + SHINGLE]) for n in range(len(words) - SHINGLE + 1))
