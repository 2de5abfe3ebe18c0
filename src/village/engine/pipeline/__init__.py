"""The way through: file -> Received -> Checked -> Stored -> Linked -> Measured -> Releasable."""

from village.engine.pipeline.building import build
from village.engine.pipeline.counting import OnProgress, Rulebook, measured_of, silent
from village.engine.pipeline.joining import join
from village.engine.pipeline.keeping import (
    Kept,
    keep_apart,
    keep_return,
    part,
    schemas_of,
    split,
)
from village.engine.pipeline.releasing import release
from village.engine.pipeline.separating import Parted, Secrets, split_apart

__all__ = [
    "Kept",
    "OnProgress",
    "Parted",
    "Rulebook",
    "Secrets",
    "build",
    "join",
    "keep_apart",
    "keep_return",
    "measured_of",
    "part",
    "release",
    "schemas_of",
    "silent",
    "split",
    "split_apart",
]
