"""Shows a sender the rows of its own return: the look is written down before a row leaves."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from village import engine, trail
from village.evidence.returns.models import Edition
from village.evidence.returns.services.house import keyring, store
from village.partnership.people.rights import Rights

PAGE = 50


def rows_of_rule(
    edition: Edition, *, rule: str, page: int, rights: Rights, at: datetime
) -> "engine.Disclosed":
    """One page of the rows that a rule found, with the agency's own ids.

    Only for whoever may see this body's identities; to anybody else the ids stay away.
    """
    found = engine.findings_for_sender(
        store(), edition.ref, keyring(), rule=rule, skip=(page - 1) * PAGE, most=PAGE
    )
    _written_down("returns.look", edition, rows=len(found.rows), rights=rights, at=at)
    return _fit(found, edition, rights)


def all_rows(edition: Edition, *, rights: Rights, at: datetime) -> "engine.Disclosed":
    """Every row that the check found, for the sender's list."""
    found = engine.findings_for_sender(store(), edition.ref, keyring())
    _written_down("returns.export", edition, rows=len(found.rows), rights=rights, at=at)
    return _fit(found, edition, rights)


def _written_down(name: str, edition: Edition, *, rows: int, rights: Rights, at: datetime) -> None:
    if rights.person is None:
        raise ValueError("nobody is signed in")
    trail.read(
        name,
        by=rights.person,
        at=at,
        kind="edition",
        ref=edition.ref,
        subjects=(edition.of.ref, edition.of.body.ref),
        rows=rows,
    )


def _fit(found: "engine.Disclosed", edition: Edition, rights: Rights) -> "engine.Disclosed":
    if rights.sees(f"identities:{edition.of.body.ref}"):
        return found
    return engine.Disclosed(tuple(_without_ids(found.rows)), found.of)


def _without_ids(rows: tuple[Mapping[str, Any], ...]) -> Iterator[Mapping[str, Any]]:
    for row in rows:
        yield {**row, "child_id": None, "value": ""}
