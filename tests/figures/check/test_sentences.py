"""Sentences are cut where writers end them, and in lengths where nobody did."""

from tests.figures.check.texts import document
from village.figures.check.sentences import LONGEST, sentences


def test_a_sentence_ends_where_its_writer_ended_it() -> None:
    told = sentences(document("Ms. Ash came. St. Ann's, e.g. its hall, was full. 40 left!"))

    assert [one.text for one in told] == [
        "Ms. Ash came.",
        "St. Ann's, e.g. its hall, was full.",
        "40 left!",
    ]


def test_what_nobody_ends_is_cut_between_words() -> None:
    text = " ".join(["seven"] * 2_000)

    told = sentences(document(text))

    assert max(len(one.text) for one in told) <= LONGEST
    assert " ".join(one.text for one in told) == text
    assert all(text[one.start :].lstrip().startswith(one.text) for one in told)


def test_one_endless_word_is_cut_too() -> None:
    told = sentences(document("x" * (2 * LONGEST + 1)))

    assert [len(one.text) for one in told] == [LONGEST, LONGEST, 1]
