"""How deprived a postcode is comes from a kit's table, with its edition and source."""

from pathlib import Path

import pytest

from tests.kit import shelf
from tests.kit.shelf import KITS
from village import engine, kit
from village.engine.synthetic import numbers, rates
from village.engine.synthetic.dice import Dice

ENTRY = """
    look_ups:
      - look_up: fifths
        edition: "1"
        title: Deprivation in fifths
        file: fifths.csv
        source: The plan
"""


def kit_with(folder: Path, *rows: str, header: str = "postcode,quintile") -> Path:
    there = shelf.whole(folder, deprivation__deprivation=ENTRY)
    (there / "deprivation" / "fifths.csv").write_text("\n".join([header, *rows]) + "\n")
    return there


def test_postcodes_and_their_beginnings_have_a_group(tmp_path: Path) -> None:
    folder = kit_with(tmp_path, "n1 2ud,1", " N1  2,3", "EC1A,5", "N1 2UE, 2")

    found = kit.rulebook(folder).rulebook.deprivation

    assert found == {
        "N1 2UD": "1 (most deprived)",
        "N1 2": "3",
        "EC1A": "5 (least deprived)",
        "N1 2UE": "2",
    }


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("N1 2UD,6", "cannot be read"),
        ("N1 2UD,0", "cannot be read"),
        ("N1 2UD,1 (most deprived)", "cannot be read"),
        ("N1 2UD", "cannot be read"),
        ("N1 2UD,1,2", "cannot be read"),
        ("N,1", "no postcode"),
        ("N12UD,1", "no postcode"),
        ("N1 2U,1", "no postcode"),
        ("E01000001,1", "no postcode"),
        ("n1,2", "says a postcode again"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_with_its_line(
    tmp_path: Path, row: str, message: str
) -> None:
    folder = kit_with(tmp_path, "N1,1", row)

    (fault,) = kit.check(folder)

    assert fault.line == 3
    assert fault.file.name == "fifths.csv"
    assert message in fault.message
    assert fault.instead


def test_other_columns_are_refused_with_those_to_write(tmp_path: Path) -> None:
    folder = kit_with(tmp_path, "N1,1", header="postcode,decile")

    (fault,) = kit.check(folder)

    assert (fault.line, fault.instead) == (1, "Write as the first line: postcode,quintile")


def test_a_changed_table_under_the_same_edition_is_seen(tmp_path: Path) -> None:
    folder = kit_with(tmp_path, "N1,1")
    before = kit.rulebook(folder).rulebook.editions["deprivation/fifths/1"]

    (folder / "deprivation" / "fifths.csv").write_text("postcode,quintile\nN1,2\n")

    assert kit.rulebook(folder).rulebook.editions["deprivation/fifths/1"] != before


def test_the_demo_knows_every_district_of_its_made_up_postcodes() -> None:
    found = kit.rulebook(KITS / "demo").rulebook.deprivation
    dice = Dice(1, 2)

    for district, fifth in enumerate(rates.AREA_FIFTH):
        postcode = numbers.postcode(dice, household=7, district=district)
        assert numbers.district_of(postcode) == district
        assert found[postcode.split()[0]] == engine.GROUPS["deprivation"][fifth - 1]
    assert len(found) == len(rates.AREA_FIFTH)
    assert numbers.district_of(numbers.postcode_elsewhere(dice)) is None


def test_other_kits_need_none() -> None:
    assert kit.rulebook(KITS / "england").rulebook.deprivation == {}
