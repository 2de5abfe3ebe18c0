"""Who may do what with returns, written a second time: a body's files are for its data leads.

The trainer was granted sight of the council's returns and leads none; the auditor was granted it
and then barred; the colleague is barred from names.
"""

from collections.abc import Iterator

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models

from tests.cast import AT, DAY, PRODUCER
from tests.returns import asking, sending
from tests.walker.rules_people import GUARDIAN, OWNER, by_thing, door, every
from tests.walker.walking import DONE, Outcome, Row, Rule, Stage
from village.evidence.returns.models import Edition, Return
from village.kernel.periods import year_ending
from village.partnership.people import services
from village.partnership.people.models import Person
from village.partnership.people.rules import RoleKind

COUNCIL_LEADS = {OWNER, "colleague"}
COUNCIL_READERS = COUNCIL_LEADS | {"trainer"}
POLICE_LEADS = {"other agency"}
EXECUTIVE = {
    "lead safeguarding partner",
    "delegated safeguarding partner",
    "partnership chair",
    "business manager",
    "QA manager",
    "subgroup chair",
    "scrutineer",
}
"""Who reads how every agency's returns stand."""
SEE_FIGURES = {*EXECUTIVE, "agency lead", *COUNCIL_LEADS, *POLICE_LEADS}
KNOW_OF = {
    "council": EXECUTIVE | COUNCIL_READERS | {"agency lead"},
    "police": EXECUTIVE | POLICE_LEADS,
}
"""Who reads how one agency's returns stand."""


def furnish(stage: Stage) -> None:
    """A census with a fault in it, one that was accepted, and the police's return."""
    asking.connect()
    cast = stage.cast
    own = sending.owe(cast.council)
    earlier = sending.owe(cast.council, period=year_ending(2025))
    other = sending.owe(cast.police, spec="police-missing", period=sending.QUARTER)
    counts = {"spec": asking.SPEC.id, "period": asking.SPRING}
    stage.things |= {
        "return": own,
        "earlier return": earlier,
        "police return": other,
        "counts": sending.owe(cast.council, **counts),
        "police counts": sending.owe(cast.police, **counts),
        "edition": sent(own, sending.census(3, more=[sending.faulty()]), stage, "owner"),
        "accepted": sending.accepted(earlier, sending.census(2, year=2025), by=cast.owner),
        "police edition": sent(other, sending.police(), stage, "other"),
    }
    stage.things["rule"] = broken_rule(stage.things["edition"])
    names, files = f"identities:{cast.council.ref}", f"returns:{cast.council.ref}"
    for role in (RoleKind.TRAINER, RoleKind.AUDITOR):
        services.grant(
            cast.by_role[role],
            scope=files,
            until_on=DAY.replace(month=9),
            why="to see how it is done",
            by=PRODUCER,
            at=AT,
        )
    bar(cast.by_role[RoleKind.AUDITOR], files)
    bar(cast.colleague, names)


def bar(person: Person, scope: str) -> None:
    services.bar(person, scope=scope, why="a relative is in the census", by=PRODUCER, at=AT)


def sent(owed: Return, data: bytes, stage: Stage, sender: str) -> Edition:
    by = getattr(stage.cast, sender)
    made = sending.send(owed, data, by=by, name=f"canary-file-of-{sender}.xml")
    sending.checking.check(made.ref, progress=sending.Quiet())
    return sending.now(made)


def broken_rule(edition: Edition) -> str:
    """A rule that found the planted child."""
    kinds = [kind for kind in edition.summary["kinds"] if kind["end"] == "found"]
    about_upn = [kind["rule"] for kind in kinds if "UPN" in kind["message"]]
    return (about_upn or [kind["rule"] for kind in kinds])[0]


def unseen(stage: Stage, who: str) -> Iterator[models.Model]:
    """Returns of agencies of which this one may not even know how they stand."""
    know_of = {stage.cast.council.pk: "council", stage.cast.police.pk: "police"}
    for owed in every(Return):
        if who in KNOW_OF[know_of[owed.body_id]]:
            continue
        yield owed
        yield from (edition for edition in every(Edition) if edition.of_id == owed.pk)


def canaries(stage: Stage) -> dict[str, set[str]]:
    own = ("return", "earlier return", "counts", "edition", "accepted")
    return {
        "MU-CANARY": {OWNER},
        sending.WRONG_UPN: {OWNER},
        "canary-file-of-owner": COUNCIL_READERS,
        "canary-file-of-other": POLICE_LEADS,
        # Who guards the trail reads refs there; what they name is closed to them.
        **{stage.things[name].ref: COUNCIL_READERS | {GUARDIAN} for name in own},
        stage.things["police return"].ref: POLICE_LEADS | {GUARDIAN},
        stage.things["police counts"].ref: POLICE_LEADS | {GUARDIAN},
        stage.things["police edition"].ref: POLICE_LEADS | {GUARDIAN},
    }


def readers(inside: Outcome) -> Rule:
    """A body's page for those who see its returns; for all others it does not exist."""
    return by_thing(
        own=door(inside, only=COUNCIL_READERS, otherwise=404),
        accepted=door(inside, only=COUNCIL_READERS, otherwise=404),
        other=door(inside, only=POLICE_LEADS, otherwise=404),
        absent=door(404),
    )


def leads(*, own: Outcome, accepted: Outcome) -> Rule:
    """A deed of a body's data leads; who sees the return and leads none is told so."""

    def rule(who: str, thing: str) -> Outcome:
        if who == "trainer" and thing in {"own", "accepted"}:
            return 403
        done = {"own": own, "accepted": accepted, "other": own}
        return readers(done.get(thing, 404))(who, thing)

    return rule


RETURN = {
    "own": lambda s: (s.things["return"].ref,),
    "other": lambda s: (s.things["police return"].ref,),
    "absent": lambda _: ("A" * 16,),
}
EDITION = {
    "own": lambda s: (s.things["edition"].ref,),
    "accepted": lambda s: (s.things["accepted"].ref,),
    "other": lambda s: (s.things["police edition"].ref,),
    "absent": lambda _: ("A" * 16,),
}
COUNTS = {
    "own": lambda s: (s.things["counts"].ref,),
    "other": lambda s: (s.things["police counts"].ref,),
    "of_rows": lambda s: (s.things["return"].ref,),
    "absent": lambda _: ("A" * 16,),
}
RULE = {
    "own": lambda s: (s.things["edition"].ref, s.things["rule"]),
    "no_such_rule": lambda s: (s.things["edition"].ref, "no-such-rule"),
    "absent": lambda s: ("A" * 16, s.things["rule"]),
}
NO_POST = door(405)


def a_file(_stage: Stage, _thing: str) -> dict[str, object]:
    return {"file": SimpleUploadedFile("return.xml", b"<Message/>")}


def good_counts(_stage: Stage, _thing: str) -> dict[str, object]:
    return {**asking.GOOD}


def counting(outcome: Outcome) -> Rule:
    """A deed of a body's data leads, of a return that asks for counts; no other has it."""

    def rule(who: str, thing: str) -> Outcome:
        wanted = door(404) if thing == "of_rows" else leads(own=outcome, accepted=404)
        return wanted(who, thing)

    return rule


def a_decision(stage: Stage, thing: str) -> dict[str, object]:
    """The version that is there, and whatever the forms ask."""
    there = {"own": "edition", "accepted": "accepted", "other": "police edition"}
    version = stage.things[there[thing]].version if thing in there else 1
    return {"version": version, "commentary": "", "why": "Sent in error"}


ROWS = (
    Row("returns:calendar", get=door(200), post=NO_POST),
    Row(
        "returns:one",
        get=readers(200),
        post=leads(own=DONE, accepted=DONE),
        things=RETURN,
        sends=a_file,
    ),
    Row(
        "returns:counts",
        get=counting(200),
        post=counting(DONE),
        things=COUNTS,
        sends=good_counts,
    ),
    Row("returns:counts_workbook", get=counting(200), post=NO_POST, things=COUNTS),
    Row("returns:edition", get=readers(200), post=NO_POST, things=EDITION),
    Row(
        "returns:accept",
        get=leads(own=200, accepted=200),
        post=leads(own=DONE, accepted=DONE),
        things=EDITION,
        sends=a_decision,
    ),
    Row(
        "returns:refuse",
        get=leads(own=200, accepted=200),
        post=leads(own=DONE, accepted=200),
        things=EDITION,
        sends=a_decision,
    ),
    Row(
        "returns:withdraw",
        get=leads(own=200, accepted=200),
        post=leads(own=200, accepted=DONE),
        things=EDITION,
        sends=a_decision,
    ),
    Row(
        "returns:rule",
        get=by_thing(
            own=door(200, only=COUNCIL_READERS, otherwise=404),
            no_such_rule=door(404),
            absent=door(404),
        ),
        post=NO_POST,
        things=RULE,
    ),
    *(
        Row(
            "returns:issues",
            get=readers(200),
            post=NO_POST,
            things={
                name: lambda s, name=name, kind=kind: (*EDITION[name](s), kind) for name in things
            },
        )
        for kind, things in (("csv", tuple(EDITION)), ("xlsx", ("own",)))
    ),
    Row("returns:missing", get=door(200, only=SEE_FIGURES), post=door(405, only=SEE_FIGURES)),
    Row("returns:missing_own", get=readers(DONE), post=NO_POST, things=EDITION),
    *(
        Row(
            "returns:missing_sheet",
            get=readers(DONE),
            post=NO_POST,
            things={
                name: lambda s, name=name, kind=kind: (*EDITION[name](s), kind) for name in things
            },
        )
        for kind, things in (("csv", tuple(EDITION)), ("xlsx", ("own",)))
    ),  # no version is made on this stage: the rows' own test is returns/test_reconciled.py
)
