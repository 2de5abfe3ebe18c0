"""Every write of this room: versions, releases, and tables that are counted on request."""

from village.evidence.indicators.services.building import (
    BUILD,
    ask_for_decided,
    ask_for_version,
    build,
    draw,
    draw_missing,
    publish,
)

__all__ = [
    "BUILD",
    "ask_for_decided",
    "ask_for_version",
    "build",
    "draw",
    "draw_missing",
    "publish",
]
