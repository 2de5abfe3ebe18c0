"""How Django knows this room, and what it puts on the pages of others."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import AppConfig
from django.urls import reverse

from village.design import slots


def links(rights: Any, _subjects: Sequence[str]) -> Iterable[slots.Link]:  # Any: people.Rights
    """The way home."""
    if rights.person:
        yield slots.Link("Today", reverse("desk:home"), "What waits for you")


class DeskConfig(AppConfig):
    name = "village.desk"
    label = "desk"

    def ready(self) -> None:
        slots.fill(slots.NAVIGATION, links, order=10)
