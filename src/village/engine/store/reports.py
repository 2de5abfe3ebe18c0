"""The findings of a return's check: sealed, and apart from whom and what they were found in.

Two files an edition: `reports` holds each finding's rule and place in the file, `identities` holds
the child's own id and the value found. Only `findings_for_sender` brings them together again.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from village.engine.store.keep import opened, sealed_file
from village.engine.store.layout import Store
from village.engine.store.seals import SealedKind
from village.kernel.seal import Keyring

Finding = Mapping[str, Any]  # Any: plain values as `Issue` writes them
Count = Mapping[str, str]
"""One line of a return of counts, by column, as it was typed."""
TELLING = ("child_id", "value")
"""What tells of a child; the rest of a finding tells where to look."""


@dataclass(frozen=True, slots=True)
class Disclosed:
    """Rows about children, for the agency that sent them. To be written to the trail, not kept."""

    rows: tuple[Finding, ...]
    of: int  # how many there are in all


def keep_findings(store: Store, ref: str, keyring: Keyring, findings: Sequence[Finding]) -> None:
    """Seal an edition's findings, a line each, in the same order in both files: both or neither."""
    told = [{name: found[name] for name in TELLING} for found in findings]
    places = [{**found, **dict.fromkeys(TELLING)} for found in findings]
    both = ((SealedKind.FOUND_OF_WHOM, told), (SealedKind.FOUND_WHERE, places))
    try:
        for kind, rows in both:
            with sealed_file(store, kind, ref, keyring) as writer:
                for row in rows:
                    writer.write(json.dumps(row).encode() + b"\n")
    except BaseException:
        for kind, _ in both:
            kind.path(store, ref).unlink(missing_ok=True)
        raise


def keep_counts(store: Store, ref: str, keyring: Keyring, counts: Sequence[Count]) -> None:
    """Seal the counts that an edition holds as they were typed, for whoever goes on typing."""
    with sealed_file(store, SealedKind.COUNTS, ref, keyring) as writer:
        writer.write(json.dumps(list(counts)).encode())


def counts_for_sender(store: Store, ref: str, keyring: Keyring) -> tuple[Count, ...]:
    """One edition's counts, small ones too; none where it brought no counts.

    The caller proves the reader's right and writes the trail before anything of this leaves.
    """
    if not SealedKind.COUNTS.path(store, ref).exists():
        return ()
    with opened(store, SealedKind.COUNTS, ref, keyring) as whole:
        return tuple(json.loads(whole.read()))


def findings_for_sender(
    store: Store,
    ref: str,
    keyring: Keyring,
    *,
    rule: str | None = None,
    skip: int = 0,
    most: int | None = None,
) -> Disclosed:
    """One edition's findings with the agency's own ids, a page of one rule or all of them.

    The caller proves the reader's right and writes the trail before anything of this leaves.
    Cost: every finding is unsealed, and those of the page are read.
    """
    mark = b"" if rule is None else json.dumps({"rule": rule})[1:-1].encode()
    reports = enumerate(_lines(store, SealedKind.FOUND_WHERE, ref, keyring))
    wanted = [(number, line) for number, line in reports if mark in line]
    end = None if most is None else skip + most
    shown = {number: json.loads(line) for number, line in wanted[skip:end]}
    told = enumerate(_lines(store, SealedKind.FOUND_OF_WHOM, ref, keyring))
    rows = ({**shown[number], **json.loads(line)} for number, line in told if number in shown)
    return Disclosed(tuple(rows), len(wanted))


def _lines(store: Store, kind: SealedKind, ref: str, keyring: Keyring) -> Iterator[bytes]:
    with opened(store, kind, ref, keyring) as lines:
        yield from lines
