"""Sentences that are read as one: of a paragraph, and of items that follow each other."""

from collections.abc import Iterator, Sequence

from village.figures.check.claiming import Claimed
from village.figures.check.document import BlockKind
from village.figures.check.sentences import Sentence


def near(said: Sequence[Claimed]) -> Iterator[list[Claimed]]:
    """The sentences of each paragraph; items that follow each other are as one. No tables."""
    together: list[Claimed] = []
    for one in said:
        if one.sentence.kind is BlockKind.TABLE:
            continue
        last = together[-1].sentence if together else None
        if last and not _goes_on(last, one.sentence):
            yield together
            together = []
        together.append(one)
    if together:
        yield together


def _goes_on(last: Sentence, here: Sentence) -> bool:
    is_list = last.kind is here.kind is BlockKind.ITEM and here.block == last.block + 1
    return here.block == last.block or (is_list and here.place.section == last.place.section)
