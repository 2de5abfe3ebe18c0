"""Keys are for a body's data leads, its contact and the business unit; no sign-in opens the API."""

from collections.abc import Iterator
from datetime import date

from django.db import models

from tests.cast import AT
from tests.walker.rules_people import (
    COUNCIL,
    GUARDIAN,
    MANAGER,
    OWNER,
    POLICE,
    always,
    by_thing,
    door,
    every,
)
from tests.walker.walking import DONE, Outcome, Row, Rule, Stage
from village.partnership.people.models import AgencyKey, Body, KeyUse, Person
from village.partnership.people.rules import KeyScope
from village.partnership.people.services import keys

UNIT = {MANAGER, "administrator", GUARDIAN}
COUNCIL_LEADS = {OWNER, "colleague"}
SEE_COUNCILS = COUNCIL_LEADS | {COUNCIL} | UNIT
SEE_POLICES = {"other agency", POLICE} | UNIT


def furnish(stage: Stage) -> None:
    """A key of the council that was used, and one of the police."""
    cast = stage.cast
    stage.things |= {
        "key": make(cast.council, cast.owner, "canary of the council"),
        "police key": make(cast.police, cast.other, "canary of the police"),
    }
    keys.take_a_turn(stage.things["key"], now=AT, at=AT)


def make(body: Body, by: Person, label: str) -> AgencyKey:
    made, _ = keys.make(
        body,
        label=label,
        purposes=tuple(KeyScope),
        expires_on=date(2027, 1, 1),
        by=by,
        at=AT,
    )
    return made


def unseen(stage: Stage, who: str) -> Iterator[models.Model]:
    sees = {stage.cast.council.pk: SEE_COUNCILS, stage.cast.police.pk: SEE_POLICES}
    for key in every(AgencyKey):
        if who not in sees[key.body_id]:
            yield key
            yield from (use for use in every(KeyUse) if use.key_id == key.pk)


def canaries(stage: Stage) -> dict[str, set[str]]:
    own, other = stage.things["key"], stage.things["police key"]
    return {
        own.label: SEE_COUNCILS,
        other.label: SEE_POLICES,
        own.prefix: SEE_COUNCILS,
        other.prefix: SEE_POLICES,
        own.digest: set(),
        other.digest: set(),
    }


def ending(inside: Outcome) -> Rule:
    return by_thing(
        own=door(inside, only=SEE_COUNCILS, otherwise=404),
        other=door(inside, only=SEE_POLICES, otherwise=404),
        absent=door(404),
    )


def good_key(_stage: Stage, _thing: str) -> dict[str, object]:
    return {
        "label": "Nightly job",
        "purposes": ["send returns"],
        "expires_on_day": "1",
        "expires_on_month": "1",
        "expires_on_year": "2027",
    }


BODY = {"own": lambda s: (s.cast.council.ref,), "absent": lambda _: ("A" * 16,)}
KEY = {
    "own": lambda s: (s.things["key"].ref,),
    "other": lambda s: (s.things["police key"].ref,),
    "absent": lambda _: ("A" * 16,),
}
LEADS_ALONE = by_thing(own=door(200, only=COUNCIL_LEADS), absent=door(404))
NO_KEY = always(401)


def call(name: str, *arguments: str) -> Row:
    """An address of the API, which nobody opens who comes without a key."""
    return Row(name, get=NO_KEY, post=NO_KEY, things={"": lambda _: arguments})


ROWS = (
    Row("people:all_keys", get=door(200, only=UNIT), post=door(405, only=UNIT)),
    Row(
        "people:keys",
        get=by_thing(own=door(200, only=SEE_COUNCILS), absent=door(404)),
        post=door(405),
        things=BODY,
    ),
    Row("people:make_key", get=LEADS_ALONE, post=LEADS_ALONE, things=BODY, sends=good_key),
    Row("people:end_key", get=ending(200), post=ending(DONE), things=KEY),
    Row("desk:api", get=always(200), post=always(405)),
    Row("desk:api_document", get=always(200), post=always(405)),
    call("no_such_call", "nothing"),
    call("returns:api_returns"),
    call("returns:api_return", "A" * 16),
    call("returns:api_counts", "A" * 16),
    call("returns:api_send", "A" * 16),
    call("returns:api_edition", "A" * 16),
    call("returns:api_issues", "A" * 16),
    call("indicators:api_list"),
    call("indicators:api_one", "none"),
    call("indicators:api_versions"),
    call("indicators:api_version", "v00001"),
    call("indicators:api_permanent", "v00001", "none"),
)
