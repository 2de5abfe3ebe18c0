"""What a kit lets out of the partnership: an indicator, for whom, and with which splits."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Listed:
    """An indicator that may leave. audiences: for whom. breakdowns: the splits that go with it."""

    indicator: str
    audiences: tuple[str, ...]
    breakdowns: tuple[str, ...] = ()
