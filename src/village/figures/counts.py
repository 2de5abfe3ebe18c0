"""A number of children that may be shown, or the plain fact that it may not."""

from dataclasses import dataclass
from typing import Final

SMALL: Final = "small number"
THRESHOLD: Final = 5


@dataclass(frozen=True, slots=True)
class Count:
    """A true count. Nought is Count(0), and nothing else is ever nought.

    children: how many children stand behind the number, which decides if it may be shown.
    events: what is counted, where that is not children (referrals, episodes); None otherwise.
    """

    children: int
    events: int | None = None

    def __post_init__(self) -> None:
        if self.children < 0:
            raise ValueError("a count of children is 0 or more")
        if self.events is not None and self.events < self.children:
            raise ValueError("each child that is counted has at least one event")
        if self.events and not self.children:
            raise ValueError("events belong to at least one child")

    @property
    def number(self) -> int:
        """The number that people read: events where events are counted, else children."""
        return self.children if self.events is None else self.events


@dataclass(frozen=True, slots=True)
class Withheld:
    """A count that is not shown. It has no number, so it can be taken for none.

    why: the same words for each withheld cell of a table: telling a small cell from the one
    that covers it would give the small one away.
    """

    why: str = SMALL


def is_small(children: int, *, threshold: int = THRESHOLD) -> bool:
    """Tell whether a number of children could point at a child: 1 up to the threshold."""
    return 1 <= children <= threshold


def protect(
    children: int, *, events: int | None = None, threshold: int = THRESHOLD
) -> Count | Withheld:
    """Turn a true count into one that may be shown.

    children: a true count of persons, 0 or more. Raises ValueError below 0.
    events: give it where events are counted: six episodes of one child are one child.
    Source: DfE, children in need statistics, 1 to 5 not shown.
    """
    count = Count(children, events)
    return Withheld() if is_small(children, threshold=threshold) else count
