"""A kit furnishes the house once; after that the house is master."""

from pathlib import Path

import pytest

from tests.cast import AT
from tests.kit import shelf
from tests.kit.shelf import KITS
from village import kit, trail
from village.evidence.returns.models import Return, RuleEdition
from village.kernel.refusal import Refusal
from village.kernel.yaml import KitError
from village.partnership.people.models import Body, Person, Role
from village.trail.models import Event

pytestmark = pytest.mark.django_db
LOADER = trail.System("kit")


def names() -> dict[str, str]:
    return dict(Body.objects.system("a test").values_list("key", "name"))


def events() -> int:
    return Event.objects.system("a test").count()


def furnish(folder: Path, take: tuple[str, ...] = ()) -> tuple[str, ...]:
    return kit.furnish(folder, by=LOADER, at=AT, take=take)


def test_the_demo_furnishes_its_bodies_people_and_roles() -> None:
    differing = furnish(KITS / "demo")

    assert differing == ()
    assert names()["council"] == "Thornbury Vale Council"
    assert Person.objects.system("a test").filter(key__isnull=False).count() == 39
    lead = Role.objects.system("a test").filter(person__key="data-lead-police").get()
    assert (lead.kind, lead.body.key) == ("agency data lead", "police")


def test_a_second_load_changes_nothing_and_leaves_no_event() -> None:
    furnish(KITS / "demo")
    before = events()

    differing = furnish(KITS / "demo")

    assert (differing, events()) == ((), before)


def test_the_house_is_master_and_what_differs_is_listed(tmp_path: Path) -> None:
    furnish(shelf.whole(tmp_path / "first"))
    changed = shelf.BODIES.replace("The Council", "The City Council")

    (difference,) = furnish(shelf.whole(tmp_path / "second", bodies=changed))

    assert difference == ("bodies council: name is The Council here, The City Council in the kit")
    assert names()["council"] == "The Council"


def test_one_entry_is_taken_from_the_kit_on_purpose(tmp_path: Path) -> None:
    furnish(shelf.whole(tmp_path / "first"))
    changed = shelf.BODIES.replace("The Council", "The City Council").replace(
        "The School", "The Academy"
    )

    (left,) = furnish(shelf.whole(tmp_path / "second", bodies=changed), take=("council",))

    assert left.startswith("bodies school: name is The School here")
    assert names() == {"council": "The City Council", "school": "The School"}


def test_a_key_that_the_kit_does_not_have_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="Write “council”"):
        furnish(shelf.whole(tmp_path), take=("counsil",))


def test_what_the_house_cannot_take_is_told_with_file_and_line(tmp_path: Path) -> None:
    furnish(shelf.whole(tmp_path / "first"))
    other = shelf.PEOPLE.replace("key: robin", "key: robyn")

    with pytest.raises(KitError, match=r"people\.yaml, line 2: The house cannot take “robyn”: "):
        furnish(shelf.whole(tmp_path / "second", people=other))

    assert not Person.objects.system("a test").filter(key="robyn").exists()


def test_a_rule_that_changed_under_its_edition_furnishes_nothing(tmp_path: Path) -> None:
    furnish(shelf.whole(tmp_path / "first"))
    before = events()
    clock = shelf.CLOCK.replace("count: 5", "count: 6")
    bodies = shelf.BODIES.replace("key: school", "key: academy")

    with pytest.raises(KitError, match=r"clocks\.yaml, line 7: “visit”.*was loaded before"):
        furnish(shelf.whole(tmp_path / "second", clocks=clock, bodies=bodies))

    assert (sorted(names()), events()) == (["council", "school"], before)


def test_a_new_edition_of_a_rule_is_taken_beside_the_old_one(tmp_path: Path) -> None:
    furnish(shelf.whole(tmp_path / "first"))
    later = shelf.CLOCK.replace("Guidance 2023", "Guidance 2026").replace("count: 5", "count: 6")

    furnish(shelf.whole(tmp_path / "second", clocks=later))

    known = RuleEdition.objects.system("a test").filter(section="clocks").order_by("edition")
    assert [rule.edition for rule in known] == ["Guidance 2023", "Guidance 2026"]


def test_the_returns_that_bodies_owe_are_expected_once() -> None:
    furnish(KITS / "demo")
    furnish(KITS / "demo")

    owed = Return.objects.system("a test").filter(spec="police-missing").order_by("due_on")
    assert [one.period.label for one in owed][:2] == [
        "April to June 2024",
        "July to September 2024",
    ]
    assert len(owed) == 9
