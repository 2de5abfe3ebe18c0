"""What today's page asks of the house; it owns nothing and starts from what the reader may see."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings

from village.design import slots
from village.desk.rules import can_do
from village.desk.selectors.tasks import tasks
from village.evidence.indicators import selectors as indicators
from village.evidence.returns import selectors as returns
from village.partnership.people import selectors as people
from village.partnership.people.access import Request, is_on_this_machine
from village.partnership.people.rights import Rights

MOST = 8
FIRST = 8
"""People of the demonstration who stand first; the others are one click away."""


def front(request: Request) -> dict[str, Any]:
    """The public front page; the demonstration's lists the people whom a visitor can be."""
    is_demo = settings.DEMO and is_on_this_machine(request)
    shown = people.demo_people(at=request.at) if is_demo else []
    return {
        "doors": slots.parts(slots.FRONT, request.rights),
        "people": shown[:FIRST],
        "others": shown[FIRST:],
    }


def today(rights: Rights) -> dict[str, Any]:
    """What waits for the reader's hand, and what the partnership knows."""
    lines = returns.calendar(rights)
    known = indicators.foremost(rights, specs=own_specs(rights, lines), most=MOST)
    return {
        "person": rights.person,
        "can_do": can_do((held.kind for held in rights.roles), speaks=bool(rights.speaks_for)),
        "tasks": tasks(rights, lines),
        "mine": waiting(lines)[:MOST],
        "late": [line for line in lines if line.standing == "late"],
        "sees_returns": bool(lines),
        "known": known.first,
        "version": known.version,
        "doors": slots.parts(slots.FRONT, rights),
    }


def own_specs(rights: Rights, lines: Sequence[returns.Line]) -> set[str]:
    """The kinds of return that the bodies owe for which the reader acts."""
    own = {held.body for held in rights.roles if held.body}
    return {line.spec for line in lines if line.body_ref in own}


def waiting(lines: Sequence[returns.Line]) -> list[returns.Line]:
    """The returns that the reader has to send or decide on, what is late first."""
    mine = [line for line in lines if line.is_mine and line.waits]
    return sorted(mine, key=lambda line: (line.standing != "late", line.due_on))
