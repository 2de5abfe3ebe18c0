"""Places on a page that rooms above this one fill: `(rights, subjects) -> parts`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

AT_MOST = 12

Part = TypeVar("Part")

# Any: `Rights` belongs to `people`, which lies above and may not be named here.
Filler = Callable[[Any, Sequence[str]], Iterable[Part]]


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its words; `hint` is a line beneath it where there is room.

    also: addresses of pages that lie under it without beginning with its own.
    """

    text: str
    href: str
    hint: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Use:
    """Where something that was sent is used. subject: its ref. drawn: what draws on it."""

    subject: str
    version: Link
    drawn: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Slot(Generic[Part]):
    """A named place. `subjects` says what refs its fillers are handed."""

    name: str
    where: str
    subjects: str
    part: type[Part]


NAVIGATION = Slot("navigation", "The main navigation of every page, by role.", "none", Link)
ACCOUNT = Slot("account", "Top right of every page: who I am, sign in or out.", "none", Link)
PARTNERSHIP = Slot("partnership", "The partnership's name beside the product's.", "none", str)
FRONT = Slot("front", "The cards of the front page, one for each room.", "none", Link)
USED = Slot("used", "On a return: which version and indicators use it.", "refs of editions", Use)

ALL: tuple[Slot[Any], ...] = (NAVIGATION, ACCOUNT, PARTNERSHIP, FRONT, USED)

_fillers: dict[str, list[tuple[int, Filler[Any]]]] = {slot.name: [] for slot in ALL}


def fill(slot: Slot[Part], filler: Filler[Part], *, order: int = 50) -> None:
    """Let `filler` fill the slot; call it in `AppConfig.ready`. A lower order stands first.

    The filler starts from `visible_to(rights)`, asks once for all subjects and writes nothing.
    """
    entries = _fillers[slot.name]
    if filler not in [known for _, known in entries]:
        entries.append((order, filler))
        entries.sort(key=lambda entry: entry[0])


def parts(slot: Slot[Part], rights: Any, subjects: Sequence[str] = ()) -> tuple[Part, ...]:
    """All that the rooms above put into the slot, in their order."""
    return tuple(
        part for _, filler in _fillers[slot.name] for part in filler(rights, tuple(subjects))
    )


def reference() -> str:
    """The page docs/reference/slots.md, which is this and nothing else."""
    lines = [
        "# Slots",
        "",
        "Places on a page that rooms above `design` fill in their `AppConfig.ready`:",
        "",
        "    slots.fill(slots.NAVIGATION, links, order=10)",
        "",
        "A filler is `(rights, subjects) -> parts`. It is called once a page, starts from",
        f"`visible_to(rights)` and writes nothing. There are at most {AT_MOST} slots.",
        "",
        "| slot | where it shows | subjects | part |",
        "| --- | --- | --- | --- |",
        *(f"| `{s.name}` | {s.where} | {s.subjects} | `{s.part.__name__}` |" for s in ALL),
    ]
    return "\n".join(lines) + "\n"
