"""Shows a sender the rows of its own return: the look is written down before a row leaves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from village import engine, trail
from village.design.sheets import MOST_ROWS
from village.evidence.returns.models import Edition
from village.evidence.returns.rules import WITH_ROWS
from village.evidence.returns.services.house import keyring, spec, store
from village.kernel.refusal import Refusal
from village.partnership.people.rights import Rights

PAGE = 50
TELLING = ("child_id", "value")
"""What of a finding tells of a child: shown to those alone who may see the body's identities."""

Row = Mapping[str, Any]  # Any: plain values of a finding


@dataclass(frozen=True, slots=True)
class Looked:
    """One page of findings. of: how many there are in all. page: which one, from 1."""

    rows: tuple[Row, ...]
    of: int
    page: int = 1


class RowsGone(Refusal):
    """The findings are not there, or not any more; the counts of the check stay."""

    def __init__(self) -> None:
        super().__init__("The rows behind these counts are destroyed, or not there yet.")


def rows_of_rule(edition: Edition, *, rule: str, page: int, rights: Rights, at: datetime) -> Looked:
    """One page of the rows that a rule found; the last one where fewer pages are there.

    Children's ids and values are only for whoever may see this body's identities.
    Refused: RowsGone; the look could not be recorded.
    """
    found = _findings(edition, rule=rule, skip=(page - 1) * PAGE, most=PAGE)
    if found.of and not found.rows:
        page = (found.of - 1) // PAGE + 1
        found = _findings(edition, rule=rule, skip=(page - 1) * PAGE, most=PAGE)
    _write_down("returns.look", edition, rows=len(found.rows), rights=rights, at=at)
    return Looked(_fit(found.rows, edition, rights), found.of, page)


def all_rows(edition: Edition, *, kind: str, rights: Rights, at: datetime) -> Looked:
    """Every row that the check found, for the sender's list.

    kind: csv or xlsx. Refused: as above; more rows than a workbook holds.
    """
    found = _findings(edition)
    if kind == "xlsx" and found.of > MOST_ROWS:
        raise Refusal("The list is too long for a workbook. Take it as CSV.")
    _write_down("returns.export", edition, rows=len(found.rows), rights=rights, at=at)
    return Looked(_fit(found.rows, edition, rights), found.of)


def source_of(edition: Edition, rule: str) -> str:
    """Who published a rule that an edition was checked by; "" where that is not known any more."""
    return engine.rule_source(spec(edition.of.spec), rule)


def _findings(edition: Edition, **which: Any) -> "engine.Disclosed":  # Any: rule, skip, most
    if edition.state not in WITH_ROWS:
        raise RowsGone
    try:
        return engine.findings_for_sender(store(), edition.ref, keyring(), **which)
    except FileNotFoundError as fault:
        raise RowsGone from fault


def _write_down(name: str, edition: Edition, *, rows: int, rights: Rights, at: datetime) -> None:
    if rights.person is None:
        raise ValueError("nobody is signed in")
    trail.read(
        name,
        by=rights,
        at=at,
        kind="edition",
        ref=edition.ref,
        subjects=(edition.of.ref, edition.of.body.ref),
        rows=rows,
    )


def _fit(rows: tuple[Row, ...], edition: Edition, rights: Rights) -> tuple[Row, ...]:
    """The rows as this reader may see them."""
    if rights.sees(f"identities:{edition.of.body.ref}"):
        return rows
    return tuple({**row, **dict.fromkeys(TELLING)} for row in rows)
