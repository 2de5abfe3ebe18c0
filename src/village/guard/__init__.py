"""What lies under all apps: no unscoped query, no write outside a verb, no page without access.

See docs/decisions/0007. Nothing here owns a table; the rooms above say what is visible to whom.
"""

from village.guard.pages import declare, declared, open_to_all
from village.guard.sight import Guarded, GuardedQuerySet, Unscoped
from village.guard.writes import (
    Actor,
    Recorder,
    UntrackedWrite,
    beginning_with,
    begun,
    install,
    migrating,
    recorder,
    recording,
    writing_beside,
)

__all__ = [
    "Actor",
    "Guarded",
    "GuardedQuerySet",
    "Recorder",
    "Unscoped",
    "UntrackedWrite",
    "beginning_with",
    "begun",
    "declare",
    "declared",
    "install",
    "migrating",
    "open_to_all",
    "recorder",
    "recording",
    "writing_beside",
]
