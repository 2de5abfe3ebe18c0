"""What the models of people share: refs, and words as choices and constraints."""

from django.db import models
from django.db.models import Q

from village.kernel.refs import new_ref
from village.partnership.people.rules import BodyKind, RoleKind, Seat


def one_of(field: str, kinds: type[BodyKind] | type[Seat] | type[RoleKind]) -> Q:
    return Q(**{f"{field}__in": [kind.value for kind in kinds]})


def words(kinds: type[BodyKind] | type[Seat] | type[RoleKind]) -> list[tuple[str, str]]:
    return [(kind.value, kind.value) for kind in kinds]


def ref_field() -> "models.CharField[str, str]":
    return models.CharField(max_length=16, unique=True, default=new_ref, editable=False)
