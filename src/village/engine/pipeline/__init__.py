"""The way through: file -> Received -> Checked -> Stored -> Linked -> Measured -> Releasable."""

from village.engine.pipeline.building import build
from village.engine.pipeline.counting import OnProgress, Rulebook, measured_of, silent
from village.engine.pipeline.keeping import (
    Kept,
    keep_apart,
    keep_return,
    part,
    schemas_of,
    split,
)
from village.engine.pipeline.releasing import release

__all__ = [
    "Kept",
    "OnProgress",
    "Rulebook",
    "build",
    "keep_apart",
    "keep_return",
    "measured_of",
    "part",
    "release",
    "schemas_of",
    "silent",
    "split",
]
