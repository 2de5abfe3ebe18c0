"""Pairs of made-up records in the queue of a version, without a build and without a linker."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from tests.cast import AT, Cast
from village import engine
from village.engine.linkage.links import QUEUE
from village.engine.linkage.queue import seal_queue
from village.engine.linkage.verdicts import Why as Verdict
from village.engine.store.versions import STATEMENT, write_version
from village.evidence.linking import selectors
from village.evidence.linking.rules import Said, Why
from village.evidence.linking.selectors import Waiting
from village.evidence.returns.services import house
from village.kernel.canonical import dumps
from village.kernel.refs import new_ref
from village.partnership.people.rules import RoleKind

CANARY = "Zebedeecanary"
NUMBER = "9434765919"

AMELIA = engine.PersonRecord(
    key="a" * 32,
    agency="council",
    forenames="Amelia Rose",
    surname=CANARY,
    born=date(2014, 3, 5),
    sex="F",
    postcodes=("TV1 2ZZ",),
    nhs_number=NUMBER,
)
AMELIE = replace(
    AMELIA,
    key="b" * 32,
    agency="police",
    forenames="Amelie",
    born=date(2014, 5, 3),
    postcodes=("TV1 9ZY",),
    nhs_number="",
)
OTHERS = tuple(
    replace(AMELIA, key=f"{number:032x}", agency="youth justice", upns=(f"A{number:012d}",))
    for number in range(1, 4)
)
TWINS = engine.ToReview(AMELIA, AMELIE, 3.0, Verdict.TWINS)
UNSURE = engine.ToReview(AMELIA, OTHERS[0], 0.0, Verdict.UNSURE)
MORE = engine.ToReview(OTHERS[1], OTHERS[2], -4.0, Verdict.UNSURE)
PAIRS = (TWINS, UNSURE, MORE)
RATE = {"found": 480, "of": 500, "share": 0.96, "low": 0.939, "high": 0.974}
STATEMENT_TOLD: dict[str, Any] = {
    "sources": {
        "council": {"records": 1200, "complete": {"forename": 1.0, "NHS number": 0.62}},
        "police": {"records": 310, "complete": {"forename": 0.99, "NHS number": 0.0}},
    },
    "method": {"model": "0123456789abcdef", "lowest weight linked": 6.4},
    "pairs": {
        "by probability from": {"0.0": 40, "0.02": 12, "0.5": 3, "0.999": 900},
        "by verdict": {"weight": 900, "twins": 1, "unsure": 2, "little": 52},
        "merges refused": 1,
        "largest child": 4,
    },
    "estimates": {
        "links": 900,
        "precision expected": 0.9991,
        "recall expected": 0.981,
        "found without numbers": RATE,
        "found without numbers between": {"council and police": RATE},
        "children": 1290,
        "children expected": 1280.0,
        "head count too high by": 0.0078,
    },
    "left_over": {"council": {"all": 0.4, "sex F": None}, "police": {"all": 0.1, "sex F": 0.1}},
    "review": {
        "waiting": 3,
        "waiting because": {"What agrees could be one child or two.": 2},
        "decided": {"same": 5, "different": 2},
        "decisions not followed": 1,
    },
}


def publish(
    pairs: Sequence["engine.ToReview"] | None = PAIRS, *, returns: Sequence[str] = ()
) -> str:
    """A version whose queue these pairs are; None: nothing was linked for it. Returns its name.

    returns: refs of what it was made of.
    """
    store = house.store()
    made_of = [{"ref": ref} for ref in returns]
    facts = {"as_at": "2026-07-15", "made_up": True, "returns": made_of}
    with store.one_builder(), store.scratch() as scratch:
        write_version(scratch / "version", indicators={}, facts=facts)
        name = store.publish(scratch / "version")
    if pairs is not None:
        link(name, pairs)
    return name


def link(name: str, pairs: Sequence["engine.ToReview"] = PAIRS) -> None:
    """Give a version that stands a statement and a queue."""
    store = house.store()
    (store.path("figures", name) / STATEMENT).write_bytes(dumps(STATEMENT_TOLD))
    folder = store.path("links", name)
    folder.mkdir(mode=0o700)
    seal_queue(folder / QUEUE, pairs, version=name, keyring=house.keyring())


def linker(cast: Cast):
    return cast.by_role[RoleKind.LINKER]


def waiting(cast: Cast, *, place: int = 1) -> Waiting:
    """The pair at that place of the queue, as the linker finds it."""
    return selectors.queue(cast.rights(linker(cast))).pairs[place - 1]


def page_of(found: Waiting) -> str:
    return reverse("linking:pair", args=[found.ref])


def answers(*, said: Said = Said.SAME, why: Why = Why.RECORDS, seen: int = 0) -> dict[str, object]:
    """What the form of a pair carries."""
    return {"said": said.value, "why": why.value, "seen": seen, "request_key": new_ref()}


def decide(browser: Client, found: Waiting, **said: Any):
    return browser.post(page_of(found), answers(**said), follow=True)


def saying(found: Waiting, *, said: Said = Said.SAME) -> dict[str, Any]:
    """The same for the verb itself."""
    return {"said": said, "why": Why.RECORDS, "seen": found.number, "at": AT}
