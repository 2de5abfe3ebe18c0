"""How Django knows this room, and what it puts on the pages of others."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import AppConfig
from django.urls import reverse

from village.design import slots

TITLE = "Check a report"
HINT = "Drop a draft or a published report, and read what cannot be right in it"


def door(rights: Any, _subjects: Sequence[str]) -> Iterable[slots.Link]:  # Any: people.Rights
    """The way in, for everybody: who is not signed in is asked to be, and led on."""
    href = reverse("reporting:index")
    if not rights.person:
        href = f"{reverse('account_login')}?next={href}"
    yield slots.Link(TITLE, href, HINT)


def links(rights: Any, subjects: Sequence[str]) -> Iterable[slots.Link]:  # Any: as above
    """The way in, for whoever is signed in."""
    if rights.person:
        yield from door(rights, subjects)


class ReportingConfig(AppConfig):
    name = "village.account.reporting"
    label = "reporting"

    def ready(self) -> None:
        """Stand on the front page, and tell the trail our words."""
        from village.account.reporting.selectors import naming

        naming.tell()
        slots.fill(slots.FRONT, door, order=50)
        slots.fill(slots.NAVIGATION, links, order=50)
