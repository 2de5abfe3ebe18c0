"""What of returns a partnership brings from its own spreadsheets: years of counts."""

from village.evidence.returns.pastfile.counts import COUNTS

KINDS = (COUNTS,)

__all__ = ["KINDS"]
