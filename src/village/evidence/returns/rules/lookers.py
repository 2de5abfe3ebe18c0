"""How somebody who looked at a return is told of: by role and body, never by name."""

from dataclasses import dataclass
from datetime import date

from village.partnership.people.rules import RoleKind

UNIT = "Business unit"
PARTNERSHIP = "the partnership"
OF_THE_UNIT = frozenset(
    {
        RoleKind.BUSINESS_MANAGER,
        RoleKind.QA_MANAGER,
        RoleKind.TRAINING_MANAGER,
        RoleKind.ADMINISTRATOR,
        RoleKind.PANEL_COORDINATOR,
    }
)
NO_ROLE = "Somebody who held no role that day"
SPELT = {RoleKind.QA_MANAGER: "quality assurance manager"}


@dataclass(frozen=True, slots=True)
class Time:
    """A role of somebody's for a time; until_on: the first day without it. body: "" for none."""

    kind: RoleKind
    body: str
    from_on: date
    until_on: date
    stands_in: bool = False

    def holds(self, day: date) -> bool:
        return self.from_on <= day < self.until_on

    @property
    def words(self) -> str:
        kind = SPELT.get(self.kind, str(self.kind))
        place = self.body or (UNIT if self.kind in OF_THE_UNIT else PARTNERSHIP)
        standing_in = " (standing in)" if self.stands_in else ""
        return f"{kind[:1].upper()}{kind[1:]}{standing_in}, {place}"


def who(times: list[Time], *, day: date, body: str) -> str:
    """In which role somebody acted that day: one held at the body first, then a data lead's."""
    held = [one for one in times if one.holds(day)]
    order = {True: 0, False: 1}
    held.sort(key=lambda one: (order[one.body == body], order[one.kind == RoleKind.DATA_LEAD]))
    return held[0].words if held else NO_ROLE
