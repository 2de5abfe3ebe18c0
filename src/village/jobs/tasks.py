"""What a worker does for drafts and keys at regular times; `jobs.regular` reads EVERY."""

from datetime import timedelta

from village.jobs import drafts, keys

EVERY = (
    ("jobs.sweep_drafts", timedelta(hours=6), drafts.sweep),
    ("jobs.sweep_keys", timedelta(hours=6), keys.sweep),
)
