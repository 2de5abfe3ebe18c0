"""The folders of the store, and the one pointer that says which version is current."""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from village.engine.errors import Busy, Unreadable

NAME = re.compile(r"[A-Za-z0-9_-]+(\.[a-z]+)*")
VERSION = re.compile(r"v\d{5,}")
PARTS = ("raw", "identities", "reports", "events", "links", "figures", "releases", "scratch")


class Store:
    """One store on disk. Every folder of it is readable by its owner alone (0700).

    A builder works in `scratch` and publishes by renaming; readers follow the pointer.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        for folder in (root / part for part in PARTS):
            folder.mkdir(exist_ok=True, mode=0o700)
            if folder.stat().st_mode & 0o077:
                folder.chmod(0o700)

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
                    "Another version is being built, or a return is being stored.",
                    mend="Wait until that has finished and try again.",
                ) from None
            self._sweep()
            yield

    def _sweep(self) -> None:
        """Remove what a killed builder left: its scratch, and a version that nobody points to."""
        published = self.versions()
        left = [self.path("figures", name) for name in self._complete() if name not in published]
        if len(left) > 1:
            raise Unreadable(
                "The store holds versions that its pointer does not know.",
                where="current",
                mend="Write the name of the newest folder in “figures” into the file “current”.",
            )
        for path in [*(self.root / "scratch").iterdir(), *left]:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
        self.drop_links(but=self.current())

    def drop_links(self, *, but: str | None = None) -> None:
        """Remove the links of every version but one, each at once."""
        for folder in (self.root / "links").iterdir():
            if folder.name != but:
                gone = self.root / "scratch" / f"links-{uuid4().hex}"
                with suppress(FileNotFoundError):  # somebody else removed it meanwhile
                    folder.rename(gone)
                shutil.rmtree(gone, ignore_errors=True)

    def current(self) -> str | None:
        """The name of the version that counts, or None before the first."""
        pointer = self.root / "current"
        return pointer.read_text().strip() if pointer.exists() else None

    def versions(self) -> list[str]:
        """Every published version, oldest first."""
        newest = _number(self.current())
        return sorted((name for name in self._complete() if _number(name) <= newest), key=_number)

    def _complete(self) -> Iterator[str]:
        """Versions whose folders stand in whole, published or not."""
        names = (folder.name for folder in (self.root / "figures").iterdir())
        return (name for name in names if VERSION.fullmatch(name))

    def next_version(self) -> str:
        """The name that the next version will have, for whoever holds the lock."""
        return f"v{_number(self.current()) + 1:05d}"

    def publish(self, folder: Path, *, links: Path | None = None) -> str:
        """Make a finished scratch folder the current version: a rename, then a renamed pointer.

        links: the scratch folder of who is whose child in it; those of older versions go.
        """
        name = self.next_version()
        if links is not None:
            settle(links)
            links.rename(self.root / "links" / name)
            flush(self.root / "links")
        settle(folder)
        folder.rename(self.root / "figures" / name)
        flush(self.root / "figures")
        pointer = self.root / "scratch" / f"current-{name}"
        pointer.write_text(name)
        flush(pointer)
        pointer.rename(self.root / "current")
        flush(self.root)
        self.drop_links(but=name)
        return name


class Held(Store):
    """The store in a process whose parent holds its lock, and keeps it until all are done."""

    @contextmanager
    def one_builder(self) -> Iterator[None]:
        yield


def _number(version: str | None) -> int:
    return int(version.removeprefix("v")) if version else 0


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
