"""What a person said of a report: sealed under the report's own name."""

import json

from django.conf import settings

from village.account.reporting.models import Report
from village.account.reporting.rules import PARTS_SAID, Said
from village.kernel.seal import Keyring, seal, unseal


def said_of(report: Report) -> Said:
    """What its owner said; nothing where nothing was."""
    if not report.said:
        return {part: {} for part in PARTS_SAID}
    plain: Said = json.loads(unseal(bytes(report.said), _keyring(), context=_context(report.ref)))
    return plain


def sealed(said: Said, *, ref: str) -> bytes:
    """As `Report.said` holds it; it opens for that report alone."""
    return seal(json.dumps(said).encode(), _keyring(), context=_context(ref))


def _context(ref: str) -> bytes:
    return f"reporting.report:{ref}".encode()


def _keyring() -> Keyring:
    return Keyring.from_environment(settings.VILLAGE_KEYS)
