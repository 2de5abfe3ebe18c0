"""What somebody may see, in plain words."""

from collections.abc import Iterable

from village.partnership.people.models import Body, Grant, Person
from village.partnership.people.rights import Rights, taken_away
from village.partnership.people.rules import sight_in_words


def in_words(scopes: Iterable[str]) -> dict[str, str]:
    """Each scope as people say it: one query for the names of bodies, none where none is named."""
    wanted = list(dict.fromkeys(scopes))
    refs = {ref for scope in wanted if (ref := scope.partition(":")[2])}
    named = Body.objects.system("which bodies there are is public").filter(ref__in=refs)
    names = dict(named.values_list("ref", "name")) if refs else {}
    return {
        scope: sight_in_words(scope, body=names.get(scope.partition(":")[2], "a body"))
        for scope in wanted
    }


def sight_of(rights: Rights, found: Person) -> list[tuple[str, Grant]]:
    """What a person may see now or soon, in words, without what a bar takes away."""
    held = Grant.objects.visible_to(rights).filter(~taken_away(rights.day), person=found)
    grants = list(held.filter(until_on__gt=rights.day).order_by("scope", "from_on", "pk"))
    words = in_words(grant.scope for grant in grants)
    return [(capital(words[grant.scope]), grant) for grant in grants]


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]
