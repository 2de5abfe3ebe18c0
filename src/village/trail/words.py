"""What the names in the trail mean: every room tells the words of its verbs, pages and records.

A room calls these once, in its `AppConfig.ready`. Nothing here says more than a name and an
address: never a child's name, never an id of a return.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """What a record is called, and where it is shown; no address where no page shows it."""

    text: str
    href: str = ""


Namer = Callable[[Collection[str]], Mapping[str, Named]]
"""Names by ref, for those refs that it knows: one call for a page, a fixed number of queries."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a refusal names it. kind: of the record whose ref its address carries."""

    words: str
    kind: str = ""


UNKNOWN_PAGE = Page("a page that is not there")

_verbs: dict[str, str] = {}
_refusals: dict[str, str] = {}
_pages: dict[str, Page] = {}
_kinds: dict[str, str] = {}
_namers: dict[str, Namer] = {}
_about_children: set[str] = set()
_systems: dict[str, str] = {}
_rooms: dict[str, str] = {}


def tell(
    verbs: Mapping[str, str],
    *,
    refusals: Mapping[str, str] | None = None,
    about_children: Collection[str] = (),
) -> None:
    """Tell what verbs mean, as a sentence without its subject: "Agreed to take the return in".

    refusals: of those that end in a refusal of their own. about_children: the looks at rows, ids
    or unprotected counts of children.
    """
    _verbs.update(verbs)
    _refusals.update(refusals or {})
    _about_children.update(about_children)


def tell_pages(pages: Mapping[str, Page]) -> None:
    """Tell what pages are called, by the name of their address: "returns.edition"."""
    _pages.update(pages)


def tell_kind(kind: str, words: str, *, namer: Namer | None = None) -> None:
    """Tell what a kind of record is called, and who knows the names of its records."""
    _kinds[kind] = words
    if namer is not None:
        _namers[kind] = namer


def tell_systems(systems: Mapping[str, str]) -> None:
    """Tell what the parts of the house that act by themselves are called."""
    _systems.update({f"system:{part}": words for part, words in systems.items()})


def tell_room(name: str, words: str) -> None:
    """Tell what the verbs of one room are about: name is how theirs begin."""
    _rooms[name] = words


def of_verb(name: str) -> str:
    """The sentence of a verb or look; of one that no room told, its own letters."""
    return _verbs.get(name, name.partition(".")[2].replace("_", " ").capitalize())


def of_refusal(name: str) -> str:
    """The sentence of a refusal: a deed's own, or of the page that was not shown."""
    return _refusals.get(name) or f"Was not shown {of_page(name).words}"


def of_page(name: str) -> Page:
    return _pages.get(name, UNKNOWN_PAGE)


def of_kind(kind: str) -> str:
    return _kinds.get(kind, kind.rpartition(".")[2].replace("_", " "))


def of_system(ref: str) -> str:
    """A part of the house by the ref that it acts under."""
    return _systems.get(ref, "Village itself")


def looks_at_children() -> frozenset[str]:
    return frozenset(_about_children)


def rooms() -> dict[str, str]:
    return dict(_rooms)


def verbs() -> frozenset[str]:
    """Every name that some room has told the words of."""
    return frozenset(_verbs) | frozenset(_refusals)


def pages() -> frozenset[str]:
    return frozenset(_pages)


def kinds() -> frozenset[str]:
    return frozenset(_kinds)


def names_of(refs: Mapping[str, Collection[str]]) -> dict[tuple[str, str], Named]:
    """What records are called, by kind and ref. Cost: what each kind's namer asks, once."""
    found = {}
    for kind, some in refs.items():
        if some and kind in _namers:
            named = _namers[kind](frozenset(some))
            found.update({(kind, ref): name for ref, name in named.items()})
    return found


def name_of(ref: str) -> tuple[str, Named] | None:
    """The kind and name of one record of any kind. Cost: up to as much as every namer asks."""
    for kind, namer in _namers.items():
        if named := namer(frozenset({ref})).get(ref):
            return kind, named
    return None
