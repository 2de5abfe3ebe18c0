"""Reports made of passages: which can be planted wrong, and how they are printed together."""

from hypothesis import strategies as st

from tests.figures.check.more_reports import ASKED, COLUMNS
from tests.figures.check.reports import SIMPLE, TOPIC, TOPICS, plain

PLANTED = {**SIMPLE, **COLUMNS}
"""By its name, each way of planting what cannot be right."""
ANY = st.one_of(*(make() for make in {**PLANTED, **ASKED}.values()), plain())
FILLER = st.lists(ANY, max_size=5)


def printed(passages: list[str]) -> str:
    """A report of these passages, each under a heading of its own."""
    return "\n\n".join(
        f"# Part {'ABCDEFGHIJKL'[number]}\n\n{text.replace(TOPIC, TOPICS[number])}"
        for number, text in enumerate(passages)
    )
