"""The stages that cases go through, in order: whoever is in a later one was in an earlier one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_ASSESSMENTS: Final = (
    r"(?:single |statutory |social (?:care|work) |child(?:ren)? and famil(?:y|ies) )?assessments?"
)
_SECTION_47: Final = r"(?:section 47|s\.?47) enquir(?:y|ies)|enquiries under section 47"


@dataclass(frozen=True, slots=True)
class Stage:
    """things: what is counted at it, “referrals”; doing: what people did, “(48 schools) booked”."""

    name: str
    things: re.Pattern[str]
    doing: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """where: words without which its verbs mean something else."""

    where: re.Pattern[str]
    stages: tuple[Stage, ...]


def _stage(name: str, things: str, doing: str = "") -> Stage:
    said = re.compile(rf"(?:were |was |have )?(?:{doing})\b", re.IGNORECASE) if doing else None
    return Stage(name, re.compile(rf"(?:new |initial )?(?:{things})\b", re.IGNORECASE), said)


def _chain(where: str, *stages: Stage) -> Chain:
    return Chain(re.compile(where, re.IGNORECASE), stages)


CHAINS: Final = (
    _chain(
        "",
        _stage("contacts", "contacts?"),
        _stage("referrals", "referrals?", "became referrals"),
        _stage("assessments", _ASSESSMENTS),
    ),
    _chain(
        "",
        _stage("referrals", "referrals?"),
        _stage("strategy discussions", "strategy (?:discussion|meeting)s?"),
        _stage("section 47 enquiries", _SECTION_47),
        _stage("conferences", r"(?:child protection |case )*conferences?|ICPCs?"),
        _stage("plans", "(?:child )?protection plans?"),
    ),
    _chain(
        r"\b(?:invit|book)\w*",
        _stage("invited", "invitations?|invited", "invited"),
        _stage("booked", "bookings?|booked", "booked"),
        _stage("attended", "attendees|attended|attendance", "attended|came"),
        _stage("completed", "completions|completed", "completed|finished"),
    ),
    _chain(
        r"\binterviews?\b",
        _stage("episodes", "(?:missing )?episodes?"),
        _stage("interviews offered", "interviews? (?:were )?offered|offered", "offered"),
        _stage("interviews accepted", "interviews? (?:were )?accepted|accepted", "accepted"),
        _stage("interviews held", "interviews? (?:were )?(?:completed|held)|completed|held",
               "completed|held|took place"),
    ),
    _chain(
        r"\b(?:nominat|appl[iy])\w*",
        _stage("nominated", "nominations?|applications?|applicants", "nominated|applied"),
        _stage("interviewed", "interviews?|interviewed", "interviewed"),
        _stage("chosen", "appointments?|appointed|chosen", "chosen|appointed|selected"),
    ),
)  # fmt: skip


_WHICH: Final = re.compile(r"\s(?:about|to|for|from|by|of|with)\s.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class At:
    """A stage that words name: its number in the chain, whose doing it was, if anybody's, and
    which of them are meant, “about neglect”, if not all."""

    number: int
    whose: frozenset[str]
    which: str = ""


def named(words: str, chain: Chain) -> At | None:
    """“referrals were made”, “schools booked”: the stage that a measure or a label opens with."""
    for number, stage in enumerate(chain.stages):
        if thing := stage.things.match(words):
            which = _WHICH.match(words, thing.end())
            return At(number, frozenset(), which[0].strip() if which else "")
        done = stage.doing.search(words) if stage.doing else None
        if done and len(before := words[: done.start()].split()) <= 2:
            return At(number, frozenset(word.lower().rstrip("s") for word in before))
    return None


def mentioned(text: str, chain: Chain) -> Iterator[int]:
    """The numbers of the stages that a text names, in the text's order."""
    found = [
        (place.start(), number)
        for number, stage in enumerate(chain.stages)
        for place in [re.search(rf"\b(?:{stage.things.pattern})", text, re.IGNORECASE)]
        if place
    ]
    return (number for _, number in sorted(found))
