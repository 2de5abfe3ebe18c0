"""Pairs of records are for linkers, who see no agency's rows; the statement is a figure."""

from collections.abc import Iterator

from django.db import models

from tests.cast import AT
from tests.linking import pairs
from tests.walker.rules_people import GUARDIAN, by_thing, door, every
from tests.walker.rules_returns import SEE_FIGURES
from tests.walker.walking import DONE, Outcome, Row, Rule, Stage
from village.evidence.linking import selectors, services
from village.evidence.linking.models import PairDecision
from village.evidence.linking.rules import Said, Why
from village.partnership.people.rules import RoleKind

LINKER = {"linker"}


def furnish(stage: Stage) -> None:
    """The version of the figures gets a queue: one pair waits, one is decided."""
    linker = stage.cast.by_role[RoleKind.LINKER]
    pairs.link(stage.things["version"].name)
    waits, decided, _ = selectors.queue(stage.cast.rights(linker)).pairs
    stage.things["pair"] = waits.ref
    stage.things["decision"] = services.decide(
        decided.ref, said=Said.DIFFERENT, why=Why.SIBLINGS, seen=0, by=linker, at=AT
    )


def unseen(stage: Stage, who: str) -> Iterator[models.Model]:
    if who not in LINKER | {GUARDIAN}:
        yield from every(PairDecision)


def canaries(stage: Stage) -> dict[str, set[str]]:
    """Name, number and key of a record, and the name of a pair's address."""
    words = (pairs.CANARY, pairs.NUMBER, pairs.AMELIA.key, stage.things["pair"])
    # Who guards the trail finds there that something was decided, by the decision's own ref.
    decided = {stage.things["decision"].ref: LINKER | {GUARDIAN}}
    return dict.fromkeys(words, LINKER) | decided


def linkers(inside: Outcome, *, absent: Outcome = 404) -> Rule:
    return by_thing(there=door(inside, only=LINKER), absent=door(absent, only=LINKER))


def seers(inside: Outcome) -> Rule:
    return by_thing(there=door(inside, only=SEE_FIGURES), absent=door(404, only=SEE_FIGURES))


PAIR = {"there": lambda s: (s.things["pair"],), "absent": lambda _: ("0" * 16,)}
DECISION = {"there": lambda s: (s.things["decision"].ref,), "absent": lambda _: ("A" * 16,)}
VERSION = {
    "there": lambda s: (s.things["version"].name,),
    "absent": lambda _: ("no-such-version",),
}
NO_POST = door(405, only=LINKER)
NOT_SENT = door(405, only=SEE_FIGURES)


def said(_stage: Stage, _thing: str) -> dict[str, object]:
    return {"said": "same", "why": "records", "seen": "0"}


ROWS = (
    Row("linking:queue", get=door(200, only=LINKER), post=NO_POST),
    # What is no pair any more leads back to the queue: a version may have come meanwhile.
    Row(
        "linking:pair",
        get=linkers(200, absent=DONE),
        post=linkers(DONE, absent=DONE),
        things=PAIR,
        sends=said,
    ),
    Row("linking:decided", get=door(200, only=LINKER), post=NO_POST),
    Row(
        "linking:take_back",
        get=linkers(200),
        post=linkers(DONE),
        things=DECISION,
        sends=lambda _stage, _thing: {"why": "mistake"},
    ),
    Row("linking:ask", get=NO_POST, post=door(DONE, only=LINKER)),
    Row("linking:statement", get=seers(200), post=NOT_SENT, things=VERSION),
    Row(
        "linking:statement_file",
        get=seers(200),
        post=NOT_SENT,
        things={
            name: lambda s, given=given: (*given(s), "json") for name, given in VERSION.items()
        },
    ),
)
