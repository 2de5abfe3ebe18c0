"""What somebody typed is theirs, sealed, and gone after thirty days."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError

from village import trail
from village.guard import Unscoped
from village.jobs import drafts
from village.jobs.models import Draft
from village.kernel.refusal import Refusal
from village.kernel.seal import Tampered

pytestmark = pytest.mark.django_db

ANNA, BORIS = trail.System("anna"), trail.System("boris")
FORM = "returns.decide:abc"
TYPED = {"commentary": ["Zebedee moved"], "flags": ["a", "b"]}


def saved(at: datetime, *, by: trail.System = ANNA, form: str = FORM) -> Draft:
    return drafts.save(form, typed=TYPED.items(), by=by, at=at)


def test_a_draft_is_given_back_as_it_was_typed(at: datetime) -> None:
    saved(at)

    assert drafts.typed_so_far(FORM, by=ANNA, at=at) == TYPED


def test_a_draft_lies_sealed(at: datetime) -> None:
    assert b"Zebedee" not in bytes(saved(at).sealed)


def test_a_later_draft_takes_the_place_of_the_earlier(at: datetime) -> None:
    saved(at)
    drafts.save(FORM, typed=[("commentary", ["more"])], by=ANNA, at=at + timedelta(minutes=1))

    assert drafts.typed_so_far(FORM, by=ANNA, at=at) == {"commentary": ["more"]}
    assert Draft.objects.system("the test counts").count() == 1


def test_nobody_else_gets_a_draft_nor_one_of_another_form(at: datetime) -> None:
    saved(at)

    assert drafts.typed_so_far(FORM, by=BORIS, at=at) is None
    assert drafts.typed_so_far("returns.decide:other", by=ANNA, at=at) is None


def test_a_draft_moved_to_somebody_else_opens_for_nobody(at: datetime) -> None:
    draft = saved(at)
    with trail.verb("a.b", by=ANNA, at=at, empty=True):
        Draft.objects.system("an attacker").filter(pk=draft.pk).update(owner=BORIS.ref)

    with pytest.raises(Tampered):
        drafts.typed_so_far(FORM, by=BORIS, at=at)


@pytest.mark.parametrize(("who", "seen"), [(ANNA, 1), (BORIS, 0), (trail.System(""), 0)])
def test_a_draft_is_visible_to_its_owner_alone(who: object, seen: int, at: datetime) -> None:
    saved(at)

    assert Draft.objects.visible_to(who).count() == seen
    with pytest.raises(Unscoped):
        Draft.objects.count()


def test_a_dropped_draft_is_gone(at: datetime) -> None:
    saved(at)

    drafts.drop(FORM, by=BORIS)
    assert drafts.typed_so_far(FORM, by=ANNA, at=at)
    drafts.drop(FORM, by=ANNA)
    assert drafts.typed_so_far(FORM, by=ANNA, at=at) is None


def test_a_draft_is_gone_after_thirty_days_swept_or_not(at: datetime) -> None:
    saved(at)
    saved(at + timedelta(days=1), form="another")
    late = at + timedelta(days=30)

    assert drafts.typed_so_far(FORM, by=ANNA, at=late) is None
    assert drafts.sweep(at=late) == 1
    assert drafts.typed_so_far("another", by=ANNA, at=late) == TYPED


def test_too_much_to_be_typed_is_refused(at: datetime) -> None:
    with pytest.raises(Refusal, match="too long"):
        drafts.save(FORM, typed=[("a", ["x" * drafts.LARGEST])], by=ANNA, at=at)

    assert not Draft.objects.system("the test looks").exists()


def test_the_database_wants_an_owner(at: datetime) -> None:
    with pytest.raises(IntegrityError), trail.verb("a.b", by=ANNA, at=at, empty=True):
        Draft.objects.create(owner="", form=FORM, sealed=b"", saved_at=at)
