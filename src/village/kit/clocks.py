"""Duties and their clocks: how long, from when, by which edition of which law, and how sure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from village.kernel.yaml import KitError, Node
from village.kit.section import Entries, Kind, Piece, Section, editioned
from village.kit.shape import (
    choice,
    cited,
    day,
    document,
    each,
    flag,
    key,
    number,
    record,
    text,
)


class Unit(StrEnum):
    HOURS = "hours"
    WORKING_DAYS = "working days"
    CALENDAR_DAYS = "calendar days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


class Status(StrEnum):
    IN_FORCE = "in force"
    NOT_COMMENCED = "enacted, not commenced"
    SUPERSEDED = "superseded"
    LOCAL = "local promise"


class Evidence(StrEnum):
    """How far somebody has read the primary text."""

    VERIFIED = "verified"
    PARTLY = "partly verified"
    UNVERIFIED = "unverified"
    LOCALLY_STATED = "stated locally"


class Form(StrEnum):
    """What the count of a clock means."""

    WITHIN = "within"
    BEFORE = "before"
    EVERY = "every"
    TIMES_A_YEAR = "times_a_year"
    PROMPTLY = "promptly"
    CONTINUING = "continuing"


@dataclass(frozen=True, slots=True)
class Clock:
    """One edition of one duty. count and unit are None where the law gives no number.

    from_on is the first day of the edition, until_on the first day without it.
    check: what somebody must still read before a page relies on the clock.
    """

    key: str
    duty: str
    who: str
    starts: str
    edition: str
    from_on: date
    until_on: date | None
    status: Status
    form: Form
    count: int | None
    unit: Unit | None
    document: str
    section: str
    evidence: Evidence
    check: str


_SPAN = record(
    "A number and its unit",
    {
        "count": number("How many", least=1, example=15),
        "unit": choice("Of what", list(Unit)),
    },
)

_EDITION = record(
    "The clock as one edition of the law has it",
    {
        "edition": text("Which law or guidance", example="Working Together 2023", longest=40),
        "from": day("The first day of this edition"),
        "status": choice("Whether it binds", list(Status)),
        "source": cited(),
        "evidence": choice("How far the primary text was read", list(Evidence)),
    },
    {
        "until": day("The first day without this edition"),
        "within": {**_SPAN, "description": "At the latest so long after the start"},
        "before": {**_SPAN, "description": "At the latest so long before the event"},
        "every": {**_SPAN, "description": "At least once in so long"},
        "times_a_year": number("At least so many times a year", least=1, example=3),
        "promptly": text("The words of a law that gives no number", example="without delay"),
        "continuing": flag("true for a duty that never stops"),
        "check": text("What is still to be read or confirmed", example="The trigger's wording"),
        "note": text("What a reader should know", example="Explain any delay"),
    },
)

_CLOCK = record(
    "A duty, with its editions",
    {
        "clock": key("The duty's key", example="rapid-review"),
        "duty": text("What must be done", example="Complete a rapid review"),
        "who": text("Who must do it", example="the safeguarding partners", longest=300),
        "starts": text("What starts the clock, or what it counts to", example="the incident"),
        "editions": each(_EDITION, "Its editions, oldest first", least=1),
    },
)


def read(piece: Piece, _earlier: Entries) -> Clock:
    """Raises KitError for two forms of a clock, an end before its start, or an open question."""
    node, value = piece.node, piece.value
    form, count, unit = _form(node)
    clock = Clock(
        key=piece.key,
        duty=str(value["duty"]),
        who=str(value["who"]),
        starts=str(value["starts"]),
        edition=piece.edition,
        from_on=node.day("from") or date.min,
        until_on=node.day("until"),
        status=Status(node.text("status")),
        form=form,
        count=count,
        unit=unit,
        document=node["source"].text("document"),
        section=node["source"].text("section"),
        evidence=Evidence(node.text("evidence")),
        check=node.text("check"),
    )
    _refuse_contradictions(clock, node)
    return clock


def _form(node: Node) -> tuple[Form, int | None, Unit | None]:
    forms = [form for form in Form if node.get(form) is not None]
    if len(forms) != 1:
        raise node.error(
            "An edition has exactly one kind of clock.",
            instead=f"Write one of: {', '.join(f'“{form}”' for form in Form)}.",
        )
    form = forms[0]
    if form in {Form.CONTINUING, Form.PROMPTLY}:
        return form, None, None
    if form is Form.TIMES_A_YEAR:
        return form, _whole(node[form]), None
    return form, _whole(node[form]["count"]), Unit(node[form].text("unit"))


def _whole(node: Node) -> int:
    return int(str(node.scalar))


def _refuse_contradictions(clock: Clock, node: Node) -> None:
    if clock.until_on and clock.until_on <= clock.from_on:
        raise node.error(
            "“until” is not after “from”.",
            instead="Write the first day on which the edition no longer holds.",
            key="until",
        )
    if clock.evidence in {Evidence.PARTLY, Evidence.UNVERIFIED} and not clock.check:
        raise _unsaid(clock, node)
    if (clock.status is Status.SUPERSEDED) != (clock.until_on is not None):
        raise node.error(
            "A superseded edition has an end, and one in force has none.",
            instead="Write “until: 2026-04-01” with “status: superseded”, or neither.",
            key="status",
        )


def _unsaid(clock: Clock, node: Node) -> KitError:
    return node.error(
        f"The clock is {clock.evidence}, and nothing says what is still to be read.",
        instead="Add a line like “check: the wording of the trigger”.",
        key="evidence",
    )


SECTION = Section(
    name="clocks",
    kind=Kind.RULES,
    place="clocks.yaml",
    shape=document(
        "Duties and their clocks",
        record("Duties and clocks", {"clocks": each(_CLOCK, "The duties", least=1)}),
    ),
    split=editioned("clocks", key="clock"),
    read=read,
)
