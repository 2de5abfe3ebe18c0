"""What the site knows of the data set: its versions, and what left for partners and the public."""

from village.evidence.indicators.models.releases import Release, ReleaseState
from village.evidence.indicators.models.versions import Version

__all__ = ["Release", "ReleaseState", "Version"]
