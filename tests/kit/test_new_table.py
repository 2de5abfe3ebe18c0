"""A new table comes by a kit's file alone: checked, parted, kept and counted like any other."""

import io
from datetime import date
from pathlib import Path

import pytest

from tests.engine.store.houses import AS_AT, KEYS
from tests.kit import shelf
from village import engine, kit
from village.engine.checks import tables
from village.engine.intake import receive
from village.engine.pipeline import Kept, build, keep_return
from village.engine.store.split import Sent
from village.engine.store.versions import figures_of
from village.kernel.periods import Period

VISITS = """
    return: eye-tests
    title: Eye tests of pupils
    edition: "1"
    source: The plan
    sender: health
    period: quarter
    prefix: EY
    child: pupil
    each_row: One pupil called to an eye test in the quarter
    fields:
      - {name: pupil, title: Pupil ID, kind: identifier, required: true, identity: true}
      - {name: surname, title: Surname, kind: text, identity: true, aliases: [Family name]}
      - {name: birth_on, title: Date of birth, kind: date, identity: true}
      - {name: sex, title: Sex, kind: code, codes: sex}
      - {name: called_on, title: Called on, kind: date, required: true}
      - {name: tested_on, title: Tested on, kind: date}
      - name: result
        title: Result
        kind: code
        codes:
          - {code: clear, title: Sees well, aliases: [OK]}
          - {code: glasses, title: Needs glasses}
    rules:
      - id: same-call-twice
        kind: unique
        fields: [pupil, called_on]
        message: The same pupil was called twice on one day.
        mend: Keep one of the rows.
      - id: tested-before
        kind: in order
        fields: [called_on, tested_on]
        message: The test was before the call.
        mend: Correct one of the two dates.
    reckoned:
      - {name: days_waited, title: Days waited, kind: days between, fields: [called_on, tested_on]}
"""

IN_TIME = """
    id: eye-tests-in-time
    edition: "1"
    title: Eye tests within four weeks
    question: Of the pupils called, how many were tested within four weeks?
    why: A child who cannot see the board is not naughty.
    unit: percent
    direction: higher is better
    numerator_words: pupils tested within 28 days
    denominator_words: pupils called
    wording: {counted: pupils called, one: pupil called, did: were tested within four weeks}
    numerator:
      table: eye-tests
      counts: rows
      "on": called_on
      where: [{field: days_waited, at_most: 28}]
    denominator: {table: eye-tests, counts: rows, "on": called_on}
    steps: [quarter]
    breakdowns: [sex, age_band]
    source: The plan
    author: QA manager
    review_on: 2027-03-31
"""

SPRING = Period(date(2026, 4, 1), date(2026, 6, 30))
HEADER = "Pupil ID,Family name,Date of birth,Sex,Called on,Tested on,Result\r\n"


def rows(*, late: int, in_time: int) -> str:
    told = ["20/05/2026"] * late + ["15/04/2026"] * in_time
    lines = (
        f"P{n},Example{n},0{n % 9 + 1}/02/2016,{'MF'[n % 2]},02/04/2026,{on},OK"
        for n, on in enumerate(told)
    )
    return HEADER + "".join(f"{line}\r\n" for line in lines)


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A kit to which two files were added, and nothing else anywhere."""
    return shelf.whole(
        tmp_path, "land", returns__eye_tests=VISITS, indicators__eye_tests_in_time=IN_TIME
    )


def test_the_two_files_are_a_sound_kit(ours: Path) -> None:
    assert [str(fault) for fault in kit.check(ours)] == []


def test_the_table_that_the_how_to_shows_is_sound(tmp_path: Path) -> None:
    how_to = (shelf.KITS.parent / "docs" / "how-to" / "write-a-kit.md").read_text(encoding="utf-8")
    shown = next(part for part in how_to.split("```") if part.startswith("yaml\nreturn:"))

    folder = shelf.whole(tmp_path, "land", returns__eye_tests=shown.removeprefix("yaml\n"))

    assert [str(fault) for fault in kit.check(folder)] == []


def test_its_rows_are_checked_by_its_own_rules(ours: Path) -> None:
    table = kit.specs(ours)["eye-tests"].table
    assert table is not None
    wrong = HEADER + (
        "P1,Example,31/02/2016,F,02/04/2026,01/04/2026,OK\r\n"
        "P1,Example,01/02/2016,X,02/04/2026,,glasses\r\n"
    )

    checked = tables.check(
        receive(io.BytesIO(wrong.encode()), name="eyes.csv"), table, period=SPRING
    )

    assert {one.rule for one in checked.outcomes if one.findings} == {
        "EY-birth-on-unreadable",
        "EY-sex-unreadable",
        "EY-same-call-twice",
        "EY-tested-before",
    }


def test_its_rows_become_a_figure_and_no_name_stays_open(ours: Path, tmp_path: Path) -> None:
    house = kit.rulebook(ours)
    spec, store = house.specs["eye-tests"], engine.Store(tmp_path / "store")
    content = rows(late=12, in_time=36).encode()
    arrived = receive(io.BytesIO(content), name="eyes.csv")

    keep_return(arrived, spec=spec, sent=Sent("clinic", "r1", SPRING), store=store, keyring=KEYS)
    name = build(
        store,
        [Kept("r1", spec, SPRING, arrived.sha256)],
        rulebook=house.rulebook,
        as_at=AS_AT,
        made_up=True,
    )

    found = figures_of(store, name, "eye-tests-in-time")
    (point,) = found["series"]["quarter"]
    assert point["figure"]["value"] == 75.0
    assert point["figure"]["denominator"]["children"] == 48
    files = [path for path in (tmp_path / "store").rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if b"Example7" in path.read_bytes()]
