"""Releases for partners and the public: what may leave, what left, and its tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from village.design import formats
from village.design.sheets import Label
from village.design.tables import Column, Table
from village.evidence.indicators.models import Release, ReleaseState
from village.evidence.indicators.selectors.figures import GROUPS
from village.evidence.returns.services import house
from village.figures.audiences import Audience
from village.figures.words import MAY_BE_ANY
from village.jobs import selectors as jobs
from village.jobs.models import Job
from village.kernel.periods import Period
from village.partnership.people.rights import Rights
from village.partnership.people.rules import RoleKind

Plain = Mapping[str, Any]  # Any: plain JSON, as it left
FOR = {Audience.PARTNER.value: "Partners", Audience.PUBLIC.value: "The public"}
MAY_READ = {
    Audience.PARTNER.value: "Bodies of the partnership; not for publication",
    Audience.PUBLIC.value: "Anybody",
}
TONES = {
    ReleaseState.MADE.value: "good",
    ReleaseState.REFUSED.value: "bad",
    ReleaseState.WAITING.value: "info",
}


@dataclass(frozen=True, slots=True)
class Leaving:
    """An indicator on the kit's release list, in words."""

    title: str
    audiences: str
    breakdowns: str


def may_release(rights: Rights) -> bool:
    """Whether the reader lets tables out: the QA manager alone does."""
    return rights.sees("figures") and rights.holds(RoleKind.QA_MANAGER)


def leaving() -> list[Leaving]:
    """What the kit in use lets out, by title."""
    rulebook = house.rulebook()
    titles = {one.id: one.title for one in rulebook.definitions}
    found = (
        Leaving(
            titles.get(one.indicator, one.indicator),
            " and ".join(FOR[audience].lower() for audience in one.audiences),
            ", ".join(GROUPS.get(name, name).lower() for name in one.breakdowns) or "nothing",
        )
        for one in rulebook.listed
    )
    return sorted(found, key=lambda one: one.title)


def releases(rights: Rights) -> QuerySet[Release]:
    """Every release that was asked for, newest first."""
    return (
        Release.objects.visible_to(rights).select_related("asked_by").order_by("-asked_at", "-pk")
    )


def one(rights: Rights, ref: str) -> Release:
    return get_object_or_404(releases(rights), ref=ref)


def made(rights: Rights, ref: str) -> Release:
    """A release that was made; Http404 for any other."""
    found = one(rights, ref)
    if found.state != ReleaseState.MADE:
        raise Http404
    return found


def progress(shown: Release) -> Job | None:
    return jobs.running(about={"release": shown.ref})


def for_whom(shown: Release) -> str:
    return FOR[shown.audience]


def tables(shown: Release) -> list[Table]:
    """One table for each indicator, as it left."""
    return [
        Table(
            one["title"],
            (*(Column(name) for name in ("Period", "Breakdown", "Group")), *_NUMBERS),
            tuple(_lines(one)),
            note=_note(one),
        )
        for one in shown.tables.get("indicators", {}).values()
    ]


def whole(shown: Release) -> Table:
    """All of it as one table, a line for each figure, as the command writes it."""
    names = ("Indicator", "Period", "Breakdown", "Group")
    rows = tuple(
        (one["title"], *line)
        for one in shown.tables.get("indicators", {}).values()
        for line in _lines(one)
    )
    return Table(shown.name, (*(Column(name) for name in names), *_NUMBERS), rows)


_NUMBERS = (
    Column("Number", True, about="What is counted. Words stand where no number is shown."),
    Column("Out of", True, about="What it is counted over."),
    Column("Figure", True, about="The rate or percentage, worked out from what is printed."),
)


def _lines(one: Plain) -> Iterator[tuple[Any, ...]]:  # Any: numbers, or words in their place
    for points in one["series"].values():
        for point in points:
            yield (point["label"], "All", "All", *_numbers(point))
    for name, groups in one["breakdowns"].items():
        for group in groups:
            label = Period.parse(group["period"]).label
            yield (label, GROUPS.get(name, name), group["group"], *_numbers(group))


def _numbers(point: Plain) -> Sequence[Any]:  # Any: as above
    return (_said(point["numerator"]), _said(point["denominator"]), point["value"])


def _said(number: Any) -> Any:  # Any: a number, nothing, or why there is none
    return formats.NOT_SHOWN if isinstance(number, str) else number


def _note(one: Plain) -> str:
    rule = {"nhs": "Counts of 1 to 7 are not shown, others are to the nearest 5 where public."}
    said = rule.get(one["rule"], "Counts of 1 to 5 are not shown.")
    return f"{one['numerator']} Unit: {one['unit']}. {said} {MAY_BE_ANY}"


def label_of(shown: Release, *, rights: Rights) -> Label:
    """What stands above the sheets of a release."""
    return Label(
        title=f"Release {shown.name}",
        definition="Counts that are small, and others that would give them away, are not shown. "
        f"{MAY_BE_ANY} Rates and percentages are worked out from what is printed.",
        source=f"The partnership’s data set, {shown.of_version}",
        audience=MAY_READ[shown.audience],
        by=str(rights.person),
        at=rights.at,
    )
