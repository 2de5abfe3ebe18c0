"""What the base template knows of every page: whose house, who looks, what is made up."""

from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version

from django.conf import settings
from django.http import HttpRequest

from village.design import slots
from village.design.slots import Link, Part, Slot
from village.guard import pages as guard

PRODUCT = "Village"


@dataclass(frozen=True, slots=True)
class Place:
    """A link of the main navigation, and whether this page lies under it."""

    link: Link
    is_here: bool


class Page:
    """Read by the template as it goes: nothing is asked for before it is shown."""

    product = PRODUCT

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.rights = getattr(request, "rights", None)

    @cached_property
    def is_made_up(self) -> bool:
        return bool(settings.DEMO)

    @cached_property
    def partnership(self) -> str:
        return next(iter(self.filled(slots.PARTNERSHIP)), "")

    @cached_property
    def navigation(self) -> list[Place]:
        links = self.filled(slots.NAVIGATION)
        here = self.longest_match([href for link in links for href in (link.href, *link.also)])
        return [Place(link=link, is_here=here in (link.href, *link.also)) for link in links]

    @cached_property
    def account(self) -> tuple[Link, ...]:
        return self.filled(slots.ACCOUNT)

    @cached_property
    def audience(self) -> str:
        """Who can see this page as its view declares it, where the page itself does not say."""
        if said := getattr(self.request, "audience", ""):
            return str(said)
        match = self.request.resolver_match
        access = guard.declared(match.func) if match else None
        if access == guard.OPEN_TO_ALL:
            return "everyone"
        return "people whose role allows it"

    @cached_property
    def version(self) -> str:
        return version("village")

    def filled(self, slot: Slot[Part]) -> tuple[Part, ...]:
        """Nothing where the request was refused before it was known who asks."""
        return () if self.rights is None else slots.parts(slot, self.rights)

    def longest_match(self, hrefs: list[str]) -> str:
        under = [href for href in hrefs if is_under(self.request.path, href)]
        return max(under, key=len, default="")


def is_under(path: str, href: str) -> bool:
    return path == href or (href != "/" and path.startswith(href.rstrip("/") + "/"))


def page(request: HttpRequest) -> dict[str, Page]:
    """The context processor: `page` in every template rendered for a request."""
    return {"page": Page(request)}
