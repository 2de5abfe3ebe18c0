"""The store that `village build` makes, and the keys that seal it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree

from village import engine
from village.kernel.seal import KeyFault, Keyring, new_key

MARK = "child-secret.sealed"
"""The file by which a sealed store is known."""
STORE = {
    "raw", "identities", "reports", "events", "links", "figures", "releases", "scratch", "lock",
    MARK,
}  # fmt: skip
OTHER_KEYS = (
    "Set VILLAGE_KEYS to the keys of the build that made it, or name another folder with --out; "
    "a build without VILLAGE_KEYS made its own key and forgot it."
)


def keyring_for(out_folder: Path) -> Keyring:
    """The keys of the environment, or one for this run, which opens no store that is there."""
    _refuse_joined(out_folder)
    given = os.environ.get("VILLAGE_KEYS")
    if not given and Path(out_folder, MARK).exists():
        raise engine.Usage(
            "This store is sealed, and VILLAGE_KEYS, which opens it, is not set.",
            where=str(out_folder),
            mend=OTHER_KEYS,
        )
    try:
        return Keyring.from_environment(given or new_key("one-run"))
    except KeyFault as fault:
        raise engine.Usage(str(fault), mend="Set VILLAGE_KEYS as it was given to you.") from None


def _refuse_joined(folder: Path) -> None:
    """A store that `village join` made holds no identities, and none may come into it."""
    if Path(folder, "current").exists() and not Path(folder, MARK).exists():
        raise engine.Usage(
            "This store was made by `village join`, for somebody who must see no identities.",
            where=str(folder),
            mend="Name another folder with --out.",
        )


@contextmanager
def store_in(folder: Path) -> "Iterator[engine.Store]":
    """The store in the output folder; one that was begun here and came to nothing is gone again."""
    is_new = not Path(folder, MARK).exists()
    try:
        store = engine.Store(folder)
    except OSError as refused:
        raise engine.Usage(
            f"No store can be made there: {refused.strerror}.",
            where=str(folder),
            mend="Name another folder with --out.",
        ) from None
    try:
        yield store
    except BaseException:
        if is_new:
            _undo(store)
        raise


def _undo(store: "engine.Store") -> None:
    """Remove a store without a version. Where another builds in it, it is theirs."""
    with suppress(engine.Busy), store.one_builder():
        if store.current() is not None:
            return
        for path in store.root.iterdir():
            if path.name in STORE and path.is_dir():
                rmtree(path)
            elif path.name in STORE:
                path.unlink()


def take_out(store: "engine.Store", *, but: "list[engine.Kept]") -> None:
    """What lies no longer in the folder of returns lies no longer in the store."""
    still = {kept.ref for kept in but}
    for folder in list((store.root / "events").iterdir()):
        if folder.name not in still:
            engine.destroy(store, folder.name)
