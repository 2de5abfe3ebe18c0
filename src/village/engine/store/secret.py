"""The store's own secret, under which children's keys are made; it outlives the seals' keys."""

import secrets
from pathlib import Path

from village.engine.store.layout import Store, flush
from village.engine.store.seals import SealedKind
from village.kernel.seal import Keyring, seal, unseal

CONTEXT = SealedKind.SECRET.context()


def child_secret(store: Store, keyring: Keyring) -> bytes:
    """The 32 bytes under which children's keys are made: written once, sealed, for this store."""
    path = SealedKind.SECRET.path(store)
    if not path.exists():
        _write_once(path, seal(secrets.token_bytes(32), keyring, context=CONTEXT))
    return unseal(path.read_bytes(), keyring, context=CONTEXT)


def _write_once(path: Path, sealed: bytes) -> None:
    """Two processes may come first at once: the link refuses the second one's secret."""
    mine = path.with_suffix(f".{secrets.token_hex(8)}")
    mine.write_bytes(sealed)
    flush(mine)
    try:
        path.hardlink_to(mine)
    except FileExistsError:
        pass
    finally:
        mine.unlink()
    flush(path.parent)
