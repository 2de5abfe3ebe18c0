"""`village build` makes a version of a folder of returns, or says in words why it does not."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import KITS, Run
from tests.conftest import KEYS
from tests.kit import shelf
from tests.returns.sending import CANARY, census, faulty, police
from village import engine, kit
from village.cli import storing
from village.kernel.periods import Period

DEMO = ("--kit", KITS / "demo")
TO = ("--out", "store", "--as-at", "2026-07-15")
OTHER_KEYS = "other:" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU="


@pytest.fixture
def returns(here: Path) -> Path:
    folder = here / "returns"
    folder.mkdir()
    (folder / "census.xml").write_bytes(census(40, more=[faulty()]))
    (folder / "police-missing.2026-01-01--2026-03-31.csv").write_bytes(police(9))
    return folder


@pytest.fixture(autouse=True)
def _keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VILLAGE_KEYS", KEYS)


def logged(here: Path) -> dict[str, object]:
    lines = (here / "store/runs.jsonl").read_text().splitlines()
    found: dict[str, object] = json.loads(lines[-1])
    return found


def test_a_folder_of_returns_becomes_a_version_and_says_what_it_found(
    run: Run, here: Path, returns: Path
) -> None:
    ran = run("build", returns, *DEMO, *TO)

    store = engine.Store(here / "store")
    version = engine.version(store)
    assert ran.exit_code == 1, "it holds errors"
    assert "census.xml: census-cin, year to March 2026, 41 children, 42 errors" in ran.said
    assert "v00001: 2 returns, 73 indicators" in ran.said
    assert version is not None
    assert (version.name, version.as_at, version.made_up) == ("v00001", "2026-07-15", True)
    rate = engine.figures_of(store, "v00001", "referrals-rate")
    assert rate["series"]["year"][-1]["figure"]["numerator"]["children"] == 41
    assert logged(here)["figures"] == version.figures


def test_the_same_returns_give_the_same_figures_to_the_byte(
    run: Run, here: Path, returns: Path
) -> None:
    run("build", returns, *DEMO, *TO)
    run("build", returns, *DEMO, *TO)

    figures = [here / f"store/figures/{name}/figures.json" for name in ("v00001", "v00002")]
    assert figures[0].read_bytes() == figures[1].read_bytes()


def test_no_name_or_id_lies_open_in_the_store_or_in_the_log(
    run: Run, here: Path, returns: Path
) -> None:
    run("build", returns, *DEMO, *TO)

    for path in (here / "store").rglob("*"):
        if path.is_file():
            assert CANARY.encode() not in path.read_bytes(), path


def test_the_made_up_returns_of_a_district_are_built_person_list_and_all(
    run: Run, here: Path, district: Path
) -> None:
    (here / "few").mkdir()
    for path in (district / "returns").iterdir():
        if path.read_text().count("\n") > 1:  # so small a district has quarters that hold nobody
            shutil.copy(path, here / "few")

    ran = run("build", "few", *DEMO, *TO)

    assert ran.exit_code == 1, ran.said
    assert "person-list-2026-06-30.csv: person-list, 30 June 2026, 160 children, 3 e" in ran.said
    assert f"v00001: {len(list((here / 'few').iterdir()))} returns, 73 indicators" in ran.said


def test_a_build_says_how_its_records_were_linked_and_how_sure_that_is(
    run: Run, here: Path, district: Path
) -> None:
    folder = here / "few"
    folder.mkdir()
    for name in ("cin-census-2026.xml", "person-list-2026-06-30.csv"):
        shutil.copy(district / "returns" / name, folder)
    last = sorted((district / "returns").glob("police-missing-*.csv"))[-1]
    shutil.copy(last, folder)

    ran = run("build", "few", *DEMO, *TO)

    assert "links; expected to be right:" in ran.said
    assert "Children counted too many, as the model expects:" in ran.said
    assert "for the linker to look at" in ran.said


def test_returns_without_an_error_end_clean(run: Run, here: Path) -> None:
    (here / "returns").mkdir()
    (here / "returns/police-missing-2026-03-31.csv").write_bytes(police(9))

    ran = run("build", "returns", *DEMO, *TO)

    assert ran.exit_code == 0, ran.said
    assert "v00001: 1 return, 73 indicators" in ran.said


def counts_in(folder: Path, *periods: str, of: str = "counts-police") -> list[Path]:
    """Made-up counts of these quarters, each named by its return and its quarter."""
    asked = kit.specs(KITS / "demo")[of].counts
    assert asked is not None
    owed = [(asked, Period.parse(period)) for period in periods]
    return [file.path for file in engine.synthetic.write_counts(folder, owed)]


SPRING, WINTER = "2026-04-01--2026-06-30", "2026-01-01--2026-03-31"


def test_counts_are_built_by_the_quarters_in_their_names(run: Run, here: Path) -> None:
    counts_in(here, WINTER, SPRING)

    ran = run("build", "returns", *DEMO, *TO)

    assert ran.exit_code == 0, ran.said
    assert f"counts-police-{SPRING}.csv: counts-police, April to June 2026, no chi" in ran.said
    assert "v00001: 2 returns, 73 indicators" in ran.said
    notices = engine.figures_of(engine.Store(here / "store"), "v00001", "police-notices")
    told = [(one["period"], one["form"]) for one in notices["series"]["quarter"]]
    assert told == [(WINTER, "counts"), (SPRING, "counts")]
    assert notices["sentence"].startswith("From April to June 2026 there were ")


def test_counts_of_the_past_and_rows_meet_in_one_series(
    run: Run, here: Path, returns: Path
) -> None:
    counts_in(here, "2024-01-01--2024-03-31", of="counts-police-past")

    run("build", returns, *DEMO, *TO)

    missing = engine.figures_of(engine.Store(here / "store"), "v00001", "missing-children-repeat")
    told = [(one["period"], one["form"]) for one in missing["series"]["quarter"]]
    assert told == [("2024-01-01--2024-03-31", "counts"), (WINTER, "rows")]


def test_counts_that_are_of_another_quarter_than_their_name_are_refused(
    run: Run, here: Path
) -> None:
    (path,) = counts_in(here, SPRING)
    path.rename(path.with_name(f"counts-police-{WINTER}.csv"))

    ran = run("build", "returns", *DEMO, *TO)

    assert ran.exit_code == 5
    assert "The file is of April to June 2026; this return is of January to March 2026." in ran.said


def test_counts_without_a_quarter_in_their_name_are_told_how_to_say_it(
    run: Run, here: Path
) -> None:
    (path,) = counts_in(here, SPRING)
    path.rename(path.with_name("police.csv"))

    ran = run("build", "returns", *DEMO, *TO)

    assert ran.exit_code == 5
    assert "counts-police-2026-01-01--2026-03-31.csv" in ran.said


def test_what_left_the_folder_of_returns_leaves_the_store(
    run: Run, here: Path, returns: Path
) -> None:
    run("build", returns, *DEMO, *TO)
    (returns / "police-missing.2026-01-01--2026-03-31.csv").unlink()

    run("build", returns, *DEMO, *TO)

    left = {path.name.split(".")[0] for path in (here / "store").glob("[rie]*/return-*")}
    assert left == {"return-0000"}
    assert engine.Store(here / "store").versions() == ["v00001", "v00002"]


def test_while_another_builds_it_is_busy_and_changes_nothing(
    run: Run, here: Path, returns: Path
) -> None:
    store = engine.Store(here / "store")

    with store.one_builder():
        ran = run("build", returns, *DEMO, *TO)

    assert ran.exit_code == 7
    assert "is being built" in ran.said
    assert store.current() is None
    assert run("build", returns, *DEMO, *TO).exit_code == 1
    assert store.current() == "v00001"


@pytest.mark.parametrize(
    ("name", "data", "code", "words"),
    [
        ("bad.xml", census()[:-300], 3, "cut off"),
        ("bomb.xml", b"<!DOCTYPE x><x/>", 4, "document type"),
        ("old.xml", census(year=2019), 5, "No census rules"),
        ("cin.2024-04-01--2025-03-31.xml", census(year=2024), 5, "name says otherwise"),
        ("undated.csv", police(), 5, "does not say which period"),
        ("p.2026-02-30--2026-03-31.csv", police(), 2, "none that there can be"),
        ("again.xml", census(3), 2, "Two files are the same return"),
    ],
)
def test_one_bad_return_stops_the_build_with_a_message_and_no_version(
    run: Run, here: Path, returns: Path, name, data, code, words
) -> None:
    (returns / name).write_bytes(data)

    ran = run("build", returns, *DEMO, *TO)

    assert ran.exit_code == code, ran.said
    assert words in ran.said
    assert "What to do: " in ran.said
    assert [path.name for path in (here / "store").iterdir()] == ["runs.jsonl"]
    assert logged(here)["exit_code"] == code


def test_a_census_without_its_day_is_of_the_year_that_it_says(run: Run, returns: Path) -> None:
    (returns / "earlier.xml").write_bytes(census(6, year=2025, ReferenceDate=None))

    ran = run("build", returns, *DEMO, *TO)

    assert "earlier.xml: census-cin, year to March 2025" in ran.said


def test_a_store_of_other_keys_is_told_of_and_stays_as_it_is(
    run: Run, here: Path, returns: Path, monkeypatch
) -> None:
    run("build", returns, *DEMO, *TO)
    monkeypatch.setenv("VILLAGE_KEYS", OTHER_KEYS)

    ran = run("build", returns, *DEMO, *TO)

    assert ran.exit_code == 2
    assert "sealed with other keys" in ran.said
    assert engine.Store(here / "store").versions() == ["v00001"]


def test_a_sealed_store_without_keys_is_told_of_in_one_sentence(
    run: Run, here: Path, returns: Path, monkeypatch
) -> None:
    run("build", returns, *DEMO, *TO)
    monkeypatch.delenv("VILLAGE_KEYS")

    ran = run("build", returns, *DEMO, *TO)

    assert ran.exit_code == 2
    assert ran.said.splitlines() == [
        "This store is sealed, and VILLAGE_KEYS, which opens it, is not set.",
        "Where: store",
        f"What to do: {storing.OTHER_KEYS}",
    ]


def test_a_build_without_keys_says_that_its_store_takes_no_second_one(
    run: Run, here: Path, returns: Path, monkeypatch
) -> None:
    monkeypatch.delenv("VILLAGE_KEYS")

    ran = run("build", returns, *DEMO, *TO)

    assert engine.Store(here / "store").current() == "v00001"
    assert "VILLAGE_KEYS is not set" in ran.said.splitlines()[-1]


def test_a_first_build_that_fails_leaves_no_store_behind(
    run: Run, here: Path, returns: Path, monkeypatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "store/events")

    monkeypatch.setattr(engine, "build", full, raising=False)

    ran = run("build", returns, *DEMO, *TO)

    assert ran.exit_code == 3
    assert "The computer refused to read or write: No space left on device." in ran.said
    assert [path.name for path in (here / "store").iterdir()] == ["runs.jsonl"]


def test_a_later_build_that_fails_leaves_the_last_good_version(
    run: Run, here: Path, returns: Path, monkeypatch
) -> None:
    run("build", returns, *DEMO, *TO)

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(engine, "build", stopped, raising=False)
        ran = run("build", returns, *DEMO, *TO)

    assert ran.exit_code == 130
    assert engine.Store(here / "store").versions() == ["v00001"]
    assert run("build", returns, *DEMO, *TO).exit_code == 1


def test_a_kit_without_the_census_takes_no_xml(run: Run, here: Path, returns: Path) -> None:
    folder = shelf.lay(here / "kits", returns__visits=shelf.TABLE, codes__sex=shelf.CODES,
                       sources=shelf.SOURCES)  # fmt: skip

    ran = run("build", returns, "--kit", folder, *TO)

    assert ran.exit_code == 5
    assert "The file is XML, and the kit knows no return that comes so." in ran.said
    assert "Send one of these: Visits." in ran.said


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--kit", "nowhere", *TO), 6),
        ((*DEMO, "--out", "store", "--as-at", "yesterday"), 2),
        ((*DEMO,), 2),
    ],
)
def test_what_it_is_not_told_rightly_it_refuses(run: Run, returns: Path, words, code) -> None:
    assert run("build", returns, *words).exit_code == code


def test_keys_that_are_none_are_told_of(run: Run, returns: Path, monkeypatch) -> None:
    monkeypatch.setenv("VILLAGE_KEYS", "nonsense")

    ran = run("build", returns, *DEMO, *TO)

    assert ran.exit_code == 2
    assert "VILLAGE_KEYS" in ran.said


def test_a_folder_that_is_not_there_is_told_of(run: Run) -> None:
    ran = run("build", "nowhere", *DEMO, *TO)

    assert ran.exit_code == 2
    assert "There is no such folder." in ran.said


def test_an_out_that_is_no_folder_is_told_of(run: Run, here: Path, returns: Path) -> None:
    (here / "taken").write_text("a file")

    ran = run("build", returns, *DEMO, "--out", "taken")

    assert ran.exit_code == 2
    assert "No store can be made there" in ran.said


def test_an_empty_folder_holds_no_return(run: Run, here: Path) -> None:
    ran = run("build", here, *DEMO, *TO)

    assert ran.exit_code == 2
    assert "No return was found." in ran.said
