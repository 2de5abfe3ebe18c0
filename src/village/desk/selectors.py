"""What today's page asks of the house; it owns nothing and starts from what the reader may see."""

from typing import Any

from village.design import slots
from village.evidence.indicators import selectors as indicators
from village.evidence.returns import selectors as returns
from village.partnership.people.rights import Rights

WAITING = ("late", "expected", "received", "checked")
MOST = 8


def front(rights: Rights) -> tuple[slots.Link, ...]:
    """The doors of the front page that other rooms offer."""
    return slots.parts(slots.FRONT, rights)


def today(rights: Rights) -> dict[str, Any]:
    """What waits for the reader's hand, and what the partnership knows."""
    lines = returns.calendar(rights)
    newest = indicators.version(rights)
    return {
        "person": rights.person,
        "mine": [line for line in lines if line.ref and line.standing in WAITING][:MOST],
        "late": [line for line in lines if line.standing == "late"],
        "sees_returns": bool(lines),
        "cards": indicators.cards(newest)[:MOST],
        "version": newest,
        "doors": front(rights),
    }
