"""Figures are for whoever's role sees them, every version alike; a bar takes them away."""

from collections.abc import Iterator

from django.db import models

from tests.cast import AT, PRODUCER
from tests.returns import sending
from tests.walker.rules_people import by_thing, door, every
from tests.walker.rules_returns import SEE_FIGURES
from tests.walker.walking import DONE, Outcome, Row, Rule, Stage
from village import engine, trail
from village.evidence.indicators import selectors, services
from village.evidence.indicators.models import Release, Version
from village.evidence.returns.models import Edition, Return
from village.evidence.returns.services import house
from village.kernel.periods import year_ending
from village.partnership.people.models import Person
from village.partnership.people.rules import RoleKind


def furnish(stage: Stage) -> None:
    """A version that was made of one accepted return."""
    sending.connect()
    owed = sending.owe(stage.cast.council, period=year_ending(2024))
    accepted = sending.stored(owed, sending.census(40, year=2024), by=stage.cast.owner)
    made = services.build(accepted.ref, by=PRODUCER, at=AT, progress=sending.Quiet())
    assert made is not None
    found = engine.version(house.store(), made.name)
    assert found is not None
    chart = next(iter(selectors.pictures_of_version(made)))
    stage.things["version"] = made
    stage.things |= {
        "indicator": sorted(found.indicators)[0],
        "picture": chart.names[0],
        "release": release(stage),
    }


def release(stage: Stage) -> Release:
    """One that was let out, with no table in it."""
    with trail.verb("tests.let_out", by=PRODUCER, at=AT, empty=True):
        return Release.objects.create(
            audience="public",
            state="made",
            name="public-00007",
            of_version=stage.things["version"].name,
            asked_by=stage.cast.by_role[RoleKind.QA_MANAGER],
            asked_at=AT,
            made_at=AT,
            tables={"indicators": {}},
        )


def unseen(stage: Stage, who: str) -> Iterator[models.Model]:
    if who not in SEE_FIGURES:
        yield from every(Version)
        yield from every(Release)


def canaries(stage: Stage) -> dict[str, set[str]]:
    return {stage.things["version"].name: SEE_FIGURES, "public-00007": SEE_FIGURES}


def seers(inside: Outcome) -> Rule:
    """A page of figures: for who sees them; it is no secret that there are figures."""
    return by_thing(
        there=door(inside, only=SEE_FIGURES),
        absent=door(404, only=SEE_FIGURES),
        other=door(404, only=SEE_FIGURES),
    )


def of_version(stage: Stage) -> tuple[str, str]:
    return (stage.things["version"].name, stage.things["indicator"])


ONE = {
    "there": lambda s: (s.things["indicator"],),
    "absent": lambda _: ("no-such-indicator",),
}
VERSION = {
    "there": lambda s: (s.things["version"].name,),
    "absent": lambda _: ("no-such-version",),
}
PERMANENT = {
    "there": of_version,
    "absent": lambda s: ("no-such-version", s.things["indicator"]),
    "other": lambda s: (s.things["version"].name, "no-such-indicator"),
}
RELEASE = {
    "there": lambda s: (s.things["release"].ref,),
    "absent": lambda _: ("no-such-release",),
}
NO_POST = door(405, only=SEE_FIGURES)

ROWS = (
    Row("indicators:audiences", get=door(200, only=SEE_FIGURES), post=NO_POST),
    Row("indicators:changed", get=door(200, only=SEE_FIGURES), post=NO_POST),
    Row("indicators:agencies", get=door(200, only=SEE_FIGURES), post=NO_POST),
    Row(
        "indicators:agency",
        get=seers(200),
        post=NO_POST,
        things={"there": lambda _: ("council",), "absent": lambda _: ("no-such-agency",)},
    ),
    # Whoever sees figures reads who let tables out; the QA manager alone lets them out.
    Row(
        "indicators:releases",
        get=door(200, only=SEE_FIGURES),
        post=door(DONE, only={"QA manager"}),
        sends=lambda _stage, _thing: {"audience": "public"},
        names=(Person,),
    ),
    Row("indicators:release", get=seers(200), post=NO_POST, things=RELEASE, names=(Person,)),
    Row(
        "indicators:release_sheet",
        get=seers(200),
        post=NO_POST,
        things={name: lambda s, given=given: (*given(s), "csv") for name, given in RELEASE.items()},
    ),
    Row(
        "indicators:data_set",
        get=door(200, only=SEE_FIGURES),
        post=NO_POST,
        names=(Return, Edition),
    ),
    Row("indicators:explore", get=door(200, only=SEE_FIGURES), post=NO_POST),
    # Nothing is chosen here, so nothing is asked for: the address is shown again.
    Row("indicators:explored", get=seers(200), post=seers(200), things=VERSION),
    Row(
        "indicators:explored_sheet",
        get=seers(404),
        post=NO_POST,
        things={name: lambda s, given=given: (*given(s), "csv") for name, given in VERSION.items()},
    ),
    Row("indicators:list", get=door(200, only=SEE_FIGURES), post=NO_POST),
    Row("indicators:one", get=seers(200), post=NO_POST, things=ONE),
    Row(
        "indicators:picture",
        get=seers(200),
        post=NO_POST,
        things={
            "there": lambda s: (s.things["picture"],),
            "absent": lambda _: ("no-such-picture",),
        },
    ),
    Row("indicators:versions", get=door(200, only=SEE_FIGURES), post=NO_POST),
    # What a figure was made of explains it: which returns, by whom, and what their senders say.
    Row(
        "indicators:version", get=seers(200), post=NO_POST, things=VERSION, names=(Return, Edition)
    ),
    Row("indicators:permanent", get=seers(200), post=NO_POST, things=PERMANENT),
    Row(
        "indicators:sheet",
        get=seers(200),
        post=NO_POST,
        things={
            name: lambda s, given=given: (*given(s), "csv") for name, given in PERMANENT.items()
        },
    ),
)
