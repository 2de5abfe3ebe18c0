"""Kits that extend one another: the chain, what may follow what, and no way out of the folder."""

import os
from pathlib import Path

import pytest

from tests.kit import shelf
from village import kit
from village.kernel.yaml import KitError


def only(faults: list[KitError]) -> KitError:
    assert len(faults) == 1, [str(fault) for fault in faults]
    return faults[0]


def test_a_kit_holds_what_the_kits_that_it_extends_hold(tmp_path: Path) -> None:
    shelf.whole(tmp_path, "land")
    folder = shelf.lay(tmp_path, "town", cover="extends: land\n")

    loaded = kit.load(folder)

    assert [one.cover.name for one in loaded.folders] == ["land", "town"]
    assert [entry.key for entry in loaded.of("bodies")] == ["council", "school"]


def test_a_nearer_kit_puts_its_own_body_in_place_of_another(tmp_path: Path) -> None:
    shelf.whole(tmp_path, "land")
    own = shelf.BODIES.replace("The Council", "Our Own Council")
    folder = shelf.lay(tmp_path, "town", cover="extends: land\n", bodies=own)

    found = kit.load(folder).find("bodies", "council")

    assert found is not None
    assert (found.kit, found.value["name"]) == ("town", "Our Own Council")


def test_a_kit_leaves_out_a_section_of_the_kits_that_it_extends(tmp_path: Path) -> None:
    shelf.whole(tmp_path, "land")
    folder = shelf.lay(tmp_path, "town", cover="extends: land\nwithout: [people]\n")

    assert kit.load(folder).of("people") == ()


def test_kits_that_go_round_in_a_circle_are_refused(tmp_path: Path) -> None:
    shelf.lay(tmp_path, "land", cover="extends: town\n")
    folder = shelf.lay(tmp_path, "town", cover="extends: land\n")

    fault = only(kit.check(folder))

    assert (fault.file.parent.name, fault.line) == ("land", 5)
    assert "“town” extends “land” extends “town”" in fault.message


def test_a_kit_cannot_extend_itself(tmp_path: Path) -> None:
    assert "circle" in only(kit.check(shelf.lay(tmp_path, "town", cover="extends: town"))).message


def test_a_kit_that_is_not_there_is_named_with_the_nearest(tmp_path: Path) -> None:
    fault = only(kit.check(shelf.lay(tmp_path, "town", cover="extends: englnd")))

    assert (fault.line, fault.instead) == (5, "Write “england”.")


@pytest.mark.parametrize("way", ["../land", "/etc", "land/../land", "..", "LAND"])
def test_a_way_out_of_the_shelf_is_refused(tmp_path: Path, way: str) -> None:
    shelf.lay(tmp_path, "land")

    fault = only(kit.check(shelf.lay(tmp_path, "town", cover=f"extends: {way}")))

    assert (fault.line, fault.instead) == (5, "Write “england”.")


def test_a_local_kit_lies_anywhere_and_extends_the_national_one(tmp_path: Path) -> None:
    folder = shelf.lay(tmp_path, "town", cover="extends: england")

    assert kit.load(folder).find("clocks", "rapid-review") is not None


@pytest.mark.parametrize("inside", ["bodies.yaml", "codes/sex.yaml", "codes"])
def test_a_link_that_leads_out_of_the_kit_is_refused(tmp_path: Path, inside: str) -> None:
    outside = shelf.whole(tmp_path / "elsewhere", "land") / inside
    folder = shelf.lay(tmp_path, "town", cover="extends: england")
    (folder / inside).parent.mkdir(exist_ok=True)
    (folder / inside).symlink_to(outside)

    fault = only(kit.check(folder))

    assert "leads out of the kit's folder" in fault.message


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    folder = shelf.lay(tmp_path, "town", cover="extends: england")
    (folder / "bodies.yaml").symlink_to("bodies.yaml")

    fault = only(kit.check(folder))

    # Python 3.13 resolves such a link, and 3.11 gives up: either way it is no file of the kit.
    assert fault.message.endswith(("the kit's folder.", "no plain file."))


def test_what_is_no_plain_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    folder = shelf.lay(tmp_path, "town", cover="extends: england")
    os.mkfifo(folder / "bodies.yaml")

    fault = only(kit.check(folder))

    assert "no plain file" in fault.message


@pytest.mark.parametrize(
    ("inside", "message", "instead"),
    [
        ("bodys.yaml", "“bodys.yaml” is not a file", "Rename it to “bodies.yaml”."),
        ("bodies.yml", "ends in .yml", "Rename it to bodies.yaml."),
        ("code/sex.yaml", "is not a file", "Rename it to “codes/”."),
        ("codes/more/sex.yaml", "is not a file", "codes"),
        ("codes/sex.xlsx", "no .xlsx files", "Take the file away."),
    ],
)
def test_a_file_that_a_kit_does_not_have_is_told(
    tmp_path: Path, inside: str, message: str, instead: str
) -> None:
    folder = shelf.whole(tmp_path)
    path = folder / inside
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("a: 1\n")

    fault = only(kit.check(folder))

    assert (fault.file, message in fault.message, instead in fault.instead) == (path, True, True)


def test_hidden_files_and_a_readme_are_let_be(tmp_path: Path) -> None:
    folder = shelf.whole(tmp_path)
    (folder / ".DS_Store").write_bytes(b"\x00")
    (folder / "README.md").write_text("# A kit\n")

    assert kit.check(folder) == []


def test_a_folder_without_a_cover_is_no_kit(tmp_path: Path) -> None:
    fault = only(kit.check(tmp_path))

    assert (fault.file, fault.line) == (tmp_path / "kit.yaml", 1)
    assert "There is no kit here" in fault.message


CLAIMS = """
    document: plan
    claims:
      - key: children
        measure: children who live here
        value: "38,320"
        section: The place
"""


def test_content_that_no_app_takes_yet_is_named_on_the_cover(tmp_path: Path) -> None:
    fault = only(kit.check(shelf.whole(tmp_path, claims__plan=CLAIMS)))

    assert fault.file.name == "kit.yaml"
    assert fault.instead == "Add a line “- claims/” under “content”."


def test_the_cover_names_no_content_that_is_not_there(tmp_path: Path) -> None:
    fault = only(kit.check(shelf.whole(tmp_path, cover="content: [claims/]")))

    assert (fault.file.name, fault.line) == ("kit.yaml", 5)
    assert "there is no such file" in fault.message


def test_an_edition_keeps_its_content_in_every_kit(tmp_path: Path) -> None:
    shelf.whole(tmp_path, "land")
    changed = shelf.CLOCK.replace("count: 5", "count: 6")
    folder = shelf.lay(tmp_path, "town", cover="extends: land\n", clocks=changed)

    fault = only(kit.check(folder))

    assert (fault.file.parent.name, fault.line) == ("town", 7)
    assert "stands in the kit “land” with other content" in fault.message
    assert "an edition of its own" in fault.instead


def test_the_same_edition_may_be_said_again_unchanged(tmp_path: Path) -> None:
    shelf.whole(tmp_path, "land")
    folder = shelf.lay(tmp_path, "town", cover="extends: land\n", clocks=shelf.CLOCK)

    assert len(kit.load(folder).of("clocks")) == 1


def test_a_nearer_kit_adds_an_edition(tmp_path: Path) -> None:
    shelf.whole(tmp_path, "land")
    later = shelf.CLOCK.replace("Guidance 2023", "Guidance 2026").replace("count: 5", "count: 6")
    folder = shelf.lay(tmp_path, "town", cover="extends: land\n", clocks=later)

    loaded = kit.load(folder)

    assert [entry.edition for entry in loaded.of("clocks")] == ["Guidance 2023", "Guidance 2026"]
    assert (found := loaded.find("clocks", "visit")) and found.edition == "Guidance 2026"
