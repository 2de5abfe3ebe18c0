"""Reconciles the lists of missing children: figures for everybody, rows for their senders."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import pyarrow.parquet as pq

from village.engine.measures.reconciled import Quarter, Side, Told, alone, reconciled
from village.engine.pipeline.keeping import Kept
from village.engine.specs.tables_values import plain
from village.engine.store.keep import read_identities
from village.engine.store.layout import Store
from village.engine.store.reconciled import SAID, Alone
from village.kernel.periods import Period, covered
from village.kernel.seal import Keyring

Plain = Mapping[str, Any]  # Any: JSON
SPECS: Final = {
    "police-missing": Side.POLICE,
    "return-interviews": Side.TEAM,
    "looked-after": Side.CARE,
}
_REFERENCE: Final = {Side.POLICE: "episode_id", Side.TEAM: "police_reference"}
_TABLE: Final = {**{side: spec for spec, side in SPECS.items()}, Side.CARE: "care_absences"}


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What a version keeps of it. said: for ever. rows: while it is current, sealed."""

    said: Plain
    rows: tuple[Alone, ...]

    @property
    def for_ever(self) -> Mapping[str, Plain]:
        """What it says, by its file's name."""
        return {SAID: self.said}


def reconcile(
    store: Store, returns: Sequence[Kept], *, links: Mapping[str, str] | None, keyring: Keyring
) -> Reconciled | None:
    """Reconcile what these returns, oldest first, tell; None where two of the lists never meet.

    links: the whole's child by an agency's child key; None where nothing was linked.
    """
    mine = [kept for kept in returns if kept.spec.id in SPECS]
    quarters = _quarters(mine)
    if not quarters:
        return None
    told = {one.event: one for kept in mine for one in _told(store, kept, links, keyring)}
    found = reconciled(told.values())
    shown = [one.readable(found) for one in quarters]
    said = {
        "linked": links is not None,
        "quarters": [
            {
                "period": one.period.key,
                "sides": sorted(one.sides),
                "too_few": sorted(whole.sides - one.sides),
                "counts": dict(one.counts(found)),
            }
            for whole, one in zip(quarters, shown, strict=True)
        ],
    }
    return Reconciled(said, tuple(map(_alone, alone(found, shown))))


def _quarters(returns: Iterable[Kept]) -> list[Quarter]:
    """The quarters that police and missing team cover both, with whoever covers them."""
    periods: dict[Side, list[Period]] = {side: [] for side in Side}
    for kept in returns:
        periods[SPECS[kept.spec.id]].append(kept.period)
    sides = {side: set(covered(some, "quarter")) for side, some in periods.items()}
    both = sorted(sides[Side.POLICE] & sides[Side.TEAM])
    return [Quarter(one, frozenset(side for side in Side if one in sides[side])) for one in both]


def _told(
    store: Store, kept: Kept, links: Mapping[str, str] | None, keyring: Keyring
) -> Iterator[Told]:
    """What one return tells. Where two tell of the same event the later one's word stands."""
    side = SPECS[kept.spec.id]
    field = _REFERENCE.get(side)
    references = (
        {one["row_key"]: one.get(field) for one in read_identities(store, kept.ref, keyring)}
        if field
        else {}
    )
    path = store.path("events", kept.ref) / f"{_TABLE[side]}.parquet"
    for row in pq.read_table(path).to_pylist():
        since, until = _days(row, side)
        if since is None and until is None:
            continue
        own = str(row["child_key"])
        yield Told(
            side=side,
            child=(links or {}).get(own, own),
            since=since,
            until=until,
            reference=plain(references.get(row["row_key"]) or ""),
            event=_same(row, side),
            ref=kept.ref,
            row=row["row"],
            row_key=row["row_key"],
            child_key=own,
        )


def _same(row: Mapping[str, Any], side: Side) -> str:
    """What makes two rows the same event, in whichever returns they stand."""
    if side is Side.CARE:
        return f"{row['child_key']} {row['missing_on']} {row['number']}"
    return str(row["event_key"])


def _days(row: Mapping[str, Any], side: Side) -> tuple[date | None, date | None]:
    names = ("missing_on", "returned_on") if side is Side.CARE else ("missing_from", "returned_at")
    since, until = (_day(row.get(name)) for name in names)
    return (None, until) if since and until and until < since else (since, until)


def _day(value: Any) -> date | None:  # Any: a cell of a date or a moment
    return value.date() if isinstance(value, datetime) else value


def _alone(one: Told) -> Alone:
    return Alone(
        ref=one.ref,
        row=one.row,
        row_key=one.row_key,
        child_key=one.child_key,
        since=one.since.isoformat() if one.since else "",
        until=one.until.isoformat() if one.until else "",
    )
