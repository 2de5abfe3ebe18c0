"""One agency's indicators together, and what it still owes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404

from village.design import formats
from village.evidence.indicators.models import Version
from village.evidence.indicators.selectors.drawing import drawn_from
from village.evidence.indicators.selectors.moving import Moving, moving
from village.evidence.returns import selectors as returns
from village.evidence.returns.services import house
from village.partnership.people.rights import Rights

TITLES = {
    "council": "Children’s social care",
    "education": "Schools and attendance",
    "health": "Health",
    "police": "Police",
    "voluntary": "Voluntary organisations",
    "youth-justice": "Youth justice",
}
"""Of those who send returns; one that a kit adds is called as it calls itself."""


@dataclass(frozen=True, slots=True)
class Agency:
    """A kind of agency by the word that kits have for who sends a return."""

    key: str

    @property
    def title(self) -> str:
        return TITLES.get(self.key) or self.key.replace("-", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Dashboard:
    """What is counted from an agency's returns, and which of them are open.

    waiting: how many have no figure yet. sees_owed: whether the reader may know.
    """

    agency: Agency
    indicators: Sequence[Moving]
    waiting: int
    owed: Sequence[returns.Line]
    sees_owed: bool

    @property
    def caption(self) -> str:
        return f"Indicators that are counted from returns of {self.agency.title}"

    @property
    def says(self) -> str:
        """What there is, and how much of it moved, in a sentence."""
        moved = sum(one.has_moved for one in self.indicators)
        there = formats.counted(len(self.indicators), "indicator")
        late = sum(line.standing == "late" for line in self.owed)
        owes = f" {formats.counted(late, 'return')} of it {'is' if late == 1 else 'are'} late."
        return f"{there}, {moved} of which moved by more than chance.{owes if late else ''}"

    @property
    def waiting_words(self) -> str:
        """What of its indicators has no figure yet."""
        if not self.waiting:
            return ""
        more = formats.counted(self.waiting, "indicator")
        return f"{more} more could be counted, and nothing was accepted for it yet."


def agencies() -> list[Agency]:
    """Everybody whose returns the kit in use knows, by title."""
    senders = {spec.sender for spec in house.rules().specs.values()}
    return sorted(map(Agency, senders), key=lambda one: one.title)


def dashboard(rights: Rights, key: str, of: Version | None) -> Dashboard:
    """One agency's indicators of a version. Http404 where the kit knows no such sender."""
    if key not in {one.key for one in agencies()}:
        raise Http404
    every = {one.id for one in house.rulebook().definitions}
    specs = [name for name, spec in house.rules().specs.items() if spec.sender == key]
    own = {name for spec in specs for name in drawn_from(spec, of=every)}
    known = [one for one in (moving(of) if of else ()) if one.id in own]
    lines = [line for line in returns.calendar(rights) if line.spec in specs]
    return Dashboard(
        agency=Agency(key),
        indicators=known,
        waiting=len(own) - len(known),
        owed=[line for line in lines if line.is_open],
        sees_owed=bool(lines) or returns.sees_every_agency(rights),
    )
