"""What another system reads of figures: what a key's maker sees on the pages, and no more."""

from village.evidence.indicators.api.document import PATHS, SCHEMAS
from village.evidence.indicators.api.reading import listed, one, version, versions

__all__ = ["PATHS", "SCHEMAS", "listed", "one", "version", "versions"]
