"""Who may do what with sharing agreements, written a second time.

The executive and information governance see them all, an agency's leads those of their own body.
"""

from collections.abc import Iterator

from django.db import models

from tests.returns import agreeing, sending
from tests.walker.rules_people import GUARDIAN, OWNER, by_thing, door, every
from tests.walker.walking import DONE, Outcome, Row, Rule, Stage
from village.evidence.returns.models import Agreement, Covered, Party, Return

SEE_ALL = {
    "lead safeguarding partner",
    "delegated safeguarding partner",
    "partnership chair",
    "business manager",
    GUARDIAN,
}
OF_COUNCIL = {OWNER, "colleague", "agency lead"}
OF_POLICE = {"other agency"}
SIGN_FOR_COUNCIL = {"agency lead", "delegated safeguarding partner"}


def furnish(stage: Stage) -> None:
    """A draft of the council's and one of the police's, neither signed."""
    sending.connect()
    cast = stage.cast
    stage.things |= {
        "agreement": agreeing.drafted(
            cast.council, title="canary-title-of-council", purpose="canary-purpose-of-council"
        ),
        "police agreement": agreeing.drafted(
            cast.police, title="canary-title-of-police", specs=("police-missing",)
        ),
    }


def unseen(stage: Stage, who: str) -> Iterator[models.Model]:
    """Agreements of bodies that are not the reader's, with all that hangs on them."""
    if who in SEE_ALL:
        return
    own = {stage.cast.council.pk: OF_COUNCIL, stage.cast.police.pk: OF_POLICE}
    hidden = {party.agreement_id for party in every(Party) if who not in own[party.body_id]}
    yield from (one for one in every(Agreement) if one.pk in hidden)
    for model in (Party, Covered):
        yield from (one for one in every(model) if one.agreement_id in hidden)


def canaries(stage: Stage) -> dict[str, set[str]]:
    return {
        "canary-title-of-council": SEE_ALL | OF_COUNCIL,
        "canary-purpose-of-council": SEE_ALL | OF_COUNCIL,
        "canary-title-of-police": SEE_ALL | OF_POLICE,
        stage.things["agreement"].ref: SEE_ALL | OF_COUNCIL,
        stage.things["police agreement"].ref: SEE_ALL | OF_POLICE,
    }


def readers(inside: Outcome) -> Rule:
    """An agreement's page for those who may see it; for all others it does not exist."""
    return by_thing(
        own=door(inside, only=SEE_ALL | OF_COUNCIL, otherwise=404),
        other=door(inside, only=SEE_ALL | OF_POLICE, otherwise=404),
        absent=door(404),
    )


def for_some(inside: Outcome, *, own: set[str], other: set[str]) -> Rule:
    """A deed of some of the readers; the other ones are told so."""

    def rule(who: str, thing: str) -> Outcome:
        may = {"own": own, "other": other}.get(thing, set())
        return readers(inside if who in may else 403)(who, thing)

    return rule


def register(inside: Outcome, *, only: set[str] | None = None) -> Rule:
    """The register, which is there for some; `only`: who of them may do this."""
    there = SEE_ALL | OF_COUNCIL | OF_POLICE

    def rule(who: str, thing: str) -> Outcome:
        answer = inside if only is None or who in only else 403
        return door(answer, only=there, otherwise=404)(who, thing)

    return rule


AGREEMENT = {
    "own": lambda s: (s.things["agreement"].ref,),
    "other": lambda s: (s.things["police agreement"].ref,),
    "absent": lambda _: ("A" * 16,),
}
NO_POST = door(405)
KEEPERS = {GUARDIAN}
WRITERS = KEEPERS | {"business manager"}


def of_body(stage: Stage, thing: str) -> dict[str, object]:
    """The version that is there, and what the forms to sign and to end ask."""
    body = stage.cast.police if thing == "other" else stage.cast.council
    return {"version": 1, "body": body.ref, "why": "It is not needed"}


def written(stage: Stage, _thing: str) -> dict[str, object]:
    """A whole agreement as a browser sends it."""
    days = {"from_on": (1, 7, 2026), "last_on": (30, 6, 2027), "review_on": (1, 3, 2027)}
    parts = {
        f"{name}_{part}": value
        for name, day in days.items()
        for part, value in zip(("day", "month", "year"), day, strict=True)
    }
    return parts | {
        "version": 1,
        "title": "Another one",
        "bodies": [stage.cast.council.ref],
        "specs": ["census-cin"],
        "purpose": "To see",
        "gateway": ["public-task"],
        "conditions": "Keep it closed",
        "retention_months": 12,
        "destroyed": "Rows",
    }


def changed(stage: Stage, thing: str) -> dict[str, object]:
    return written(stage, thing) | {"title": f"Another one of {thing}"}


ROWS = (
    Row("returns:agreements", get=register(200), post=NO_POST),
    Row(
        "returns:add_agreement",
        get=register(200, only=WRITERS),
        post=register(DONE, only=WRITERS),
        sends=written,
        names=(Return,),  # which kinds of return are owed is no secret from who agrees on them
    ),
    Row("returns:agreement", get=readers(200), post=NO_POST, things=AGREEMENT),
    Row(
        "returns:change_agreement",
        get=for_some(200, own=WRITERS, other=WRITERS),
        post=for_some(DONE, own=WRITERS, other=WRITERS),
        things=AGREEMENT,
        sends=changed,
        names=(Return,),
    ),
    Row(
        "returns:sign_agreement",
        get=for_some(200, own=SIGN_FOR_COUNCIL, other=set()),
        post=for_some(DONE, own=SIGN_FOR_COUNCIL, other=set()),
        things=AGREEMENT,
        sends=of_body,
    ),
    Row(
        "returns:end_agreement",
        get=for_some(200, own=KEEPERS, other=KEEPERS),
        post=for_some(DONE, own=KEEPERS, other=KEEPERS),
        things=AGREEMENT,
        sends=of_body,
    ),
    *(
        Row(
            "returns:agreement_text",
            get=readers(200),
            post=NO_POST,
            things={
                name: lambda s, name=name, kind=kind: (*AGREEMENT[name](s), kind)
                for name in AGREEMENT
            },
        )
        for kind in ("docx", "pdf")
    ),
)
