"""Who may do what with returns, written a second time: a body's files are for its data leads."""

from collections.abc import Iterator

from django.db import models

from tests.cast import AT, PRODUCER
from tests.returns import sending
from tests.walker.rules_people import OWNER, by_thing, door, every
from tests.walker.walking import Outcome, Row, Rule, Stage
from village.evidence.returns.models import Edition, Return
from village.partnership.people import services

COUNCIL_LEADS = {OWNER, "colleague"}
POLICE_LEADS = {"other agency"}
SEE_FIGURES = {
    "lead safeguarding partner",
    "delegated safeguarding partner",
    "partnership chair",
    "business manager",
    "QA manager",
    "subgroup chair",
    "agency lead",
    "scrutineer",
    *COUNCIL_LEADS,
    *POLICE_LEADS,
}


def furnish(stage: Stage) -> None:
    """A census with a fault in it, the police's return, and one data lead barred from names."""
    sending.connect()
    cast = stage.cast
    own = sending.owe(cast.council)
    other = sending.owe(cast.police, spec="police-missing", period=sending.QUARTER)
    stage.things |= {
        "return": own,
        "police return": other,
        "edition": sent(own, sending.census(3, more=[sending.faulty()]), stage, "owner"),
        "police edition": sent(other, sending.police(), stage, "other"),
    }
    stage.things["rule"] = broken_rule(stage.things["edition"])
    services.bar(
        cast.colleague,
        scope=f"identities:{cast.council.ref}",
        why="a relative is in the census",
        by=PRODUCER,
        at=AT,
    )


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
    """Files of other bodies, unless how they stand shows beside the figures."""
    leads = {stage.cast.council.pk: COUNCIL_LEADS, stage.cast.police.pk: POLICE_LEADS}
    for owed in every(Return):
        if who in SEE_FIGURES or who in leads[owed.body_id]:
            continue
        yield owed
        yield from (edition for edition in every(Edition) if edition.of_id == owed.pk)


def canaries(stage: Stage) -> dict[str, set[str]]:
    return {
        "MU-CANARY": {OWNER},
        sending.WRONG_UPN: {OWNER},
        "canary-file-of-owner": COUNCIL_LEADS,
        "canary-file-of-other": POLICE_LEADS,
        stage.things["return"].ref: COUNCIL_LEADS,
        stage.things["edition"].ref: COUNCIL_LEADS,
        stage.things["police return"].ref: POLICE_LEADS,
        stage.things["police edition"].ref: POLICE_LEADS,
    }


def leads_only(inside: Outcome) -> Rule:
    """A body's page for its data leads; for all others it does not exist."""
    return by_thing(
        own=door(inside, only=COUNCIL_LEADS, otherwise=404),
        other=door(inside, only=POLICE_LEADS, otherwise=404),
        absent=door(404),
    )


RETURN = {
    "own": lambda s: (s.things["return"].ref,),
    "other": lambda s: (s.things["police return"].ref,),
    "absent": lambda _: ("A" * 16,),
}
EDITION = {
    "own": lambda s: (s.things["edition"].ref,),
    "other": lambda s: (s.things["police edition"].ref,),
    "absent": lambda _: ("A" * 16,),
}
RULE = {
    "own": lambda s: (s.things["edition"].ref, s.things["rule"]),
    "no_such_rule": lambda s: (s.things["edition"].ref, "no-such-rule"),
    "absent": lambda s: ("A" * 16, s.things["rule"]),
}
NO_POST = door(405)

ROWS = (
    Row("returns:calendar", get=door(200), post=NO_POST),
    Row("returns:one", get=leads_only(200), post=leads_only(200), things=RETURN),
    Row("returns:edition", get=leads_only(200), post=NO_POST, things=EDITION),
    Row("returns:accept", get=leads_only(200), post=leads_only(200), things=EDITION),
    Row("returns:refuse", get=leads_only(200), post=leads_only(200), things=EDITION),
    Row("returns:withdraw", get=leads_only(200), post=leads_only(200), things=EDITION),
    Row(
        "returns:rule",
        get=by_thing(
            own=door(200, only=COUNCIL_LEADS, otherwise=404),
            no_such_rule=door(404),
            absent=door(404),
        ),
        post=NO_POST,
        things=RULE,
    ),
    Row(
        "returns:issues",
        get=leads_only(200),
        post=NO_POST,
        things={name: lambda s, given=given: (*given(s), "csv") for name, given in EDITION.items()},
    ),
)
