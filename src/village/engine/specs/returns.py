"""What a return is, for the engine: its id, who sends it and, for a table, its columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from village.engine.specs.tables import TableSpec


@dataclass(frozen=True, slots=True)
class Spec:
    """One return. sender: which partner sends it, as the kit says.

    table: None for the census, whose layout is built in. told: the kit's own mapping (and the code
    sets that it refers to), so that a spec can cross to another process.
    """

    id: str
    table: TableSpec | None = None
    sender: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)  # Any: as the kit wrote it


CENSUS_TABLES = ("referrals", "assessments", "enquiries", "need_plans", "protection_plans")
"""The tables of events that a census brings, by the names under which indicators count them."""
CENSUS = Spec("census-cin", sender="council")
"""The census of children in need, for those who know no kit."""
