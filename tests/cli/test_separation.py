"""Three commands with disjoint inputs: the linker sees no events, whoever counts sees no names."""

import csv
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.cli.conftest import KITS, Ran, Run
from tests.conftest import KEYS
from tests.engine.store.houses import missing, persons
from tests.engine.tables.makers import episode, person
from village import engine
from village.cli.commands import app

DEMO = ("--kit", KITS / "demo")
AS_AT = ("--as-at", "2026-07-15")
SECRETS = {agency: f"{place}123456789abcdef" * 4 for place, agency in enumerate("abcd")}
SHARED = "f00dfeedcafe12345678" * 4
RETURNS = {
    "cin-census-2026.xml": "council",
    "person-list-2026-06-30.csv": "council",
    "police-missing-2025-07-01--2025-09-30.csv": "police",
    "police-missing-2026-01-01--2026-03-31.csv": "police",
    "health-register-2026-06-30.csv": "health",
}


PLANTED = {
    "forenames": "CANARYfore", "surname": "CANARYsur", "date_of_birth": "09/08/2012",
}  # fmt: skip
PLANTED_LISTED = {"child_id": "CANARYid", "nhs_number": "943 476 5919", "postcode": "N1 9XX"}
CANARIES = (b"CANARYfore", b"CANARYsur", b"2012-08-09", b"9434765919", b"N1 9XX")


@dataclass(frozen=True)
class Parted:
    """What the agencies made of their returns, and the returns themselves."""

    returns: Path
    identities: list[Path]
    events: list[Path]


def command(*words: object) -> Ran:
    ended = CliRunner().invoke(app, [str(word) for word in words])
    if ended.exception and not isinstance(ended.exception, SystemExit):
        raise ended.exception
    return Ran(ended.exit_code, ended.output)


def part(path: Path, agency: str, to: Path, *more: str) -> tuple[Path, Path]:
    """Both files of one return, as its agency makes them."""
    name = path.stem.replace(".", "-")
    who, what = to / f"{name}.identities", to / f"{name}.events"
    ran = command(
        "split", path, *DEMO, "--return", name, "--agency", agency,
        "--identities", who, "--events", what, *more,
    )  # fmt: skip
    assert ran.exit_code in {0, 1}, ran.said
    return who, what


@pytest.fixture(scope="module")
def patch() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module")
def parted(tmp_path_factory: pytest.TempPathFactory, patch: pytest.MonkeyPatch) -> Parted:
    """Returns of council, police and health of a small district, each parted at its agency."""
    folder = tmp_path_factory.mktemp("separation")
    patch.setenv("VILLAGE_VAR", str(folder / "var"))
    engine.synthetic.write(folder, scale=0.02, all_agencies=True)
    few = folder / "few"
    few.mkdir()
    files: list[tuple[Path, Path]] = []
    for name, agency in RETURNS.items():
        shutil.copy(folder / "returns" / name, few)
        patch.setenv("VILLAGE_AGENCY_KEY", SECRETS["abc"[len(agency) % 3]])
        files.append(part(few / name, agency, folder))
    return Parted(few, [who for who, _ in files], [what for _, what in files])


@pytest.fixture(scope="module")
def linked(parted: Parted) -> Path:
    """What the linker made of the identities: a folder."""
    folder = parted.returns.parent / "linked"
    ran = command("link", *parted.identities, "--out", folder, *DEMO)
    assert ran.exit_code == 0, ran.said
    return folder


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VILLAGE_AGENCY_KEY", SECRETS["a"])
    monkeypatch.delenv("VILLAGE_MATCH_KEY", raising=False)


def planted(returns: Path) -> set[str]:
    """Names, numbers, postcodes and birthdays of everybody in the tables, as they stand there."""
    told = ("Forenames", "Surname", "Postcode", "Home postcode", "NHS number", "UPN",
            "Date of birth", "Child ID", "Police person ID", "Patient ID")  # fmt: skip
    found = set()
    for path in returns.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                found |= {text for name in told if (text := row.get(name) or "") and len(text) > 3}
    return found


GROUPS = {"white", "black"}
"""Surnames that are words for groups of people, too."""


def test_events_hold_no_name_number_or_address(parted: Parted) -> None:
    words = {word.lower() for word in planted(parted.returns)} - GROUPS
    lines = [line for path in parted.events for line in path.read_text().splitlines()[1:-1]]

    cells = {str(value).lower() for line in lines for value in json.loads(line)[1].values()}

    assert len(words) > 500
    assert len(lines) > 100
    assert cells.isdisjoint(words | {word.replace(" ", "") for word in words})


def test_whatever_is_planted_in_a_return_stands_in_the_file_of_identities_alone(
    run: Run, here: Path
) -> None:
    rows = [
        episode(**PLANTED, police_person_id="CANARYid", episode_reference="CANARYepisode"),
        person(**{**PLANTED, **PLANTED_LISTED}),
    ]
    (here / "police-missing-2026-04-01--2026-06-30.csv").write_bytes(missing(rows[0]))
    (here / "person-list-2026-06-30.csv").write_bytes(persons(rows[1]))

    files = [part(path, "agency", here) for path in here.glob("*.csv")]

    who, what = (b"".join(pair[place].read_bytes() for pair in files) for place in (0, 1))
    for canary in CANARIES:
        assert canary in who
        assert canary not in what
    for own in (b"CANARYid", b"CANARYepisode"):
        assert own not in who
        assert own not in what


def test_both_files_say_that_they_are_personal_and_are_for_their_owner_alone(
    parted: Parted,
) -> None:
    for path in (*parted.identities, *parted.events):
        assert path.stat().st_mode & 0o777 == 0o600
        assert "PERSONAL DATA" in path.read_text().splitlines()[0]


def test_links_hold_no_name_and_the_queue_with_names_is_for_the_linker_alone(
    parted: Parted, linked: Path
) -> None:
    names = {word for word in planted(parted.returns) if word.isalpha()}
    links = (linked / "links.jsonl").read_text()

    cells = {cell for line in links.splitlines()[1:-1] for cell in json.loads(line)}

    assert cells.isdisjoint(names)
    assert not any(f'"{name}"' in links for name in names)
    assert {path.name for path in linked.iterdir()} == {
        "links.jsonl", "statement.json", "model.json", "queue.csv",
    }  # fmt: skip
    assert {path.stat().st_mode & 0o777 for path in linked.iterdir()} == {0o600}


def test_figures_are_those_of_one_build_of_the_same_returns_to_the_byte(
    parted: Parted, linked: Path, run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VILLAGE_KEYS", KEYS)
    run("build", parted.returns, *DEMO, "--out", "whole", *AS_AT)
    monkeypatch.delenv("VILLAGE_KEYS")

    ran = run("join", *parted.events, "--links", linked / "links.jsonl", *DEMO,
              "--out", "apart", *AS_AT)  # fmt: skip

    assert ran.exit_code == 0, ran.said
    figures = [here / place / "figures/v00001" for place in ("whole", "apart")]
    for name in ("figures.json", "linkage.json", "linkage-model.json"):
        one, other = ((folder / name).read_bytes() for folder in figures)
        assert one == other, name
    linked_ones = [
        figure
        for name in ("missing-children-known-to-care", "plans-and-missing")
        if (figure := engine.figures_of(engine.Store(here / "apart"), "v00001", name))
        and any(figure["series"].values())
    ]
    assert linked_ones, "nothing that needs linkage was counted, and the test proves little"


def test_whoever_counts_has_no_identity_in_the_store(
    parted: Parted, linked: Path, run: Run, here: Path
) -> None:
    run("join", *parted.events, "--links", linked / "links.jsonl", *DEMO, "--out", "apart", *AS_AT)

    again = run("join", *parted.events[:-1], "--links", linked / "links.jsonl", *DEMO,
                "--out", "apart", *AS_AT)  # fmt: skip

    assert again.exit_code == 0, again.said
    assert "1 return were linked whose events were not given" in again.said
    assert "v00002" in again.said
    assert not any((here / "apart/identities").iterdir())
    assert not any((here / "apart/raw").iterdir())


def test_the_linker_reads_of_events_no_more_than_what_the_file_is(
    parted: Parted, run: Run, here: Path
) -> None:
    shown = here / "shown.events"
    first, rest = parted.events[0].read_bytes().split(b"\n", 1)
    shown.write_bytes(first + b"\n" + b"\xff" * len(rest))

    ran = run("link", *parted.identities, shown, "--out", "linked")

    assert ran.exit_code == 5
    assert "holds events, which must not be seen here" in ran.said
    assert not (here / "linked").exists()


def test_whoever_counts_is_refused_a_file_of_identities(
    parted: Parted, linked: Path, run: Run, here: Path
) -> None:
    ran = run("join", *parted.events, parted.identities[0], "--links", linked / "links.jsonl",
              *DEMO, "--out", "apart")  # fmt: skip

    assert ran.exit_code == 5
    assert "holds identities, which must not be seen here" in ran.said
    assert not (here / "apart/current").exists()
    assert not list((here / "apart").glob("*/*"))


def test_links_and_events_in_each_others_place_are_refused(
    parted: Parted, linked: Path, run: Run
) -> None:
    ran = run("join", linked / "links.jsonl", "--links", parted.events[0], *DEMO, "--out", "apart")

    assert ran.exit_code == 5
    assert "holds links" in ran.said


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def cut_whole_lines(path: Path) -> None:
    path.write_bytes(b"\n".join(path.read_bytes().split(b"\n")[:-4]) + b"\n")


def changed(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def without_a_line(path: Path) -> None:
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([*lines[:3], *lines[4:]]))


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def first_line_alone(path: Path) -> None:
    path.write_bytes(path.read_bytes().split(b"\n")[0])


def of_an_agency(path: Path) -> None:
    path.write_text("Child ID,Forenames\nC1,Ada\n")


DAMAGES = [cut, cut_whole_lines, changed, without_a_line, emptied, first_line_alone, of_an_agency]


@pytest.mark.parametrize(
    ("which", "damage"),
    [
        *(("identities", damage) for damage in DAMAGES),
        *((which, damage) for which in ("events", "links") for damage in (cut, changed)),
    ],
)
def test_a_file_that_is_not_as_it_was_written_is_refused_and_nothing_is_made(
    parted: Parted, linked: Path, run: Run, here: Path, which: str, damage: Callable[[Path], None]
) -> None:
    links, events, identities = linked / "links.jsonl", parted.events, parted.identities
    of = {"identities": identities[1], "events": events[2], "links": links}[which]
    bad = here / f"bad.{which}"
    shutil.copy(of, bad)
    damage(bad)
    events = [bad if path == of else path for path in events]
    identities = [bad if path == of else path for path in identities]

    if which == "identities":
        ran = run("link", *identities, "--out", "out")
    else:
        ran = run("join", *events, "--links", bad if which == "links" else links, *DEMO,
                  "--out", "out")  # fmt: skip

    assert ran.exit_code == 3, ran.said
    assert bad.name in ran.said
    assert "Ada" not in ran.said
    assert not (here / "out" / "links.jsonl").exists()
    assert not list((here / "out").glob("figures/*"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("link {who} --out out", "All files are of one agency"),
        ("link {who} {who} {other} --out out", "Two files are of the same return"),
        ("link nothing.jsonl {who} --out out", "There is no such file"),
        ("link --out out", "Missing argument"),
        ("link {who} {other} --out .", "Something lies there already"),
        ("link {who} {other} --out out --decisions none.csv", "There is no such file"),
        ("link {who} {other} --out out --model none.json", "There is no such file"),
        ("join {what} {what} --links {links} --kit {kit} --out out", "of the same return"),
        ("join {what} --links none --kit {kit} --out out", "There is no such file"),
        ("join {what} --links {links} --kit {kit} --out out --as-at never", "is not a date"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_to_do(
    parted: Parted, linked: Path, run: Run, here: Path, words: str, said: str
) -> None:
    (here / "there").mkdir()
    told = words.format(
        who=parted.identities[0], other=parted.identities[2], what=parted.events[0],
        links=linked / "links.jsonl", kit=KITS / "demo",
    ).split()  # fmt: skip

    ran = run(*told)

    assert ran.exit_code == 2
    assert said in ran.said
    assert not (here / "out" / "figures" / "v00001").exists()


@pytest.mark.parametrize("secret", ["", "short", "g" * 64, "00" * 32, "ab" * 31, None])
def test_without_a_secret_of_its_own_no_return_is_parted(
    parted: Parted, run: Run, here: Path, monkeypatch: pytest.MonkeyPatch, secret: str | None
) -> None:
    if secret is None:
        monkeypatch.delenv("VILLAGE_AGENCY_KEY")
    else:
        monkeypatch.setenv("VILLAGE_AGENCY_KEY", secret)

    ran = run("split", parted.returns / "person-list-2026-06-30.csv", *DEMO, "--return", "r",
              "--agency", "council", "--identities", "who", "--events", "what")  # fmt: skip

    assert ran.exit_code == 2
    assert "VILLAGE_AGENCY_KEY is " in ran.said
    assert not list(here.glob("w*"))


@pytest.mark.parametrize("secret", [None, "short", SECRETS["a"]])
def test_match_keys_need_a_second_secret_that_agencies_share(
    parted: Parted, run: Run, here: Path, monkeypatch: pytest.MonkeyPatch, secret: str | None
) -> None:
    if secret:
        monkeypatch.setenv("VILLAGE_MATCH_KEY", secret)

    ran = run("split", parted.returns / "person-list-2026-06-30.csv", *DEMO, "--return", "r",
              "--agency", "council", "--identities", "who", "--events", "what",
              "--match-keys", "instead")  # fmt: skip

    assert ran.exit_code == 2
    assert "VILLAGE_MATCH_KEY" in ran.said
    assert not list(here.glob("w*"))


@pytest.mark.parametrize(("option", "value"), [("--return", "a/b"), ("--agency", "Ada Example")])
def test_an_id_that_is_no_id_is_refused(
    parted: Parted, run: Run, here: Path, option: str, value: str
) -> None:
    words = {"--return": "r", "--agency": "council", option: value}

    ran = run("split", parted.returns / "person-list-2026-06-30.csv", *DEMO,
              *(part for pair in words.items() for part in pair),
              "--identities", "who", "--events", "what")  # fmt: skip

    assert ran.exit_code == 2
    assert "An id is of letters" in ran.said
    assert not list(here.glob("w*"))


@pytest.mark.parametrize("there", ["who", "what"])
def test_a_file_that_lies_there_is_left_and_neither_is_written(
    parted: Parted, run: Run, here: Path, there: str
) -> None:
    (here / there).write_text("mine")

    ran = run("split", parted.returns / "person-list-2026-06-30.csv", *DEMO, "--return", "r",
              "--agency", "council", "--identities", "who", "--events", "what")  # fmt: skip

    assert ran.exit_code == 2
    assert [path.name for path in here.glob("w*")] == [there]
    assert (here / there).read_text() == "mine"


def test_one_agencys_files_under_two_secrets_are_refused(
    parted: Parted, run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VILLAGE_AGENCY_KEY", SECRETS["d"])
    who, _ = part(parted.returns / "person-list-2026-06-30.csv", "council", here)

    ran = run("link", parted.identities[0], who, parted.identities[2], "--out", "out")

    assert ran.exit_code == 2
    assert "Two files of one agency were keyed by two secrets" in ran.said


def test_match_keys_under_two_secrets_are_refused(
    parted: Parted, run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for secret, (name, agency) in zip((SHARED, SHARED[::-1]), list(RETURNS.items())[1:3],
                                      strict=True):  # fmt: skip
        monkeypatch.setenv("VILLAGE_MATCH_KEY", secret)
        made.append(part(parted.returns / name, agency, here, "--match-keys", "beside")[0])

    ran = run("link", *made, "--out", "out")

    assert ran.exit_code == 2
    assert "Match keys were made under two secrets" in ran.said


def test_events_that_were_parted_in_another_run_do_not_pass_for_the_linked_ones(
    parted: Parted, linked: Path, run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VILLAGE_AGENCY_KEY", SECRETS["d"])
    _, what = part(parted.returns / "cin-census-2026.xml", "council", here)

    ran = run("join", what, "--links", linked / "links.jsonl", *DEMO, "--out", "out")

    assert ran.exit_code == 5
    assert "The links were not made with the identities of this return" in ran.said


def test_an_agency_that_sends_match_keys_shows_no_name_and_loses_some_children(
    parted: Parted, linked: Path, run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VILLAGE_MATCH_KEY", SHARED)
    how = {"council": "beside", "police": "beside", "health": "instead"}
    made = [
        part(parted.returns / name, agency, here, "--match-keys", how[agency])[0]
        for name, agency in RETURNS.items()
    ]

    ran = run("link", *made, "--out", "out")

    assert ran.exit_code == 0, ran.said
    assert "by match keys alone" in ran.said
    health = made[-1].read_text()
    names = {word for word in planted(parted.returns) if word.isalpha()}
    assert not any(f'"{name}"' in health for name in names)
    fewer, full = together(here / "out"), together(linked)
    assert 0.9 * full < fewer < full


def together(folder: Path) -> int:
    """How many records were found to be somebody else's too."""
    tokens = token_of(folder)
    return len(tokens) - len(set(tokens.values()))


def token_of(folder: Path) -> dict[str, str]:
    """The token of each key's child."""
    lines = (folder / "links.jsonl").read_text().splitlines()[1:-1]
    return {key: token for key, token, _ in map(json.loads, lines)}


def test_the_linker_knows_the_sex_that_each_agency_wrote(linked: Path) -> None:
    header = json.loads((linked / "links.jsonl").read_text().splitlines()[0])
    sources = header["statement"]["sources"]

    assert len(sources) > 1
    assert all(of["complete"]["sex"] > 0.5 for of in sources.values())


def test_what_the_linker_writes_in_the_queue_wins_on_the_next_run(
    parted: Parted, linked: Path, run: Run, here: Path
) -> None:
    with (linked / "queue.csv").open(encoding="utf-8-sig", newline="") as sheet:
        rows = list(csv.DictReader(sheet))
    assert rows, "the district has nobody of whom the linker is unsure"
    rows[0] |= {"said": "Same", "by": "linker", "on": "2026-07-15", "because": "one address"}
    with (here / "mine.csv").open("w", encoding="utf-8", newline="") as sheet:
        writer = csv.DictWriter(sheet, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)

    ran = run("link", *parted.identities, "--out", "out", "--decisions", "mine.csv",
              "--model", linked / "model.json")  # fmt: skip

    assert ran.exit_code == 0, ran.said
    header = json.loads((here / "out/links.jsonl").read_text().splitlines()[0])
    assert header["statement"]["review"]["decided"] == {"same": 1}
    tokens = token_of(here / "out")
    assert tokens[rows[0]["key 1"]] == tokens[rows[0]["key 2"]]
    assert token_of(linked)[rows[0]["key 1"]] != token_of(linked)[rows[0]["key 2"]]
    assert (here / "out/model.json").read_bytes() == (linked / "model.json").read_bytes()


@pytest.mark.parametrize(
    ("name", "value"), [("said", "perhaps"), ("on", "15/07/2026"), ("by", ""), ("key 1", "")]
)
def test_a_decision_that_cannot_be_read_says_its_row_and_nobodys_name(
    parted: Parted, linked: Path, run: Run, here: Path, name: str, value: str
) -> None:
    decided = {"said": "same", "by": "linker", "on": "2026-07-15", "key 1": "a", "key 2": "b"}
    row = {**decided, "surname 1": "Rosewood", name: value}
    (here / "mine.csv").write_text(",".join(row) + "\n" + ",".join(row.values()) + "\n")

    ran = run("link", *parted.identities, "--out", "out", "--decisions", "mine.csv")

    assert ran.exit_code == 2
    assert "mine.csv, row 2" in ran.said
    assert "Rosewood" not in ran.said


def test_a_store_with_names_is_not_counted_into(
    parted: Parted, linked: Path, run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VILLAGE_KEYS", KEYS)
    run("build", parted.returns, *DEMO, "--out", "whole", *AS_AT)

    ran = run("join", *parted.events, "--links", linked / "links.jsonl", *DEMO, "--out", "whole")

    assert ran.exit_code == 2
    assert "holds sealed identities" in ran.said
