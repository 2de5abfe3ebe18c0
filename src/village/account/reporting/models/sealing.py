"""What a report is called and what was said of it: sealed under the report's own ref."""

import json

from django.conf import settings

from village.account.reporting.rules import Said
from village.kernel.seal import Keyring, seal, unseal


def sealed(said: Said, *, ref: str) -> bytes:
    """As `Report.said` holds it; it opens for that report alone."""
    return seal(json.dumps(said).encode(), _keyring(), context=_context(ref))


def unsealed(said: bytes, *, ref: str) -> Said:
    """Raises SealError where it is not of that report."""
    plain: Said = json.loads(unseal(said, _keyring(), context=_context(ref)))
    return plain


def _context(ref: str) -> bytes:
    return f"reporting.report:{ref}".encode()


def _keyring() -> Keyring:
    return Keyring.from_environment(settings.VILLAGE_KEYS)
