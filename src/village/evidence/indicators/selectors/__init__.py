"""What pages ask of figures."""

from village.evidence.indicators.selectors.drawing import corrections, uses
from village.evidence.indicators.selectors.figures import (
    Breakdown,
    Card,
    Shown,
    cards,
    label_of,
    made_of,
    one,
    sheet_of,
    version,
    versions,
)
from village.evidence.indicators.selectors.foremost import First, Foremost, foremost
from village.evidence.indicators.selectors.pictures import (
    OverTime,
    beside_chart,
    breakdown_chart,
    over_time,
    pictures_of,
    pictures_of_version,
    series_chart,
)

__all__ = [
    "Breakdown",
    "Card",
    "First",
    "Foremost",
    "OverTime",
    "Shown",
    "beside_chart",
    "breakdown_chart",
    "cards",
    "corrections",
    "foremost",
    "label_of",
    "made_of",
    "one",
    "over_time",
    "pictures_of",
    "pictures_of_version",
    "series_chart",
    "sheet_of",
    "uses",
    "version",
    "versions",
]
