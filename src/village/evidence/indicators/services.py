"""Makes versions: whenever the accepted editions change, the next one is built."""

from datetime import datetime
from typing import Any

from django.conf import settings

from village import engine, trail
from village.evidence.indicators.models import Version
from village.evidence.returns import selectors as returns
from village.evidence.returns.models import Edition
from village.evidence.returns.services import house
from village.jobs import services as jobs

BUILD = "indicators.build"


def ask_for_version(edition: Edition, by: Any, at: datetime) -> None:  # Any: an actor of the trail
    """Ask, within the verb that changed the accepted editions, for a version without delay."""
    key = f"{edition.ref}.{edition.state}.{edition.version}"
    jobs.enqueue(BUILD, key=key, about={"edition": edition.ref}, by=by, at=at)


def build(*, why: str, by: Any, at: datetime, on_progress: Any) -> Version:  # Any: as above
    """Build and publish a version of all accepted editions, and write down that it is there.

    Raises the engine's Busy while another one is built. The files are published before the row is
    written: a row never names a version that is not there.
    """
    kept = [
        engine.Kept(
            ref=edition.ref,
            spec=house.spec(edition.of.spec),
            period=edition.of.period,
            sha256=edition.sha256,
        )
        for edition in returns.accepted()
    ]
    name = engine.build(
        house.store(),
        kept,
        rulebook=house.rulebook(),
        as_at=at.date().isoformat(),
        made_up=settings.DEMO,
        on_progress=on_progress,
    )
    return publish(name, why=why, by=by, at=at)


def publish(name: str, *, why: str, by: Any, at: datetime) -> Version:  # Any: as above
    """Write down a version that the engine has published."""
    found = engine.version(house.store(), name)
    if found is None:
        raise LookupError(f"the store has no version {name}")
    with trail.verb("indicators.publish", by=by, at=at) as verb:
        made = Version.objects.create(
            name=name,
            built_at=at,
            made_up=found.made_up,
            figures=found.figures,
            returns=len(found.returns),
            why=why,
        )
        verb.wrote("version", made.ref, fields=("name", "figures"))
    return made
