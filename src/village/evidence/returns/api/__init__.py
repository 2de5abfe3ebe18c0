"""What a body's own system asks of returns and sends for them."""

from village.evidence.returns.api.document import PATHS, SCHEMAS
from village.evidence.returns.api.reading import counts, edition, issues, owed, returns
from village.evidence.returns.api.sending import send

__all__ = ["PATHS", "SCHEMAS", "counts", "edition", "issues", "owed", "returns", "send"]
