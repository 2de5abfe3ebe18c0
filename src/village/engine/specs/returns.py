"""What a return is, for the engine: its id, who sends it and, for a table, its columns."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from village.engine.specs.counts import Asked, CountsSpec
from village.engine.specs.tables import TableSpec


class BuiltIn(StrEnum):
    """Returns whose layout and checks stand in the engine's own code."""

    CENSUS = "census"
    LOOKED_AFTER = "looked-after"


@dataclass(frozen=True, slots=True)
class Spec:
    """One return. sender: which partner sends it, as the kit says.

    table: None for a return whose layout is built in; `built_in` then says which. counts: what is
    asked for, where it is a return of counts; its table is then the one for counts. told: the
    kit's own mapping (and the code sets that it refers to), so that a spec can cross to another
    process.
    """

    id: str
    table: TableSpec | None = None
    sender: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)  # Any: as the kit wrote it
    counts: CountsSpec | None = None
    built_in: BuiltIn = BuiltIn.CENSUS


CENSUS_TABLES = ("referrals", "assessments", "enquiries", "need_plans", "protection_plans")
"""The tables of events that a census brings, by the names under which indicators count them."""
LOOKED_AFTER_TABLES = (
    "care_episodes", "care_reviews", "care_absences", "care_outcomes", "care_leavers",
)  # fmt: skip
"""The tables of events that the looked-after return brings."""
EVENTS: Mapping[BuiltIn, tuple[str, ...]] = {
    BuiltIn.CENSUS: CENSUS_TABLES,
    BuiltIn.LOOKED_AFTER: LOOKED_AFTER_TABLES,
}
"""What a return brings whose layout is built in."""


def built_in_return(id: str, *, sender: str, layout: str) -> Spec:
    """A return of a layout that is built in, with all that it takes to cross to another process."""
    return Spec(id, None, sender, {"built_in": layout}, built_in=BuiltIn(layout))


CENSUS = built_in_return("census-cin", sender="council", layout="census")
LOOKED_AFTER = built_in_return("looked-after", sender="council", layout="looked-after")
"""The census of children in need and the looked-after return, for those who know no kit."""


def counts_return(spec: CountsSpec) -> Spec:
    """A return of counts, with all that it takes to cross to another process."""
    told = {
        "id": spec.id,
        "title": spec.title,
        "edition": spec.edition,
        "source": spec.source,
        "sender": spec.sender,
        "asked": [asdict(one) for one in spec.asked],
    }
    return Spec(spec.id, spec.layout(), spec.sender, told, spec)


def counts_told(told: Mapping[str, Any]) -> Spec:  # Any: as `counts_return` wrote it
    """The return that another process told of."""
    asked = tuple(Asked(**{**one, "breakdowns": tuple(one["breakdowns"])}) for one in told["asked"])
    return counts_return(CountsSpec(**{**told, "asked": asked}))
