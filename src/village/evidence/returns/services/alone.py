"""Shows a sender which of its absences no other list knows: written down before a row leaves."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from village import engine, trail
from village.evidence.returns.models import Edition
from village.evidence.returns.rules import State
from village.evidence.returns.services.house import keyring, store
from village.kernel.refusal import Refusal
from village.partnership.people.rights import Rights

LOOK, EXPORT = "returns.look_alone", "returns.export_alone"
TELLING = ("child_id", "reference")
"""What of a row tells of a child: for those alone who may see the body's identities."""

Row = Mapping[str, Any]  # Any: plain values of a row


class NoneHere(Refusal):
    """No version was made of this edition, or its rows are destroyed."""

    def __init__(self) -> None:
        super().__init__(
            "The lists of missing children were not laid side by side with this edition, or the "
            "rows are destroyed. The next version does it again."
        )


def own_rows(edition: Edition, *, name: str, rights: Rights, at: datetime) -> tuple[Row, ...]:
    """The edition's rows that no other list knows of, in its sender's own ids.

    name: LOOK or EXPORT. Refused: NoneHere; the look could not be recorded.
    """
    if edition.state != State.ACCEPTED or edition.stored_at is None:
        raise NoneHere
    found = engine.alone_for_sender(store(), edition.ref, keyring())
    if found is None:
        raise NoneHere
    subjects = (edition.of.ref, edition.of.body.ref)
    trail.read(
        name, by=rights, at=at, kind="edition", ref=edition.ref, subjects=subjects, rows=found.of
    )
    if rights.sees(f"identities:{edition.of.body.ref}"):
        return found.rows
    return tuple({**row, **dict.fromkeys(TELLING)} for row in found.rows)
