"""A kit as the engine takes it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.kit import shelf
from tests.kit.shelf import KITS
from village import engine, kit

LATER = shelf.INDICATOR.replace('edition: "1"', 'edition: "2"').replace("Referrals", "Calls")


def test_the_census_is_built_in_and_the_tables_are_described() -> None:
    specs = kit.specs(KITS / "demo")

    of_rows = {name: spec for name, spec in specs.items() if spec.counts is None}
    assert {name for name, spec in of_rows.items() if spec.table is None} == {
        "census-cin",
        "looked-after",
    }
    assert {name for name, spec in of_rows.items() if spec.table} == {
        "annex-a",
        "camhs-referrals",
        "health-register",
        "person-list",
        "police-domestic-abuse",
        "police-missing",
        "return-interviews",
        "school-attendance",
        "school-exclusions",
        "school-roll",
        "ssd",
        "youth-justice-cohort",
    }


def test_the_rulebook_holds_every_indicator_with_what_stands_beside_it() -> None:
    house = kit.rulebook(KITS / "england")
    definitions = house.rulebook.definitions

    assert sum(one.numerator is not None for one in definitions) == 45
    assert set(house.rulebook.comparisons) == {one.id for one in definitions}
    assert not house.made_up


def test_editions_in_use_are_told_by_their_fingerprints() -> None:
    editions = kit.rulebook(KITS / "england").rulebook.editions

    assert len(editions["clocks/rapid-review/Working Together 2026"]) == 64


def test_a_made_up_kit_makes_made_up_figures() -> None:
    assert kit.rulebook(KITS / "demo").made_up


def test_the_nearest_kits_edition_is_the_one_that_counts(tmp_path: Path) -> None:
    shelf.whole(tmp_path, "land")
    folder = shelf.lay(tmp_path, "town", cover="extends: land\n", indicators__referrals_rate=LATER)

    (definition,) = kit.rulebook(folder).rulebook.definitions

    assert (definition.edition, definition.title) == ("2", "Calls")


def test_a_broken_kit_stops_the_engine_with_the_kits_own_words(tmp_path: Path) -> None:
    folder = shelf.whole(tmp_path, bodies=shelf.BODIES.replace("seat:", "seet:"))

    with pytest.raises(engine.KitFault) as refused:
        kit.rulebook(folder)

    assert refused.value.exit_code == 6
    assert refused.value.where.endswith("bodies.yaml, line 5")
    assert refused.value.mend == "Write “seat”."


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("under-18,2025-03-31,all,all,many", "cannot be read"),
        ("under-18,2025-03-31,eye colour,blue,4", "cannot be read"),
        ("under-18,31/03/2025,all,all,4", "cannot be read"),
        ("under-18,2025-03-31,all,all", "cannot be read"),
        ("under-5,2025-03-31,all,all,4", "cannot be read"),
        ("under-18,2024-03-31,all,all,9", "says a group again"),
    ],
)
def test_a_bad_row_of_a_population_is_told_with_its_line(
    tmp_path: Path, row: str, message: str
) -> None:
    entry = """
        populations:
          - population: under-18
            edition: "1"
            title: Children who live here
            file: children.csv
            source: The plan
    """
    folder = shelf.whole(tmp_path, populations__populations=entry)
    table = folder / "populations" / "children.csv"
    table.write_text(
        f"population,year_ending,dimension,group,children\nunder-18,2024-03-31,all,all,9\n{row}\n"
    )

    (fault,) = kit.check(folder)

    assert (fault.file, fault.line) == (table, 3)
    assert message in fault.message


def test_checking_a_kit_wakes_neither_the_web_nor_the_engines_libraries() -> None:
    words = (
        "import sys; from pathlib import Path; from village import kit;"
        f"assert not kit.check(Path({str(KITS / 'demo')!r}));"
        "print(*sorted({'django', 'ibis', 'duckdb', 'pyarrow', 'scipy'} & set(sys.modules)))"
    )

    said = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)

    assert said.stdout.split() == []
