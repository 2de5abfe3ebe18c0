"""What must not be lost: queued work, typed drafts, and the keys of what was sent once."""

from village.jobs.registry import Handler, Progress, handler

__all__ = ["Handler", "Progress", "handler"]
