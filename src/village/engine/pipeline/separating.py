"""Parts a return at its agency into two files: who children are, and what happened to them."""

import hmac
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from village.engine.errors import Usage
from village.engine.intake.received import Received
from village.engine.linkage.match_keys import secret_of, tokens
from village.engine.linkage.records import USED, gather
from village.engine.pipeline.keeping import part
from village.engine.specs.returns import Spec
from village.engine.store.seals import REF
from village.engine.store.split import Identity, Keyed, Sent
from village.engine.store.travelling import Kind, written


@dataclass(frozen=True, slots=True)
class Parted:
    """What came of it: children, and events."""

    children: int
    events: int


@dataclass(frozen=True, slots=True)
class Secrets:
    """own: the agency's, for the keys of its children; the same for all its returns, ever.

    shared: the agencies' common one, where match keys are sent; alone: in place of identifiers.
    """

    own: bytes
    shared: bytes | None = None
    alone: bool = False


def split_apart(
    received: Received, *, spec: Spec, sent: Sent, secrets: Secrets, identities: Path, events: Path
) -> Parted:
    """Write the two files of a return; both whole, or neither.

    Raises Usage for a secret that is too short, for an id that is none, and where something lies
    there already.
    """
    for words in (sent.ref, sent.agency):
        if not re.fullmatch(REF, words):
            raise Usage(
                "An id is of letters, digits, hyphens and underscores alone.",
                where=words,
                mend="Write another id for the return or the agency, such as school-census-2026.",
            )
    keyed = Keyed(sent, secrets.own)
    facts = _facts(received, spec, sent, secrets)
    if identities.absolute() == events.absolute():
        raise Usage("Both files have one name.", where=str(events), mend="Name two files.")
    rows: list[Identity] = []
    with _neither_alone(identities, events), ExitStack() as both:
        who = both.enter_context(written(identities, Kind.IDENTITIES, facts))
        what = both.enter_context(written(events, Kind.EVENTS, facts))

        def event(table: str, row: dict[str, Any]) -> None:
            what.row([table, {name: _plain(value) for name, value in row.items()}])

        children = part(received, spec=spec, keyed=keyed, event=event, keep=rows.append)
        for row in _for_the_linker(rows, sent.agency, secrets):
            who.row(row)
    return Parted(children, what.rows)


@contextmanager
def _neither_alone(*paths: Path) -> Iterator[None]:
    """Where one of two new files cannot be written the other goes too."""
    before = [path for path in paths if path.exists()]
    try:
        yield
    except BaseException:
        for path in paths:
            if path not in before:
                path.unlink(missing_ok=True)
        raise


def _for_the_linker(
    rows: list[Identity], agency: str, secrets: Secrets
) -> Iterator[Mapping[str, Any]]:
    """Identifiers, the match keys that are made of them, or both."""
    if not secrets.alone:
        for row in rows:
            yield {name: text for name, text in row.items() if name in USED and text}
    if secrets.shared:
        for record in gather(rows, agency=agency):
            yield {"child_key": record.key, "tokens": tokens(record, secret=secrets.shared).tokens}


def _facts(received: Received, spec: Spec, sent: Sent, secrets: Secrets) -> Mapping[str, Any]:
    return {
        "return": sent.ref,
        "agency": sent.agency,
        "sender": spec.sender,
        "spec": spec.id,
        "period": sent.period.key,
        "sha256": received.sha256,
        "key": key_id(secrets.own),
        "match_key": key_id(secrets.shared) if secrets.shared else "",
    }


def key_id(secret: bytes) -> str:
    """Tells one secret from another, and nothing of it. Raises Usage for one that is too short."""
    return hmac.digest(secret_of(secret), b"village: which key this is", "sha256").hex()[:16]


def _plain(value: Any) -> Any:  # Any: a cell of an event
    return value.isoformat() if isinstance(value, date | datetime) else value
