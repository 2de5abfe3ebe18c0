"""What a return is, for the engine: its id, who sends it and, for a table, its columns."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from village.engine.specs.counts import Asked, CountsSpec
from village.engine.specs.tables import TableSpec


@dataclass(frozen=True, slots=True)
class Spec:
    """One return. sender: which partner sends it, as the kit says.

    table: None for the census, whose layout is built in. counts: what is asked for, where it is a
    return of counts; its table is then the one for counts. told: the kit's own mapping (and the
    code sets that it refers to), so that a spec can cross to another process.
    """

    id: str
    table: TableSpec | None = None
    sender: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)  # Any: as the kit wrote it
    counts: CountsSpec | None = None


CENSUS_TABLES = ("referrals", "assessments", "enquiries", "need_plans", "protection_plans")
"""The tables of events that a census brings, by the names under which indicators count them."""
CENSUS = Spec("census-cin", sender="council")
"""The census of children in need, for those who know no kit."""


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
