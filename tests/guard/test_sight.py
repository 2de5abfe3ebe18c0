"""No query meets the database unscoped, by whichever road it goes."""

import pickle
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from village import trail
from village.guard import Guarded, GuardedQuerySet, Unscoped
from village.trail.models import AnonymousRefusals, Event, EventSubject

pytestmark = pytest.mark.django_db

Rows = GuardedQuerySet[Any]

ROADS: dict[str, Callable[[Any], object]] = {
    "iterate": lambda rows: list(rows.all()),
    "len": lambda rows: len(rows.all()),
    "bool": lambda rows: bool(rows.all()),
    "contain": lambda rows: "row" in rows.all(),
    "index": lambda rows: rows.all()[0],
    "slice": lambda rows: list(rows.all()[:2]),
    "pickle": lambda rows: pickle.dumps(rows.all()),
    "get": lambda rows: rows.get(pk=1),
    "first": lambda rows: rows.first(),
    "last": lambda rows: rows.last(),
    "earliest": lambda rows: rows.earliest("pk"),
    "latest": lambda rows: rows.latest("pk"),
    "count": lambda rows: rows.count(),
    "exists": lambda rows: rows.exists(),
    "contains": lambda rows: rows.contains(AnonymousRefusals(pk=1)),
    "aggregate": lambda rows: rows.aggregate(Count("pk")),
    "values": lambda rows: list(rows.values("name")),
    "values_list": lambda rows: list(rows.values_list("name", flat=True)),
    "dates": lambda rows: list(rows.datetimes("hour_at", "day")),
    "in_bulk": lambda rows: rows.in_bulk([1]),
    "iterator": lambda rows: rows.iterator(),
    "aiterator": lambda rows: rows.all().aiterator(),
    "explain": lambda rows: rows.explain(),
    "raw": lambda rows: rows.raw("SELECT 1 AS id"),
    "update": lambda rows: rows.update(times=2),
    "bulk_update": lambda rows: rows.bulk_update([AnonymousRefusals(pk=1)], ["times"]),
    "delete": lambda rows: rows.all().delete(),
    "raw delete": lambda rows: rows.all()._raw_delete("default"),
    "get_or_create": lambda rows: rows.get_or_create(name="people.page"),
    "update_or_create": lambda rows: rows.update_or_create(name="people.page"),
    "upsert": lambda rows: rows.bulk_create(
        [], update_conflicts=True, update_fields=["times"], unique_fields=["name"]
    ),
    "union": lambda rows: list(rows.union(rows.system("one part is scoped"))),
    "or": lambda rows: list(rows.system("one part is scoped") | rows.all()),
    "and": lambda rows: list(rows.system("one part is scoped") & rows.all()),
    "xor": lambda rows: list(rows.system("one part is scoped") ^ rows.all()),
    "intersection": lambda rows: list(rows.system("scoped").intersection(rows.all())),
    "difference": lambda rows: list(rows.system("scoped").difference(rows.all())),
}
# What Django's own querysets can do; a name that a new Django adds must be looked at here.
UNEVALUATED = {
    *("alias", "all", "annotate", "as_manager", "complex_filter", "defer", "distinct", "exclude"),
    *("extra", "filter", "none", "only", "order_by", "prefetch_related", "reverse"),
    *("resolve_expression", "select_for_update", "select_related", "using"),
}
FACTS = {"as_manager", "db", "ordered", "query"}
INSERTS = {"create", "bulk_create"}


@pytest.mark.parametrize("road", ROADS)
def test_an_unscoped_query_raises_by_every_road(road: str) -> None:
    with pytest.raises(Unscoped):
        ROADS[road](AnonymousRefusals.objects)


def test_every_method_of_a_queryset_is_either_guarded_or_known_to_wait() -> None:
    public = {name for name in dir(QuerySet) if not name.startswith("_")}
    walked = {name.replace(" ", "_") for name in ROADS} | {"datetimes"}

    unknown = public - walked - UNEVALUATED - FACTS - INSERTS

    assert {name for name in unknown if name.removeprefix("a") not in public} == set()


def test_a_scoped_query_runs_and_stays_scoped_when_narrowed() -> None:
    rows = AnonymousRefusals.objects.system("the test counts them").filter(times=1)

    assert list(rows.order_by("pk")) == []
    assert rows.exclude(name="x").count() == 0
    assert rows.values_list("name").first() is None


def test_the_house_must_say_why_it_asks() -> None:
    with pytest.raises(Unscoped):
        AnonymousRefusals.objects.system("  ")


def test_an_unscoped_query_may_stand_inside_a_scoped_one() -> None:
    inner = EventSubject.objects.filter(event=OuterRef("pk"))

    rows = Event.objects.system("the test asks").filter(
        Exists(inner), pk__in=EventSubject.objects.values("event")
    )

    assert list(rows.annotate(ref=Subquery(inner.values("ref")[:1]))) == []


def test_nothing_is_visible_until_a_room_says_so(at: datetime) -> None:
    trail.refused_to_nobody("people.page", at=at)

    seen = list(AnonymousRefusals.objects.visible_to(rights=object()))

    assert seen == []


def test_what_a_room_calls_visible_runs(at: datetime) -> None:
    trail.refused_to_nobody("people.page", at=at)
    trail.refused_to_nobody("people.other", at=at)

    seen = OnlyNamed(AnonymousRefusals).visible_to("people.page")

    assert [row.name for row in seen] == ["people.page"]


def test_a_manager_of_ones_own_queryset_hands_on_both_scopes() -> None:
    manager = Guarded.from_queryset(OnlyNamed)()
    manager.model = AnonymousRefusals

    assert isinstance(manager.visible_to("people.page"), OnlyNamed)
    assert isinstance(manager.system("the test asks"), OnlyNamed)


def test_two_scoped_parts_may_be_joined(at: datetime) -> None:
    trail.refused_to_nobody("people.page", at=at)
    part = AnonymousRefusals.objects.system("the test asks")

    joined = part.filter(name="people.page") | part.filter(name="other")

    assert joined.count() == 1
    assert part.filter(name="people.page").union(part.filter(name="other")).count() == 1


def test_slices_cannot_be_joined_because_they_would_lose_their_scope() -> None:
    part = AnonymousRefusals.objects.system("the test asks")

    with pytest.raises(Unscoped):
        part.order_by("pk")[:2] | part.order_by("-pk")[:2]


def test_the_other_end_of_a_foreign_key_is_guarded_too(at: datetime) -> None:
    trail.read("people.list", by=trail.System("test"), at=at, kind="list", ref="all")
    event = Event.objects.system("the test asks").get()

    with pytest.raises(Unscoped):
        event.subjects.count()

    assert event.subjects.system("the test asks").count() == 1


def test_a_repr_shows_no_row_and_asks_nothing(at: datetime) -> None:
    trail.refused_to_nobody("people.secret", at=at)

    shown = repr(AnonymousRefusals.objects.all()), repr(AnonymousRefusals.objects.system("why"))

    assert shown == (
        "<GuardedQuerySet of AnonymousRefusals, unscoped>",
        "<GuardedQuerySet of AnonymousRefusals, why>",
    )


class OnlyNamed(GuardedQuerySet[AnonymousRefusals]):
    def visible_to(self, rights: str) -> "OnlyNamed":
        return self.filter(name=rights)
