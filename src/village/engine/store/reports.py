"""The findings of a return's check: kept sealed, and without the child's own id beside them.

Two files an edition: `reports` holds findings by the child's number in the file, `identities` holds
which id that number has. Only `findings_for_sender` brings them together again.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from village.engine.store.keep import sealed_file
from village.engine.store.layout import Store
from village.kernel.seal import Keyring, SealedReader

Finding = Mapping[str, Any]  # Any: plain values as `Issue` writes them


@dataclass(frozen=True, slots=True)
class Disclosed:
    """Rows about children, for the agency that sent them. To be written to the trail, not kept."""

    rows: tuple[Finding, ...]
    of: int  # how many there are in all


def keep_findings(store: Store, ref: str, keyring: Keyring, findings: Sequence[Finding]) -> None:
    """Seal an edition's findings apart from the ids of the children that they are about."""
    ids = {str(found["child"]): found["child_id"] for found in findings if found["child_id"]}
    with sealed_file(
        store.path("identities", f"{ref}.findings.sealed"), keyring, context=b"ids " + ref.encode()
    ) as writer:
        writer.write(json.dumps(ids).encode())
    with sealed_file(
        store.path("reports", f"{ref}.sealed"), keyring, context=b"report " + ref.encode()
    ) as writer:
        for found in findings:
            writer.write(json.dumps({**found, "child_id": None}).encode() + b"\n")


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
    """
    ids = _ids(store, ref, keyring)
    wanted = [
        {**found, "child_id": ids.get(str(found["child"]))}
        for found in _findings(store, ref, keyring)
        if rule is None or found["rule"] == rule
    ]
    end = None if most is None else skip + most
    return Disclosed(tuple(wanted[skip:end]), len(wanted))


def _ids(store: Store, ref: str, keyring: Keyring) -> dict[str, str]:
    with store.path("identities", f"{ref}.findings.sealed").open("rb") as sealed:
        found: dict[str, str] = json.loads(
            SealedReader(sealed, keyring, context=b"ids " + ref.encode()).read()
        )
    return found


def _findings(store: Store, ref: str, keyring: Keyring) -> Iterator[Finding]:
    with store.path("reports", f"{ref}.sealed").open("rb") as sealed:
        for line in SealedReader(sealed, keyring, context=b"report " + ref.encode()):
            yield json.loads(line)
