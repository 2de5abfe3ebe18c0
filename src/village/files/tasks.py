"""What a worker does for the files at regular times; `jobs.regular` reads EVERY."""

from datetime import datetime, timedelta

from village.files.services import sweep
from village.kernel.clock import SystemClock


def sweep_spools(*, at: datetime) -> None:
    # The age of bytes on a disk is told by the world's clock, not by one that stands.
    sweep(now=SystemClock().now())


EVERY = (("files.sweep", timedelta(hours=6), sweep_spools),)
