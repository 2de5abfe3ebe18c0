"""Somebody between the agencies looks at more, or sends something else, than was agreed."""

import json
import os
import shutil
from collections.abc import Callable, Mapping
from hashlib import sha256
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.cli.conftest import KITS, Ran, Run
from tests.cli.test_separation import AS_AT, DEMO, SECRETS, SHARED, command
from tests.conftest import KEYS
from tests.engine.store.houses import missing, persons
from tests.engine.tables.makers import episode, person
from village.engine.errors import Unreadable, Usage
from village.engine.linkage.condensing import condensed
from village.engine.linkage.records import gather
from village.engine.store.travelling import Kind, travelled, written
from village.kernel.canonical import dumps

NAME = "CANARY Jane"
ADA: Mapping[str, str] = {"police_person_id": "P-1", "forenames": "Ada", "surname": "Example"}
BOB = {**ADA, "police_person_id": "P-2", "forenames": "Bob"}


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VILLAGE_AGENCY_KEY", SECRETS["a"])
    monkeypatch.setenv("VILLAGE_MATCH_KEY", SHARED)


def times(child: Mapping[str, str], number: int) -> list[dict[str, str]]:
    return [
        episode(**child, episode_reference=f"{child['police_person_id']}-{one}")
        for one in range(number)
    ]


def split(run: Run, path: Path, to: str, *more: str, agency: str = "police") -> tuple[Path, Path]:
    who, what = path.parent / f"{to}.who", path.parent / f"{to}.what"
    ran = run("split", path, *DEMO, "--return", "missing-2026-q1", "--agency", agency,
              "--identities", who, "--events", what, *more)  # fmt: skip
    assert ran.exit_code in {0, 1}, ran.said
    return who, what


def quarter(here: Path, to: str, *rows: Mapping[str, str]) -> Path:
    (here / to).mkdir()
    path = here / to / "police-missing-2026-01-01--2026-03-31.csv"
    path.write_bytes(missing(*rows))
    return path


def seen(path: Path) -> tuple[dict[str, Any], list[str]]:
    """The first line but for what pairs it, and the rows as they stand."""
    first, *rows, _last = path.read_text().splitlines()
    return {name: said for name, said in json.loads(first).items() if name != "pair"}, rows


@pytest.mark.parametrize("keys", ["none", "beside", "instead"])
def test_how_often_something_happened_to_a_child_is_not_to_be_seen_in_the_identities(
    run: Run, here: Path, keys: str
) -> None:
    once = quarter(here, "once", *times(ADA, 1), *times(BOB, 1))
    often = quarter(here, "often", *times(BOB, 1), *times(ADA, 4), *times(BOB, 3))

    one, other = (split(run, path, "files", "--match-keys", keys)[0] for path in (once, often))

    assert seen(one) == seen(other)
    assert len(seen(one)[1]) == (4 if keys == "beside" else 2)
    keys_of = [json.loads(row)["child_key"] for row in seen(one)[1]]
    assert keys_of[:2] == sorted(keys_of[:2])


def test_identities_do_not_tell_of_what_they_are(run: Run, here: Path) -> None:
    path = quarter(here, "one", *times(ADA, 1))

    who, what = split(run, path, "files")

    told = who.read_text()
    raw = sha256(path.read_bytes()).hexdigest()
    for word in ("missing", "q1", "2026-01-01", raw, raw[:8]):
        assert word not in told
        assert word in what.read_text()
    assert seen(who)[0].keys() == {
        "village", "personal", "agency", "sender", "key", "match_key", "until", "once",
    }  # fmt: skip


def test_both_files_of_one_run_bear_one_pairing_id_and_those_of_another_run_do_not(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pair(path: Path) -> str:
        return str(json.loads(path.read_text().splitlines()[0])["pair"])

    who, what = split(run, quarter(here, "one", *times(ADA, 1)), "files")
    other, _ = split(run, quarter(here, "two", *times(ADA, 2)), "files")
    monkeypatch.setenv("VILLAGE_AGENCY_KEY", SECRETS["b"])
    anothers, _ = split(run, here / "one" / "police-missing-2026-01-01--2026-03-31.csv", "again")

    assert pair(who) == pair(what)
    assert len({pair(who), pair(other), pair(anothers)}) == 3


def test_one_return_twice_is_refused_though_the_linker_does_not_know_which_it_is(
    run: Run, here: Path
) -> None:
    files = [
        split(run, quarter(here, str(number), *times(ADA, number)), "files")[0] for number in (1, 2)
    ]

    ran = run("link", *files, "--out", "out")

    assert ran.exit_code == 2
    assert "Two files are of the same return" in ran.said


@pytest.mark.parametrize("seed", range(40))
def test_condensed_rows_make_the_same_child_whatever_stands_before_and_after(seed: int) -> None:
    draw = Random(seed)
    columns = {
        "surname": ["", "A", "B", "C"],
        "other_names": ["", "A", "B", "D"],
        "forenames": ["", "X", "Y"],
        "birth_on": ["", "2012-08-09", "2012-09-08", "never"],
        "postcode": ["", "N1 1AA", "N1 1AB", "N1 1AC"],
        "upn": ["", "U1", "U2"],
        "former_upn": ["", "U2", "U3"],
    }

    def rows(most: int) -> list[dict[str, str | None]]:
        return [
            {
                "child_key": draw.choice("kl"),
                **{name: draw.choice(texts) for name, texts in columns.items()},
            }
            for _ in range(draw.randint(1, most))
        ]

    before, these, after = rows(3), rows(12), rows(3)

    fewest: list[Mapping[str, str | None]] = [*condensed(these)]

    for ahead, behind in product(([], before), ([], after)):
        whole = gather([*ahead, *these, *behind], agency="a")
        assert gather([*ahead, *fewest, *behind], agency="a") == whole
    assert list(condensed(these * 3)) == list(condensed([*these, *these]))


def test_returns_until_one_day_are_ordered_as_one_build_orders_them(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pair(first: str, reference: str, secret: str) -> str:
        monkeypatch.setenv("VILLAGE_AGENCY_KEY", SECRETS[secret])
        folder = here / f"{first}{reference}{secret}"
        folder.mkdir()
        path = folder / f"police-missing-{first}--2026-03-31.csv"
        path.write_bytes(missing(episode(**ADA, episode_reference=reference)))
        who = split(run, path, "files")[0]
        order = str(json.loads(who.read_text().splitlines()[0])["pair"])
        placed[order] = (first, sha256(path.read_bytes()).hexdigest())
        return order

    for secret in "abcd":
        placed: dict[str, tuple[str, str]] = {}

        made = [pair("2026-01-01", name, secret) for name in ("E1", "E2", "E3")]

        assert [placed[one] for one in sorted(made)] == sorted(placed.values())


def test_a_planted_file_or_link_gets_no_names(here: Path) -> None:
    planted, link = here / ".who.jsonl.part", here / ".what.jsonl.part"
    planted.touch()
    planted.chmod(0o666)
    link.symlink_to(here / "elsewhere")

    for name in ("who.jsonl", "what.jsonl"):
        with written(here / name, Kind.IDENTITIES, {}) as out:
            out.row({"child_key": "k", "forenames": NAME})

    assert planted.read_bytes() == b""
    assert not (here / "elsewhere").exists()
    for name in ("who.jsonl", "what.jsonl"):
        assert not (here / name).is_symlink()
        assert (here / name).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("plant", [Path.touch, lambda path: path.symlink_to("elsewhere")])
def test_what_is_planted_under_the_very_name_is_not_written_through(
    here: Path, monkeypatch: pytest.MonkeyPatch, plant: Callable[[Path], None]
) -> None:
    monkeypatch.setattr("village.engine.store.travelling._refuse_taken", lambda path: None)
    monkeypatch.setattr("secrets.token_hex", lambda length: "ab" * length)
    plant(here / f".who.{'ab' * 8}.part")

    with pytest.raises(FileExistsError), written(here / "who", Kind.IDENTITIES, {}) as out:
        out.row({"forenames": NAME})

    assert not (here / "elsewhere").exists()
    assert not (here / "who").exists()


def test_a_file_is_its_owners_alone_whatever_the_umask_is(here: Path) -> None:
    before = os.umask(0o277)
    try:
        with written(here / "who", Kind.IDENTITIES, {}):
            pass
    finally:
        os.umask(before)

    assert (here / "who").stat().st_mode & 0o777 == 0o600


def test_what_a_broken_run_left_is_named(here: Path) -> None:
    left = here / f".who.{'0a' * 8}.part"
    left.write_text(NAME)

    with pytest.raises(Usage) as refused, written(here / "who", Kind.IDENTITIES, {}):
        pass

    assert str(left) in str(refused.value)
    assert "PERSONAL DATA" in str(refused.value)
    assert left.exists()


def test_a_link_in_the_place_of_a_new_file_is_refused(here: Path) -> None:
    (here / "who").symlink_to(here / "elsewhere")

    with (
        pytest.raises(Usage, match="lies there already"),
        written(here / "who", Kind.IDENTITIES, {}),
    ):
        pass

    assert (here / "who").is_symlink()


@pytest.mark.parametrize("kind", [[], {}, None, 1, "else"])
def test_a_first_line_of_no_kind_is_refused_in_words(here: Path, kind: object) -> None:
    (here / "bad").write_text(json.dumps({"village": kind}) + "\n{}")

    with pytest.raises(Unreadable, match="no file of a separated linkage"):
        travelled(here / "bad", Kind.EVENTS)


@pytest.fixture(scope="module")
def separated_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Events and links of police and council, as they ought to come: a folder that stays so."""
    here = tmp_path_factory.mktemp("separated")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VILLAGE_VAR", str(here / "var"))
        patch.setenv("VILLAGE_AGENCY_KEY", SECRETS["a"])
        who, what = split(command, quarter(here, "police", *times(ADA, 2)), "files")
        (here / "council").mkdir()
        listed = here / "council/person-list-2026-06-30.csv"
        listed.write_bytes(persons(person()))
        ran = command(
            "split", listed, *DEMO, "--return", "list", "--agency", "council",
            "--identities", here / "list.who", "--events", here / "list.what",
        )  # fmt: skip
        assert ran.exit_code in {0, 1}, ran.said
        ran = command("link", who, here / "list.who", "--out", here / "linked", *DEMO)
        assert ran.exit_code == 0, ran.said
    what.rename(here / "police.what")
    return here


@pytest.fixture
def separated(separated_once: Path, here: Path) -> Path:
    """The same in a folder of the test's own."""
    shutil.copytree(separated_once, here, dirs_exist_ok=True)
    return here


def forged(path: Path, change: Callable[[list[Any]], None]) -> None:
    """Change the rows and write the sums anew, as whoever means harm can."""
    first, *lines, _last = path.read_bytes().splitlines(keepends=True)
    rows = [json.loads(line) for line in lines]
    change(rows)
    told = [first, *(dumps(row) + b"\n" for row in rows)]
    last = {"rows": len(rows), "sha256": sha256(b"".join(told)).hexdigest()}
    path.write_bytes(b"".join(told) + dumps(last) + b"\n")


def joined(run: Run, here: Path) -> Ran:
    return run("join", here / "police.what", here / "list.what", *DEMO, *AS_AT,
               "--links", here / "linked/links.jsonl", "--out", here / "store")  # fmt: skip


def assert_refused(run: Run, here: Path) -> None:
    ran = joined(run, here)

    assert ran.exit_code == 3, ran.said
    assert "never write" in ran.said
    assert "CANARY" not in ran.said
    assert not (here / "store/current").exists()
    assert not list((here / "store").glob("events/*"))


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows[0].__setitem__(2, NAME),
        lambda rows: rows[0].__setitem__(2, None),
        lambda rows: rows[0].__setitem__(0, NAME),
        lambda rows: rows[0].__setitem__(1, NAME),
        lambda rows: rows[0].__setitem__(1, None),
        lambda rows: rows[0].append(NAME),
        lambda rows: rows.append(list(rows[0])),
        lambda rows: rows.append([rows[0][0], "0" * 32, rows[0][2]]),
    ],
)
def test_links_that_say_anything_but_keys_and_groups_are_refused(
    run: Run, separated: Path, change: Callable[[list[Any]], None]
) -> None:
    forged(separated / "linked/links.jsonl", change)

    assert_refused(run, separated)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        *((column, cell) for column in ("child_key", "row_key", "event_key", "sex", "age_band",
                                        "ethnicity") for cell in (NAME, None, "")),
        ("row", None), ("row", 2**40), ("row", True), ("period_end", "2025-03-31"),
        ("period_end", None), ("missing_from", NAME), ("missing_from", 5), ("forenames", NAME),
        ("return_interview", NAME),
    ],
)  # fmt: skip
def test_events_that_say_anything_but_their_columns_and_codes_are_refused(
    run: Run, separated: Path, column: str, cell: object
) -> None:
    forged(separated / "police.what", lambda rows: rows[0][1].__setitem__(column, cell))

    assert_refused(run, separated)


def test_every_code_of_events_is_of_its_list(run: Run, separated: Path) -> None:
    row = json.loads((separated / "police.what").read_text().splitlines()[1])[1]
    texts = [name for name, cell in row.items() if isinstance(cell, str)]
    assert len(texts) > 6

    for column in texts:
        whole = (separated / "police.what").read_bytes()
        forged(separated / "police.what", lambda rows, it=column: rows[0][1].update({it: NAME}))
        assert_refused(run, separated)
        (separated / "police.what").write_bytes(whole)


def test_what_is_as_it_was_written_is_taken_and_no_returns_are_built_beside_it(
    run: Run, separated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert joined(run, separated).exit_code == 0
    before = sorted(separated.glob("store/**/*"))
    monkeypatch.setenv("VILLAGE_KEYS", KEYS)

    ran = run("build", separated / "council", "--kit", KITS / "demo", "--out", separated / "store")

    assert ran.exit_code == 2
    assert "made by `village join`" in ran.said
    assert sorted(separated.glob("store/**/*")) == before
