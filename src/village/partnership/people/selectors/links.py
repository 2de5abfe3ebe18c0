"""Our links in the frame of every page: who I am, and the rooms of people that I may open."""

from collections.abc import Sequence

from django.urls import reverse

from village.design.slots import Link
from village.partnership.people.rights import Rights
from village.partnership.people.rules import RoleKind

MINDS_THE_POST = (RoleKind.BUSINESS_MANAGER, RoleKind.ADMINISTRATOR, RoleKind.IG_OFFICER)


def account(rights: Rights | None, _subjects: Sequence[str]) -> list[Link]:
    """Who I am, and the way in or out."""
    if rights is None or rights.person is None:
        return [Link("Sign in", reverse("account_login"))]
    return [
        Link(rights.person.name, reverse("people:me")),
        Link("Sign out", reverse("account_logout")),
    ]


def navigation(rights: Rights | None, _subjects: Sequence[str]) -> list[Link]:
    """The rooms of people, each only where it opens."""
    if rights is None or rights.person is None:
        return []
    links = [Link("Bodies", reverse("people:bodies")), Link("People", reverse("people:people"))]
    if rights.guards:
        links.append(Link("Trail", reverse("people:trail")))
        links.append(Link("Barred people", reverse("people:bars")))
    if rights.holds(*MINDS_THE_POST):
        links.append(Link("Letters", reverse("people:letters")))
        links.append(Link("Keys", reverse("people:all_keys")))
    return links
