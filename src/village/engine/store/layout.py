"""The folders of the store, and the one pointer that says which version is current."""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from village.engine.errors import Busy

NAME = re.compile(r"[A-Za-z0-9_-]+(\.[a-z]+)*")
PARTS = ("raw", "identities", "reports", "events", "figures", "scratch")


class Store:
    """One store on disk. Every folder is readable by its owner alone (0700).

    A builder works in `scratch` and publishes by renaming; readers follow the pointer.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        for folder in (root, *(root / part for part in PARTS)):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def path(self, part: str, name: str) -> Path:
        """A file or folder of one part; names are refs and versions, never what a person typed."""
        if part not in PARTS or not NAME.fullmatch(name):
            raise ValueError("not a name of the store")
        return self.root / part / name

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """A folder to work in, gone afterwards unless it was renamed away."""
        folder = self.root / "scratch" / uuid4().hex
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def one_builder(self) -> Iterator[None]:
        """One builder at a time, or Busy; the system frees the lock of a killed builder."""
        with (self.root / "lock").open("w") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Busy(
                    "another version is being built",
                    where=str(self.root),
                    mend="wait until it has finished and try again",
                ) from None
            self._sweep()
            yield

    def _sweep(self) -> None:
        """Remove what killed builders left: scratch folders, and figures nobody points to yet."""
        for folder in (self.root / "scratch").iterdir():
            shutil.rmtree(folder, ignore_errors=True)
        current = self.current()
        for folder in (self.root / "figures").iterdir():
            if current is None or folder.name > current:
                shutil.rmtree(folder, ignore_errors=True)

    def current(self) -> str | None:
        """The name of the version that counts, or None before the first."""
        pointer = self.root / "current"
        return pointer.read_text().strip() if pointer.exists() else None

    def versions(self) -> list[str]:
        """Every published version, oldest first."""
        current = self.current()
        names = sorted(folder.name for folder in (self.root / "figures").iterdir())
        return [name for name in names if current is not None and name <= current]

    def publish(self, folder: Path) -> str:
        """Make a finished scratch folder the current version: a rename, then a renamed pointer."""
        current = self.current()
        name = f"v{int(current[1:]) + 1 if current else 1:05d}"
        settle(folder)
        folder.rename(self.root / "figures" / name)
        flush(self.root / "figures")
        pointer = self.root / "scratch" / f"current-{name}"
        pointer.write_text(name)
        flush(pointer)
        pointer.rename(self.root / "current")
        flush(self.root)
        return name


def flush(path: Path) -> None:
    """Push a file or folder to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def settle(folder: Path) -> None:
    """Push every file below a folder to the disk, then the folder itself."""
    for path in sorted(folder.rglob("*")):
        flush(path)
    flush(folder)
