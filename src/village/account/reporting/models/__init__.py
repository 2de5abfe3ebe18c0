"""Reports that were dropped to be checked, and what was said of them."""

from village.account.reporting.models.reports import Report, Reports
from village.account.reporting.models.sealing import sealed, unsealed

__all__ = ["Report", "Reports", "sealed", "unsealed"]
