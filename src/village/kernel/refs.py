"""Random names for things, so that no address gives a database key away."""

import secrets
import string

LENGTH = 16
PATTERN = f"[0-9A-Za-z]{{{LENGTH}}}"

# Letters and digits only: a ref that began with "-" would read as a formula in a sheet
# and as an option on a command line.
_ALPHABET = string.digits + string.ascii_letters


def new_ref() -> str:
    """Give a fresh ref of 16 url-safe characters (95 random bits)."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(LENGTH))
