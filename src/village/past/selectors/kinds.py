"""The kinds of thing that can be brought: each wing offers its own, in its `pastfile`."""

from collections.abc import Mapping, Sequence

from django.http import Http404

from village.evidence.returns import pastfile as returns
from village.kernel.brought import Kind, Option
from village.partnership.people import pastfile as people
from village.partnership.people.rights import Rights

KINDS: tuple[Kind, ...] = (*people.KINDS, *returns.KINDS)


SEEN_AT = {
    "contacts": "people:people",
    "memberships": "people:people",
    "counts": "indicators:list",
}
"""The page on which one sees what came of a sheet, by kind."""


def open_to(rights: Rights) -> Sequence[Kind]:
    """The kinds that somebody may bring."""
    return [kind for kind in KINDS if kind.may(rights)]


def of(key: str) -> Kind:
    """Raises KeyError for a kind that no wing offers."""
    return {kind.key: kind for kind in KINDS}[key]


def for_(rights: Rights, key: str) -> Kind:
    """A kind that somebody may bring; 404 for any other."""
    for kind in open_to(rights):
        if kind.key == key:
            return kind
    raise Http404


def all_options(kind: Kind, rights: Rights) -> Mapping[str, Sequence[Option]]:
    """What the words of each field may mean."""
    return {one.name: kind.options(one.name, rights=rights) for one in kind.fields if one.is_word}
