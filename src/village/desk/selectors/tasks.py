"""What waits for somebody besides returns: counts, each with the page where it is looked after."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse

from village.design.tags.formats import counted
from village.evidence.linking import selectors as linking
from village.evidence.linking.models import may_link
from village.evidence.returns import selectors as returns
from village.evidence.returns.selectors import agreements
from village.partnership.people import selectors as people
from village.partnership.people.rights import Rights
from village.partnership.people.selectors.bars import bars_that_stand
from village.partnership.people.selectors.links import MINDS_THE_POST
from village.post.selectors import undelivered
from village.trail import selectors as trail
from village.trail import words

A_WEEK = timedelta(days=7)
LOOKS = {
    "returns": "Looks at children’s rows and ids this week",
    "linking": "Looks at pairs of children’s records this week",
}
"""The rooms in which somebody sees what is of children."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to look after. state: how much of it there is, in a word or two."""

    title: str
    href: str
    state: str
    tone: str
    hint: str = ""


def tasks(rights: Rights, lines: Sequence[returns.Line]) -> list[Task]:
    """All of them, in the order in which they press. lines: the calendar of returns."""
    return [*late_returns(rights, lines), *(task for some in SOME for task in some(rights))]


def of_count(title: str, count: int, *, href: str, tone: str = "warn", hint: str = "") -> Task:
    state, colour = (str(count), tone) if count else ("None", "quiet")
    return Task(title, href, state, colour, hint if count else "")


def lapsing_roles(rights: Rights) -> Iterator[Task]:
    if not (rights.manages or rights.speaks_for):
        return
    found = people.lapsing(rights)
    hint = f"The first on {found[0].confirmed_until:%-d %B %Y}" if found else ""
    href = reverse("people:to_confirm")
    yield of_count("Roles that lapse within four weeks", len(found), href=href, hint=hint)


def late_returns(rights: Rights, lines: Sequence[returns.Line]) -> Iterator[Task]:
    """For who runs the partnership: whom to remind."""
    if rights.manages:
        late = sum(line.standing == "late" for line in lines)
        yield of_count("Late returns", late, href=reverse("returns:calendar"), tone="bad")


def of_the_trail(rights: Rights) -> Iterator[Task]:
    """Refusals, looks at children's rows, and bars: for who guards them. Counts, no names."""
    if not rights.guards:
        return
    since = rights.at - A_WEEK
    day = {"since": (rights.day - A_WEEK).isoformat()}
    page = reverse("people:trail")
    refused = trail.refusals(since=since).count()
    href = f"{page}?{urlencode({'sort': 'refused', **day})}"
    yield of_count("Refusals this week", refused, href=href)
    for room, title in LOOKS.items():
        names = {name for name in words.looks_at_children() if name.partition(".")[0] == room}
        looks = trail.looks(names, since=since)
        by = looks.order_by().values("by").distinct().count()
        href = f"{page}?{urlencode({'sort': 'read', 'room': room, **day})}"
        hint = f"By {counted(by, 'person,people')}" if by else ""
        yield of_count(title, looks.count(), href=href, tone="info", hint=hint)
    bars = len(bars_that_stand(rights))
    yield of_count("Bars that stand", bars, href=reverse("people:bars"), tone="info")


def agreements_to_mind(rights: Rights) -> Iterator[Task]:
    """What waits for a signature of the reader's, and what runs out: for who keeps or sends."""
    if not agreements.may_see(rights):
        return
    found = agreements.work(rights)
    page = reverse("returns:agreements")
    if found.to_sign:
        yield of_count("Agreements to sign", found.to_sign, href=f"{page}?state=draft")
    if found.near:
        title = "Sharing agreements that run out within 60 days, or have"
        yield of_count(title, found.near, href=page)


def without_sign_in(rights: Rights) -> Iterator[Task]:
    if not rights.counts_the_invited:
        return
    page = reverse("people:people")
    asked, never = people.invited(rights).count(), people.never_invited(rights).count()
    yield of_count(
        "Invitations not taken up",
        asked,
        href=f"{page}?show=invited",
        hint="They run out in a week",
    )
    yield of_count(
        "People with a role who were never invited to sign in",
        never,
        href=f"{page}?show=never-invited",
        tone="info",
    )


def bounced_letters(rights: Rights) -> Iterator[Task]:
    if rights.holds(*MINDS_THE_POST):
        count = undelivered().count()
        href = reverse("people:letters")
        yield of_count("Letters that could not be delivered", count, href=href, tone="bad")


def pairs_to_look_at(rights: Rights) -> Iterator[Task]:
    """For linkers: how many pairs wait, and how much of what is decided is not counted yet."""
    if not may_link(rights):
        return
    found = linking.queue(rights)
    href = reverse("linking:queue")
    yield of_count("Pairs of records that may be of one child", len(found.open), href=href)
    since = linking.since(rights, found.version)
    hint = "They count from the next version, which you can ask for"
    yield of_count("Decisions since the newest version", since, href=href, tone="info", hint=hint)


SOME: tuple[Callable[[Rights], Iterator[Task]], ...] = (
    pairs_to_look_at,
    lapsing_roles,
    agreements_to_mind,
    of_the_trail,
    without_sign_in,
    bounced_letters,
)
