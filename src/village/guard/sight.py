"""No query meets the database before somebody has said for whom, or why the house itself asks."""

from collections.abc import AsyncIterator, Iterator
from functools import wraps
from typing import Any, ClassVar, Self, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class Unscoped(RuntimeError):
    """A query was about to run that nobody had scoped: a bug, never a person's mistake."""


class GuardedQuerySet(models.QuerySet[Row]):
    """A queryset that runs only after `visible_to(rights)` or `system("why")`.

    A room overrides `visible_to` and returns the rows that those rights see; the guard marks what
    it returns. Unevaluated, an unscoped queryset may stand as a subquery of a scoped one.
    """

    _scoped_by: str = ""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if own := cls.__dict__.get("visible_to"):
            cls.visible_to = _marking(own)  # type: ignore[method-assign]  # the override, marked

    # Any: people.Rights lies above; each room's override names it.
    def visible_to(self, rights: Any) -> Self:
        """Only the rows that these rights see; nothing, until a room says otherwise."""
        return self.none().system("nobody sees these rows")

    def system(self, why: str) -> Self:
        """All rows, for the house itself; say why in words that a reviewer can weigh."""
        if not why.strip():
            raise Unscoped(f"{self._named()}.system() needs a reason in words.")
        scoped = self.all()
        scoped._scoped_by = why
        return scoped

    def _named(self) -> str:
        return f"{self.model.__name__}.objects"

    def _must_be_scoped(self) -> None:
        if not self._scoped_by:
            raise Unscoped(
                f"{self._named()} was used without a scope: "
                'call .visible_to(rights) or .system("why") before it meets the database.'
            )

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]  # the stubs leave it out
        clone._scoped_by = self._scoped_by
        return clone

    def __repr__(self) -> str:
        """Name the model and the scope, never the rows: a repr ends up in logs."""
        return f"<{type(self).__name__} of {self.model.__name__}, {self._scoped_by or 'unscoped'}>"

    def _fetch_all(self) -> None:
        self._must_be_scoped()
        super()._fetch_all()

    def iterator(self, chunk_size: int | None = None) -> Iterator[Row]:
        self._must_be_scoped()
        return super().iterator(chunk_size)

    def aiterator(self, chunk_size: int = 2000) -> AsyncIterator[Row]:
        self._must_be_scoped()
        return super().aiterator(chunk_size)

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:  # Any: as Django's own
        self._must_be_scoped()
        return super().aggregate(*args, **kwargs)

    def count(self) -> int:
        self._must_be_scoped()
        return super().count()

    def exists(self) -> bool:
        self._must_be_scoped()
        return super().exists()

    def explain(self, *, format: Any = None, **options: Any) -> str:  # Any: as Django's own
        self._must_be_scoped()
        return super().explain(format=format, **options)

    def update(self, **kwargs: Any) -> int:  # Any: as Django's own
        self._must_be_scoped()
        return super().update(**kwargs)

    update.alters_data = True  # type: ignore[attr-defined]  # keeps templates from calling it

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:  # Any: as Django's own
        self._must_be_scoped()
        return super().bulk_update(*args, **kwargs)

    bulk_update.alters_data = True  # type: ignore[attr-defined]  # as above

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[Row]:  # Any: as Django's own
        # To change rows on a conflict is to touch rows that were there before.
        if kwargs.get("update_conflicts"):
            self._must_be_scoped()
        return super().bulk_create(*args, **kwargs)

    bulk_create.alters_data = True  # type: ignore[attr-defined]  # as above

    def _raw_delete(self, using: str | None) -> int:
        # delete() itself ends here or fetches its rows first.
        self._must_be_scoped()
        rows: int = super()._raw_delete(using)
        return rows

    def raw(self, *args: Any, **kwargs: Any) -> Any:  # Any: as Django's own
        raise Unscoped(f"{self._named()}.raw() takes no scope; write a queryset instead.")

    def __and__(self, other: models.QuerySet[Row]) -> Self:
        return self._joint(super().__and__(other), other)

    def __or__(self, other: models.QuerySet[Row]) -> Self:
        return self._joint(super().__or__(other), other)

    def __xor__(self, other: models.QuerySet[Row]) -> Self:
        return self._joint(super().__xor__(other), other)

    def _combinator_query(self, combinator: str, *others: Any, all: bool = False) -> Self:
        combined: Self = super()._combinator_query(combinator, *others, all=all)  # type: ignore[misc]  # as above
        return self._joint(combined, *others)

    def _joint(self, combined: models.QuerySet[Row], *others: models.QuerySet[Row]) -> Self:
        """Scoped only where each part was: one open part would show its rows through the whole."""
        parts = (self, *others)
        scoped = all(getattr(part, "_scoped_by", "") for part in parts)
        if not isinstance(combined, type(self)):
            raise Unscoped(f"{self._named()}: join querysets before you slice them.")
        joint = combined.all()
        joint._scoped_by = self._scoped_by if scoped else ""
        return joint


class Guarded(models.Manager[Row]):
    """The manager of every model of ours: `objects = Guarded()`.

    With a queryset of one's own: `objects = Guarded.from_queryset(ReturnQuerySet)()`.
    """

    _queryset_class: ClassVar[type[models.QuerySet[Any]]] = GuardedQuerySet  # Any: set per model

    def get_queryset(self) -> GuardedQuerySet[Row]:
        queryset = super().get_queryset()
        if not isinstance(queryset, GuardedQuerySet):
            raise Unscoped(f"{self.model.__name__}.objects needs a GuardedQuerySet.")
        return queryset

    def visible_to(self, rights: Any) -> GuardedQuerySet[Row]:  # Any: people.Rights lies above
        return self.get_queryset().visible_to(rights)

    def system(self, why: str) -> GuardedQuerySet[Row]:
        return self.get_queryset().system(why)


def _marking(visible_to: Any) -> Any:  # Any: a method of a generic class
    @wraps(visible_to)
    def marked(self: GuardedQuerySet[Any], rights: Any) -> GuardedQuerySet[Any]:
        rows: GuardedQuerySet[Any] = visible_to(self, rights)
        return rows.system("visible to these rights")

    return marked
