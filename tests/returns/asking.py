"""A return of counts beside those of the demonstration: what is asked, and good answers to it."""

from dataclasses import replace
from datetime import date

from tests.returns import sending
from village import engine
from village.evidence.returns.services import house
from village.kernel.periods import Period

SPRING = Period(date(2026, 4, 1), date(2026, 6, 30))
ASKED = (
    engine.Asked("notices", "Police notices", "Notices sent", "", ("sex",), "Count each once."),
    engine.Asked("decided", "Decided in a day", "Decided in a day", "Notices decided", ()),
)
SPEC = engine.counts_return(
    engine.CountsSpec("counts-made-up", "Made-up counts", "1", "made up", "police", ASKED)
)
GOOD = {
    "c0-all-all-above": "120",
    "c0-sex-female-above": "70",
    "c0-sex-male-above": "48",
    "c0-sex-not-known-above": "2",
    "comment0": "A new form since May.",
    "c1-all-all-above": "90",
    "c1-all-all-below": "118",
    "comment1": "",
}


def connect() -> None:
    """The demonstration's rules, with one more return."""
    rules = sending.demo_rules()
    asking = replace(rules, specs={**rules.specs, SPEC.id: SPEC})
    sending.TITLES[SPEC.id] = "Made-up counts"
    house.furnished_by(lambda: asking)
