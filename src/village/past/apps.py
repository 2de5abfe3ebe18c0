"""How Django knows this room, and what it puts on the pages of others."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import AppConfig
from django.urls import reverse

from village.design import slots


def links(rights: Any, _subjects: Sequence[str]) -> Iterable[slots.Link]:  # Any: people.Rights
    """The way in, for those who may bring something."""
    from village.past.selectors import kinds

    if rights.person and kinds.open_to(rights):
        yield slots.Link(
            "Bring your past", reverse("past:index"), "Contacts, memberships and years of counts"
        )


class PastConfig(AppConfig):
    name = "village.past"
    label = "past"

    def ready(self) -> None:
        """Stand on the front page, and tell the trail our words."""
        from village.past.selectors import naming

        naming.tell()
        slots.fill(slots.FRONT, links, order=60)
        slots.fill(slots.NAVIGATION, links, order=60)
