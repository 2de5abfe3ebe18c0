"""What three lists tell of missing children, in figures that anybody may read who reads figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from village import engine
from village.design.sheets import Label
from village.design.tables import Table
from village.evidence.returns.models import Edition
from village.evidence.returns.rules import State
from village.figures.counts import Count, Withheld
from village.kernel.periods import Period
from village.partnership.people.rights import Rights

LISTS = ("police-missing", "return-interviews", "looked-after")
WORDS = {
    "police and team and care": "All three lists",
    "police and team": "The police and the missing team",
    "police and care": "The police and the looked-after return",
    "team and care": "The missing team and the looked-after return",
    "only police": "The police alone",
    "only team": "The council’s missing team alone",
    "only care": "The looked-after return alone",
    "all": "In all",
}
KNOWN = {
    "police": "Known to the police",
    "team": "Known to the missing team",
    "care": "In the looked-after return",
}
COLUMNS = "Who knows of it|#Absences"
OWN_COLUMNS = "Child’s id in your system|Your reference|Missing from|Returned|#Row"


@dataclass(frozen=True, slots=True)
class Quarter:
    """One quarter. counts: by who knows of it; a number is of absences, not of children."""

    period: Period
    counts: Mapping[str, int | None]
    left_out: bool = False
    """Whether so few absences are in the looked-after return that it is not laid beside."""

    @property
    def has_care(self) -> bool:
        return "only care" in self.counts

    @property
    def table(self) -> Table:
        """Who knows of it, the fullest knowledge first, and what each list holds."""
        names = {**WORDS, **KNOWN}
        rows = [(names[one], _shown(self.counts[one])) for one in names if one in self.counts]
        return Table.of(f"Who knows of an absence, {self.period.label}", COLUMNS, rows)


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of one version side by side. quarters: newest first. linked: by person too."""

    version: str
    linked: bool
    quarters: tuple[Quarter, ...]


def _shown(number: int | None) -> Count | Withheld:
    return Withheld() if number is None else Count(number)


def lists(store: "engine.Store") -> Lists | None:
    """What the newest version says; None where two of the lists never met in it."""
    name = store.current()
    said = engine.reconciled_of(store, name) if name else None
    if name is None or said is None:
        return None
    quarters = tuple(_quarter(one) for one in reversed(said["quarters"]))
    return Lists(name, bool(said["linked"]), quarters)


def _quarter(plain: Mapping[str, Any]) -> Quarter:  # Any: JSON
    left_out = "care" in plain.get("too_few", ())
    return Quarter(Period.parse(plain["period"]), plain["counts"], left_out)


def own_editions(rights: Rights) -> Sequence[Edition]:
    """The editions of the three lists that the reader may open, newest first."""
    seen = Edition.objects.visible_to(rights).select_related("of__body")
    found = seen.filter(of__spec__in=LISTS, state=State.ACCEPTED, stored_at__isnull=False)
    return list(found.order_by("-of__last_on", "of__title", "pk"))


def own_table(shown: Edition, rows: Sequence[Mapping[str, Any]]) -> Table:  # Any: plain rows
    """A sender's own rows that no other list knows of."""
    caption = f"What no other list knows of {shown.of.title}, {shown.of.period.label}"
    note = "Holds children’s own ids: keep it as you keep the return itself."
    cells = [
        (row["child_id"], row["reference"], _day(row["since"]), _day(row["until"]), row["row"])
        for row in rows
    ]
    return Table.of(caption, OWN_COLUMNS, cells, note=note)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def own_label(shown: Edition, table: Table, *, rights: Rights) -> Label:
    return Label(
        title=table.caption,
        definition=f"Absences of your own list that no other list knows of. {table.note}",
        source=f"{shown.of.title}, {shown.of.period.label}, edition {shown.number}",
        audience=f"People at {shown.of.body.name} who send its returns",
        by=str(rights.person),
        at=rights.at,
    )
