"""Which indicators draw on which returns, and what of a return was corrected."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse

from village import engine
from village.design.slots import Link, Use
from village.evidence.indicators.models import Version
from village.evidence.returns import selectors as returns
from village.evidence.returns.services import house


def uses(rights: Any, subjects: Sequence[str]) -> Iterator[Use]:  # Any: people.Rights
    """The newest version, and the indicators in it, that editions of these refs are in."""
    newest = Version.objects.visible_to(rights).order_by("-pk").first()
    found = engine.version(store(), newest.name) if newest and subjects else None
    if newest is None or found is None:
        return
    specs = {made_of["ref"]: made_of["spec"] for made_of in found.returns}
    for ref in subjects:
        if ref in specs:
            drawn = drawn_from(specs[ref], of=found.indicators)
            yield Use(ref, _version(newest), tuple(_links(newest, drawn)))


def store() -> "engine.Store":
    return engine.Store(settings.VILLAGE_STORE)


def drawn_from(spec: str, *, of: Collection[str]) -> Sequence[str]:
    """The indicators, among some, that count what a return of this kind brings."""
    there = house.rules().specs.get(spec)
    if there is None:
        return ()
    if there.counts is not None:
        asked = {one.indicator for one in there.counts.asked}
        return sorted(asked & set(of))
    brought = there.table.tables if there.table else ()
    tables = {table.id for table in brought} or set(engine.EVENTS[there.built_in])
    known = (one for one in house.rulebook().definitions if one.id in of)
    return sorted(one.id for one in known if tables & set(one.tables))


def corrections(indicator: str, of: Version) -> Sequence[returns.Correction]:
    """What of the returns that an indicator draws on was sent once more, and why: one query.

    Of counts, only what changed those of this indicator.
    """
    found = engine.version(store(), of.name)
    made_of: Sequence[Mapping[str, str]] = found.returns if found else ()
    drawing = {spec for spec in {one["spec"] for one in made_of} if _draws(indicator, spec)}
    known = returns.corrections([one["ref"] for one in made_of if one["spec"] in drawing])
    return [one for one in known if one.changed(indicator)]


def _draws(indicator: str, spec: str) -> bool:
    return bool(drawn_from(spec, of=(indicator,)))


def _version(newest: Version) -> Link:
    return Link(newest.label, reverse("indicators:version", args=[newest.name]))


def _links(newest: Version, indicators: Sequence[str]) -> Iterator[Link]:
    titles = {one.id: one.title for one in house.rulebook().definitions}
    for indicator in sorted(indicators, key=lambda one: titles.get(one, one)):
        href = reverse("indicators:permanent", args=[newest.name, indicator])
        yield Link(titles.get(indicator, indicator), href)
