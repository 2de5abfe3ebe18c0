"""How Django knows this room, and what it puts on the pages of others."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import AppConfig
from django.urls import reverse

from village.design import slots


def links(rights: Any, _subjects: Sequence[str]) -> Iterable[slots.Link]:  # Any: people.Rights
    """The way to the pairs, for linkers alone."""
    from village.evidence.linking.models import may_link

    if rights.person and may_link(rights):
        yield slots.Link("Linking", reverse("linking:queue"), "Which records are of one child")


class LinkingConfig(AppConfig):
    name = "village.evidence.linking"
    label = "linking"

    def ready(self) -> None:
        """Fill the navigation, and tell the trail our words."""
        from village.evidence.linking.selectors import naming

        naming.tell()
        slots.fill(slots.NAVIGATION, links, order=35)
        slots.fill(slots.FRONT, links, order=35)
