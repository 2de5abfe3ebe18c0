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
from village.engine.linkage.condensing import condensed
from village.engine.linkage.match_keys import secret_of, tokens
from village.engine.linkage.records import gather
from village.engine.pipeline.keeping import part, schemas_of
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
    pair = _pair(received, spec, sent, secrets.own)
    columns = {table: set(schema.names) for table, schema in schemas_of(spec).items()}
    if identities.absolute() == events.absolute():
        raise Usage("Both files have one name.", where=str(events), mend="Name two files.")
    rows: list[Identity] = []
    with _neither_alone(identities, events), ExitStack() as both:
        who = both.enter_context(
            written(identities, Kind.IDENTITIES, _of_whom(spec, sent, secrets, pair))
        )
        what = both.enter_context(
            written(events, Kind.EVENTS, _of_what(received, spec, sent, secrets, pair))
        )

        def event(table: str, row: dict[str, Any]) -> None:
            kept = columns[table]
            what.row([table, {name: _plain(cell) for name, cell in row.items() if name in kept}])

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
    """Identifiers, the match keys that are made of them, or both; each child by its key."""
    fewest = list(condensed(rows))
    if not secrets.alone:
        yield from fewest
    if secrets.shared:
        for record in gather(fewest, agency=agency):
            yield {"child_key": record.key, "tokens": tokens(record, secret=secrets.shared).tokens}


Facts = dict[str, str]


def _of_both(spec: Spec, sent: Sent, secrets: Secrets, pair: str) -> Facts:
    return {
        "agency": sent.agency,
        "sender": spec.sender,
        "key": key_id(secrets.own),
        "match_key": key_id(secrets.shared) if secrets.shared else "",
        "pair": pair,
    }


def _of_whom(spec: Spec, sent: Sent, secrets: Secrets, pair: str) -> Facts:
    """What the linker is told: nothing of which return it is, but until when, as newer ones count.

    once: one return's mark, so that none is linked twice.
    """
    once = _mark(secrets.own, "which return this is", sent.ref)
    until = sent.period.last.isoformat()
    return {**_of_both(spec, sent, secrets, pair), "until": until, "once": once}


def _of_what(received: Received, spec: Spec, sent: Sent, secrets: Secrets, pair: str) -> Facts:
    return {
        **_of_both(spec, sent, secrets, pair),
        "return": sent.ref,
        "spec": spec.id,
        "period": sent.period.key,
        "sha256": received.sha256,
    }


def _pair(received: Received, spec: Spec, sent: Sent, own: bytes) -> str:
    """Says of two files that one run made them, and sorts returns until one day as `Kept.age` does.

    Their order is of beginnings and hashes, stretched and moved by numbers that the agency's secret
    gives for that day: of one file it tells nothing, of two which is the newer.
    """
    last, first = sent.period.last, sent.period.first
    drawn = bytes.fromhex(_mark(own, "how far to move", last.isoformat()))
    moved, stretched = int.from_bytes(drawn[:12]), 1 + int.from_bytes(drawn[12:14])
    place = (first.toordinal() << 32) + int(received.sha256[:8], 16)
    run = (sent.ref, sent.agency, spec.id, sent.period.key, received.sha256)
    return f"{moved + stretched * place:026x}-{_mark(own, 'which run this is', *run)}"


def _mark(own: bytes, *words: str) -> str:
    """32 hex characters that say nothing to whoever has not the agency's own secret."""
    said = "\x1f".join(("village", *words)).encode()
    return hmac.digest(secret_of(own), said, "sha256").hex()[:32]


def key_id(secret: bytes) -> str:
    """Tells one secret from another, and nothing of it. Raises Usage for one that is too short."""
    return hmac.digest(secret_of(secret), b"village: which key this is", "sha256").hex()[:16]


def _plain(value: Any) -> Any:  # Any: a cell of an event
    return value.isoformat() if isinstance(value, date | datetime) else value
