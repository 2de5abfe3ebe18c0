"""How Django knows this room, and what it puts on the pages of others."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import AppConfig
from django.urls import reverse

from village.design import slots

ALSO = ("/editions/",)
"""Where pages of this room stand beside its own address."""


def links(rights: Any, _subjects: Sequence[str]) -> Iterable[slots.Link]:  # Any: people.Rights
    """The way to returns, for those who send them and those who see who owes what."""
    if rights.person and (rights.sees_any("returns") or rights.sees("figures")):
        yield slots.Link(
            "Returns", reverse("returns:calendar"), "What each agency owes and sent", also=ALSO
        )


def keeping(rights: Any, _subjects: Sequence[str]) -> Iterable[slots.Link]:  # Any: people.Rights
    """The way to agreements, for those who keep them and for those whose body is a party."""
    from village.evidence.returns.selectors import agreements

    if agreements.may_see(rights):
        yield slots.Link(
            "Agreements", reverse("returns:agreements"), "What is shared, on which law, until when"
        )


class ReturnsConfig(AppConfig):
    name = "village.evidence.returns"
    label = "returns"

    def ready(self) -> None:
        """Fill the navigation, and tell the trail our words."""
        from village.evidence.returns.selectors import agreement_words, naming

        naming.tell()
        agreement_words.tell()
        slots.fill(slots.NAVIGATION, links, order=30)
        slots.fill(slots.FRONT, links, order=30)
        slots.fill(slots.NAVIGATION, keeping, order=31)
        slots.fill(slots.FRONT, keeping, order=31)
