"""An edition of a rule never changes: how a change is seen, and what is no change."""

from pathlib import Path

from tests.kit import shelf
from village import kit

VISIT = ("clocks", "visit", "Guidance 2023")


def changed(shelf_at: Path, name: str, clock: str) -> kit.Changes:
    """What differs between the whole kit and one with another clock."""
    before = kit.fingerprint(kit.load(shelf.whole(shelf_at / "before", "town")))
    after = kit.fingerprint(kit.load(shelf.whole(shelf_at / name, "town", clocks=clock)))
    return kit.compare(before, after)


def test_loading_twice_gives_the_same_fingerprint(tmp_path: Path) -> None:
    folder = shelf.whole(tmp_path)

    first, second = kit.fingerprint(kit.load(folder)), kit.fingerprint(kit.load(folder))

    assert first == second
    assert kit.compare(first, second) == kit.Changes(frozenset(), frozenset(), frozenset())


def test_every_edition_of_every_rule_has_a_fingerprint_and_no_starting_content(
    tmp_path: Path,
) -> None:
    prints = kit.fingerprint(kit.load(shelf.whole(tmp_path)))

    assert {section for section, _key, _edition in prints} == {
        "clocks",
        "codes",
        "indicators",
        "returns",
    }
    assert VISIT in prints


def test_another_number_of_days_is_a_change(tmp_path: Path) -> None:
    changes = changed(tmp_path, "after", shelf.CLOCK.replace("count: 5", "count: 6"))

    assert changes.changed == {VISIT}


def test_what_editions_share_belongs_to_each_of_them(tmp_path: Path) -> None:
    changes = changed(tmp_path, "after", shelf.CLOCK.replace("Visit the child", "Call"))

    assert changes.changed == {VISIT}


def test_comments_lines_and_the_order_of_keys_are_no_change(tmp_path: Path) -> None:
    clock = shelf.CLOCK.replace("clocks:", "# said anew\n    clocks:").replace(
        "within: {count: 5, unit: working days}", "within: {unit: working days, count: 5}"
    )

    changes = changed(tmp_path, "after", clock)

    assert changes == kit.Changes(frozenset(), frozenset(), frozenset())


def test_a_new_edition_is_added_and_the_old_one_is_gone(tmp_path: Path) -> None:
    changes = changed(tmp_path, "after", shelf.CLOCK.replace("Guidance 2023", "Guidance 2026"))

    assert changes.added == {("clocks", "visit", "Guidance 2026")}
    assert changes.gone == {VISIT}


def test_an_edition_that_was_loaded_before_with_other_content_is_refused(tmp_path: Path) -> None:
    known = kit.fingerprint(kit.load(shelf.whole(tmp_path / "before")))
    clock = shelf.CLOCK.replace("count: 5", "count: 6")
    loaded = kit.load(shelf.whole(tmp_path / "after", clocks=clock))

    (fault,) = kit.refuse_changed(loaded, known=known)

    assert (fault.file.name, fault.line) == ("clocks.yaml", 7)
    assert "was loaded before with other content" in fault.message


def test_changed_figures_in_a_table_are_a_change(tmp_path: Path) -> None:
    entry = """
        populations:
          - population: under-18
            edition: "1"
            title: Children who live here
            file: children.csv
            source: The plan
    """
    prints = []
    for name, children in (("before", 100), ("after", 101)):
        folder = shelf.whole(tmp_path / name, populations__populations=entry)
        table = folder / "populations" / "children.csv"
        table.write_text(
            f"population,year_ending,dimension,group,children\nunder-18,2025-03-31,all,all,{children}\n"
        )
        prints.append(kit.fingerprint(kit.load(folder)))

    assert kit.compare(*prints).changed == {("populations", "under-18", "1")}
