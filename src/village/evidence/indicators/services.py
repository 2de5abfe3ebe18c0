"""Makes versions: whenever the accepted editions change, the next one is built."""

from datetime import datetime
from typing import Any

from django.conf import settings

from village import engine, trail
from village.design import charts
from village.evidence.indicators import selectors
from village.evidence.indicators.models import Version
from village.evidence.returns import selectors as returns
from village.evidence.returns.models import Edition
from village.evidence.returns.services import house
from village.jobs import services as jobs
from village.jobs.registry import Progress

BUILD = "indicators.build"


def ask_for_version(edition: Edition, by: Any, at: datetime) -> None:  # Any: an actor of the trail
    """Ask, within the verb that changed the accepted editions, for a version without delay."""
    key = f"{edition.ref}.{edition.state}.{edition.version}"
    jobs.enqueue(BUILD, key=key, about={"edition": edition.ref}, by=by, at=at)


def build(ref: str, *, by: Any, at: datetime, progress: Progress) -> Version | None:
    """Build, draw and publish a version of all accepted editions; None where it is there already.

    ref: the edition whose change asked for it. Raises the engine's Busy while another version is
    built. The files are published before the row is written: a row never names a version that is
    not there.
    """
    edition = returns.by_ref(ref)
    kept = [
        engine.Kept(
            ref=one.ref,
            spec=house.spec(one.of.spec),
            period=one.of.period,
            sha256=one.sha256,
        )
        for one in returns.accepted()
    ]
    if _is_there(kept):
        return None
    name = engine.build(
        house.store(),
        kept,
        rulebook=house.rulebook(),
        as_at=at.date().isoformat(),
        made_up=settings.DEMO,
        on_progress=progress,
    )
    made = publish(name, why=_why(edition), by=by, at=at)
    draw(made, progress=progress)
    return made


def _is_there(kept: list["engine.Kept"]) -> bool:
    """Whether the newest version is made of these very editions."""
    newest = Version.objects.system("a build looks at the version before").order_by("-pk").first()
    found = engine.version(house.store(), newest.name) if newest else None
    return found is not None and {one["ref"] for one in found.returns} == {one.ref for one in kept}


def _why(edition: Edition) -> str:
    return f"{edition.of.title}, {edition.of.period.label}: {edition.state}"


def draw(made: Version, *, progress: Progress) -> None:
    """Draw the charts of a version, so that its pages find them."""
    pictures = list(selectors.pictures_of_version(made))
    progress(0, len(pictures), "Drawing charts")
    charts.draw(pictures)
    progress(len(pictures), len(pictures), "Drawn")


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
