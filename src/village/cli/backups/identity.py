"""Whom a backup is sealed to, and the identity that opens it: keys of age (X25519)."""

import os
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from pyrage import IdentityError, RecipientError, x25519

from village import engine

SETTING = "VILLAGE_BACKUP_TO"


def recipients(asked: Sequence[str]) -> list[x25519.Recipient]:
    """Everybody who shall be able to open it: each named by --to, or else by the environment."""
    named = [word for text in asked or [os.environ.get(SETTING, "")] for word in _words(text)]
    if not named:
        raise engine.Usage(
            "Nobody is named who can open the backup.",
            where=f"--to, or {SETTING}",
            mend="Make a key with `village backup --new-key FILE` and give what it prints.",
        )
    return [_recipient(word, place=place) for place, word in enumerate(named, start=1)]


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[,\s]+", text) if word]


def _recipient(word: str, *, place: int) -> x25519.Recipient:
    try:
        return x25519.Recipient.from_str(word)
    except RecipientError:
        raise engine.Usage(
            f"Recipient {place} is not one: it begins with age1 and has 62 signs.",
            where=f"--to, or {SETTING}",
            mend="Give it as `village backup --new-key FILE` printed it.",
        ) from None


def new(path: Path) -> str:
    """Write a new identity for its owner's eyes alone; give the recipient that belongs to it."""
    made = x25519.Identity.generate()
    public = str(made.to_public())
    text = f"# made: {datetime.now(UTC):%Y-%m-%d}\n# public key: {public}\n{made}\n"
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise engine.Usage(
            "There is a file of this name, and it may be a key.",
            where=str(path),
            mend="Name another one: a key that is overwritten opens nothing any more.",
        ) from None
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    return public


def read(path: Path) -> list[x25519.Identity]:
    """The identities of a file as age-keygen or --new-key wrote it."""
    try:
        lines = path.read_text(encoding="ascii").splitlines()
        return _identities([line.strip() for line in lines])
    except FileNotFoundError:
        raise engine.Unreadable(
            "There is no such identity.",
            where=str(path),
            mend="Fetch it from where it is kept: nothing else opens the backup.",
        ) from None
    except (IdentityError, UnicodeDecodeError):
        raise engine.Unreadable(
            "This is not an identity of age.",
            where=str(path),
            mend="Give the file that `village backup --new-key` wrote: AGE-SECRET-KEY-1…",
        ) from None


def _identities(lines: Sequence[str]) -> list[x25519.Identity]:
    found = [line for line in lines if line and not line.startswith("#")]
    if not found:
        raise IdentityError("empty")
    return [x25519.Identity.from_str(line) for line in found]
