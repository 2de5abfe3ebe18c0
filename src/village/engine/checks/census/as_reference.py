"""The census rules as the field's open reference implementation runs them, faults and all.

For comparison alone: what analysts know from that tool can be laid beside what the published
wording finds. Source: `differences.py`, measured on csc-validator-be-cin at its state of 1 May
2026; nothing of it is copied. Whether a rule reports is followed; which cells it shows is not.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from village.engine.checks.census import reference_lost as lost
from village.engine.checks.census import reference_ways as ways
from village.engine.checks.census.rules import OURS, Rule
from village.engine.checks.census.spelling import strictly

NEVER: Final = ("8540", "8614", "8869", "8870Q", "8898", "8945Q", "8950Q")
"""Rules that never report there: they are dropped, or stop, whenever they should."""


def rules(of_the_year: Iterable[Rule]) -> Iterator[Rule]:
    """A year's rules as the reference runs them; Village's own are not among them."""
    for rule in of_the_year:
        if rule.source == OURS:
            continue
        change = _CHANGED.get(rule.code)
        yield strictly(change(rule) if change else rule)


_CHANGED: Final[Mapping[str, Callable[[Rule], Rule]]] = {
    **dict.fromkeys(NEVER, lost.silent),
    **dict.fromkeys(ways.A_DAY_STRICT, ways.open_too_long),
    "1580": ways.letters_of_an_id,
    "2885": ways.conference_of_a_plan,
    "2887Q": lost.no_disability,
    "4003": ways.reviews_in_plans,
    "8510": lost.same_id,
    "8565": lost.after_closure,
    "8569Q": ways.before_the_year,
    "8730": lost.previous_plans,
    "8740": ways.not_required,
    "8772": ways.unknown_number,
    "8816": ways.not_the_latest,
    "8831": ways.acted_on,
    "8832": ways.plan_beside_nfa,
    "8863Q": ways.assessments_apart,
    "8868": ways.both,
    "8873Q": ways.nothing_found,
    "8890": ways.enquiries_apart,
    "8897Q": lost.factors_missing,
    "8935": ways.open_plans,
    "8940": ways.overlapping_plans,
}
CHANGED: Final = tuple(_CHANGED)
"""The rules that run otherwise; beside them, many know fewer spellings of yes and no."""
