"""Opens the sealed identities of returns for linkage, and gives each child of the whole a token."""

import hmac
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from village.engine.linkage.linked import Linked
from village.engine.linkage.records import Identity, PersonRecord, gather
from village.engine.store.keep import read_identities
from village.engine.store.layout import Store
from village.kernel.seal import Keyring


@dataclass(frozen=True, slots=True)
class Source:
    """A return whose identities are to be linked. agency: a ref. until: the last day it is for."""

    ref: str
    agency: str
    until: date


def open_records(
    store: Store, sources: Iterable[Source], keyring: Keyring
) -> Iterator[PersonRecord]:
    """One record for each child of each agency, of all its returns; what is newer counts.

    sources: of two returns until the same day the later one counts. Nothing of it is written
    anywhere. Raises what opening a seal raises.
    """
    returns: dict[str, list[Source]] = defaultdict(list)
    for source in sorted(sources, key=lambda one: (one.agency, one.until)):
        returns[source.agency].append(source)
    for agency, theirs in returns.items():
        yield from gather(_rows(store, theirs, keyring), agency=agency)


def _rows(store: Store, sources: Iterable[Source], keyring: Keyring) -> Iterator[Identity]:
    for source in sources:
        yield from read_identities(store, source.ref, keyring)


def child_tokens(linked: Linked, *, secret: bytes) -> Mapping[str, str]:
    """The whole's child, as 32 hex characters, by each agency's child key.

    secret: the linker's own for this version, so that two versions' rows cannot be laid together
    by whoever has both.
    """
    return {
        key: hmac.digest(secret, keys[0].encode(), "sha256").hex()[:32]
        for keys in linked.children
        for key in keys
    }
