"""How Django knows this room, and what it puts on the pages of others."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import AppConfig
from django.urls import reverse

from village.design import slots

ALSO = (
    "/versions/",
    "/audiences/",
    "/changes/",
    "/agencies/",
    "/releases/",
    "/explore/",
    "/data-set/",
)
"""Where pages of this room stand beside its own address."""


def links(rights: Any, _subjects: Sequence[str]) -> Iterable[slots.Link]:  # Any: people.Rights
    """The way to figures, for those who may see internal ones."""
    if rights.person and rights.sees("figures"):
        yield slots.Link(
            "Indicators", reverse("indicators:list"), "What the partnership knows", also=ALSO
        )


class IndicatorsConfig(AppConfig):
    name = "village.evidence.indicators"
    label = "indicators"

    def ready(self) -> None:
        """Fill the navigation, and build a version whenever the accepted editions change."""
        from village.evidence.indicators import services
        from village.evidence.indicators.selectors import drawing, naming
        from village.evidence.linking import services as linking
        from village.evidence.returns.services import editions

        naming.tell()
        slots.fill(slots.NAVIGATION, links, order=20)
        slots.fill(slots.FRONT, links, order=20)
        slots.fill(slots.USED, drawing.uses)
        if services.ask_for_decided not in linking.asked:
            linking.asked.append(services.ask_for_decided)
        if services.ask_for_version not in editions.after_change:
            editions.after_change.append(services.ask_for_version)
