"""The commands of the house: kits, the database, the trail, the site, the demonstration."""

import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import KITS, Run
from village.cli.site import commands


def test_the_site_has_no_door_but_its_address() -> None:
    """The web server's own control socket would lie in the home folder, one for all its sites."""
    web, _ = commands("127.0.0.1", 8000, 2)

    assert "--no-control-socket" in web


class TestKitCheck:
    @pytest.mark.parametrize("name", ["england", "islington", "demo"])
    def test_says_that_a_shipped_kit_is_sound(self, run: Run, name: str) -> None:
        ran = run("kit", "check", KITS / name)

        assert ran.exit_code == 0
        assert "is sound" in ran.said

    def test_says_each_fault_with_file_and_line_and_ends_in_6(self, run: Run, here: Path) -> None:
        shutil.copytree(KITS / "england", here / "england")
        (here / "england/clocks.yaml").write_text("clocks:\n  - clok: visit\n")

        ran = run("kit", "check", "england")

        assert ran.exit_code == 6
        assert "england/clocks.yaml, line 2:" in ran.said
        assert ran.said.strip().splitlines()[-1].endswith(".")

    def test_a_folder_without_a_kit_is_none(self, run: Run, here: Path) -> None:
        ran = run("kit", "check", here)

        assert ran.exit_code == 6
        assert "There is no kit here" in ran.said


@pytest.fixture
def migrated(run_apart: Run, here: Path) -> Path:
    """The database of a house that was made ready."""
    ran = run_apart("migrate")
    assert (ran.exit_code, ran.said.strip()) == (0, "The database and the styles are ready.")
    return here / "var/village.sqlite3"


class TestTheHouse:
    def test_is_made_ready_twice_without_harm(self, run_apart: Run, migrated: Path) -> None:
        assert run_apart("migrate").exit_code == 0
        assert migrated.is_file()

    def test_proves_its_trail_and_names_the_record_that_was_changed(
        self, run_apart: Run, migrated: Path
    ) -> None:
        loaded = run_apart("kit", "load", KITS / "demo")
        assert loaded.exit_code == 0, loaded.said
        sound = run_apart("trail", "verify")

        forge(migrated)
        broken = run_apart("trail", "verify")

        assert sound.exit_code == 0
        assert sound.said.startswith("Sound: ")
        assert broken.exit_code == 1
        assert "Not sound at record 2:" in broken.said

    def test_says_what_an_anchor_looks_like(self, run_apart: Run, migrated: Path) -> None:
        ran = run_apart("trail", "verify", "--anchor", "nonsense")

        assert ran.exit_code == 2
        assert "An anchor reads like" in ran.said

    def test_without_a_database_has_no_trail_and_says_so(self, run_apart: Run) -> None:
        ran = run_apart("trail", "verify")

        assert ran.exit_code == 2
        assert "The database does not answer, or was not made ready." in ran.said
        assert "village migrate" in ran.said

    def test_does_not_open_without_its_guards_or_its_keys(
        self, run_apart: Run, migrated: Path
    ) -> None:
        unkeyed = run_apart("serve", VILLAGE_KEYS="")
        with sqlite3.connect(migrated) as database:
            for (name,) in database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall():
                database.execute(f'DROP TRIGGER "{name}"')

        unguarded = run_apart("serve")

        assert (unkeyed.exit_code, unguarded.exit_code) == (2, 2)
        assert "VILLAGE_KEYS is empty" in unkeyed.said
        assert "guards of append-only tables are missing" in unguarded.said
        assert "Traceback" not in unkeyed.said + unguarded.said


def forge(path: Path) -> None:
    """Change one event, as somebody could who has the database's own keys."""
    with sqlite3.connect(path) as database:
        triggers = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for (name,) in triggers:
            database.execute(f'DROP TRIGGER "{name}"')
        database.execute("UPDATE trail_event SET by = 'somebody-else' WHERE seq = 2")


class TestTheDemonstration:
    @pytest.mark.parametrize(
        ("words", "env"),
        [
            (("demo",), {"VILLAGE_HOSTS": "village.example.org"}),
            (("demo",), {"VILLAGE_HOSTS": "localhost,village.example.org"}),
            (("serve", "--host", "0.0.0.0"), {"VILLAGE_DEMO": "1"}),
            (("serve", "--host", "192.0.2.7"), {"VILLAGE_DEMO": "1"}),
            (("serve",), {"VILLAGE_DEMO": "1", "VILLAGE_HOSTS": "village.example.org"}),
        ],
    )
    def test_is_served_nowhere_but_on_this_machine(
        self, run_apart: Run, migrated: Path, words, env
    ) -> None:
        ran = run_apart(*words, timeout=60, **env)

        assert ran.exit_code == 2
        assert "is served on this machine alone" in ran.said

    def test_does_not_move_in_where_others_live(self, run_apart: Run, migrated: Path) -> None:
        loaded = run_apart("kit", "load", KITS / "demo")
        before = migrated.stat().st_size

        for words in (("demo", "--no-serve"), ("demo", "--no-serve", "--reset")):
            ran = run_apart(*words)
            assert ran.exit_code == 2
            assert "holds people already" in ran.said
        assert loaded.exit_code == 0
        assert migrated.stat().st_size >= before

    @pytest.mark.slow
    def test_is_furnished_once_kept_afterwards_and_begun_anew_where_it_broke_off(
        self, run_apart: Run, here: Path
    ) -> None:
        small = ("demo", "--no-serve", "--scale", "0.01")

        first = run_apart(*small)
        next((here / "var/made-up/drop-in").iterdir()).unlink()
        second = run_apart(*small)
        named = re.search(r"A file to try: (\S+)", second.said)
        (here / "var/furnished").unlink()
        third = run_apart(*small)

        assert [each.exit_code for each in (first, second, third)] == [0, 0, 0], third.said
        assert "A file to try: " in first.said
        assert "as you left it" in second.said
        assert named is not None
        assert Path(named[1]).stat().st_size > 1000
        assert "A file to try: " in third.said
        assert run_apart("trail", "verify").exit_code == 0
