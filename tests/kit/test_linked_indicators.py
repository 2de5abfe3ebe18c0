"""A kit's indicator may ask what the same child has elsewhere; a mistake in that names its line."""

from pathlib import Path

import pytest

from tests.kit import shelf
from tests.kit.shelf import KITS
from village import kit


def with_also(folder: Path, also: str) -> Path:
    """A town's kit that stands on England's and has one linked indicator of its own."""
    there = shelf.lay(folder, "town", cover="extends: england\n")
    (there / "indicators").mkdir()
    told = (KITS / "england" / "indicators" / "exclusions-with-a-social-worker.yaml").read_text()
    before, after = told.replace("id: exclusions", "id: our-exclusions").split("  also:\n", 1)
    path = there / "indicators" / "linked.yaml"
    path.write_text(before + also + after[after.index("denominator:") :])
    return there


LINES = """\
  also:
    - table: referrals
      open: [referred_on, closed_on]
      on_the_day: true
"""


def test_every_shipped_linked_indicator_needs_links_and_another_agency() -> None:
    house = kit.rulebook(KITS / "england")
    linked = [one for one in house.rulebook.definitions if one.looks_elsewhere]
    senders = {table: spec.sender for spec in house.specs.values() for table in tables(spec)}

    assert len(linked) >= 6
    assert all(one.needs_links for one in linked)
    assert all(len({senders[table] for table in one.tables}) > 1 for one in linked)


def tables(spec) -> list[str]:  # type: ignore[no-untyped-def] # a return of the engine
    from village import engine

    return [spec.id] if spec.table else list(engine.EVENTS[spec.built_in])


def test_at_least_eight_are_split_by_disability_and_by_deprivation() -> None:
    definitions = kit.rulebook(KITS / "england").rulebook.definitions

    for split in ("disability", "deprivation"):
        assert sum(split in one.breakdowns for one in definitions) >= 8, split


@pytest.mark.parametrize(
    ("wrong", "right", "line", "words"),
    [
        ("table: referrals", "table: referals", 1, "no return of the kit brings"),
        ("on_the_day: true", "on_that_day: true", 3, "on_that_day"),
        ("on_the_day: true", "on_the_day: yes please", 3, "on_the_day"),
        ("open: [referred_on, closed_on]", "counts: rows", 2, "counts"),
        ("open: [referred_on, closed_on]", "open: [referred_on]", 2, "open"),
    ],
)
def test_a_mistake_in_it_names_its_line_and_what_to_write(
    tmp_path: Path, wrong: str, right: str, line: int, words: str
) -> None:
    folder = with_also(tmp_path, LINES.replace(wrong, right))
    path = folder / "indicators" / "linked.yaml"
    first = path.read_text().splitlines().index("  also:") + 1

    faults = [fault for fault in kit.check(folder) if fault.file == path]

    told = [fault for fault in faults if words in f"{fault.message} {fault.instead}"]
    assert [fault.line for fault in told][:1] == [first + line]
    assert all(fault.instead for fault in told)
