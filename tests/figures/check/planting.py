"""Reports made of passages: which can be planted wrong, and how they are printed together."""

from hypothesis import strategies as st

from tests.figures.check.more_reports import ASKED, COLUMNS
from tests.figures.check.reports import SIMPLE, TOPIC, TOPICS, Passage, plain

PLANTED = {**SIMPLE, **COLUMNS}
"""By its name, each way of planting what cannot be right."""
ANY = st.one_of(*(make() for make in {**PLANTED, **ASKED}.values()), plain())
FILLER = st.lists(ANY, max_size=5, unique_by=lambda one: opening(one.right))
"""No two of one opening: “Of the 29 families, 6 …” twice would be one measure with two values."""


def opening(text: str) -> str:
    return " ".join(text.split()[:4])


def beside(planted: Passage, others: list[Passage]) -> list[str]:
    """What is right and opens otherwise than what is planted."""
    return [one.right for one in others if opening(one.right) != opening(planted.right)]


def printed(passages: list[str]) -> str:
    """A report of these passages, each under a heading of its own."""
    return "\n\n".join(
        f"# Part {'ABCDEFGHIJKL'[number]}\n\n{text.replace(TOPIC, TOPICS[number])}"
        for number, text in enumerate(passages)
    )
