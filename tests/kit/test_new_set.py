"""A return of several tables comes by a kit's file alone: checked, parted, kept and counted."""

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.engine.store.houses import AS_AT, KEYS
from tests.kit import shelf
from village import engine, kit
from village.engine import apart
from village.engine.checks.returns import check, recognise
from village.engine.intake import receive
from village.engine.intake.received import Received
from village.engine.pipeline import Kept, build, keep_return
from village.engine.store.split import Sent
from village.engine.store.versions import figures_of
from village.kernel.periods import Period

CLUB = """
    return: youth-club
    title: Youth club
    edition: "1"
    source: The plan
    sender: voluntary
    period: quarter
    prefix: YC
    stem: club
    child: member_id
    who: members
    blanks: [unknown]
    tables:
      - table: members
        title: Members
        sheets: [People]
        each_row: One member
        fields:
          - {name: member_id, title: Member, kind: identifier, required: true, identity: true}
          - {name: surname, title: Surname, kind: text, identity: true}
          - {name: birth_on, title: Born, kind: date, identity: true}
          - {name: sex, title: Sex, kind: code, codes: sex, identity: true}
      - table: visits
        title: Visits
        each_row: One visit
        fields:
          - {name: member_id, title: Member, kind: identifier, required: true, identity: true}
          - {name: visited_on, title: Visited, kind: date, required: true}
          - {name: worried, title: Worry, kind: flag}
        rules:
          - id: twice
            kind: unique
            fields: [member_id, visited_on]
            message: One visit stands twice.
            mend: Keep one of the rows.
    between:
      - id: nobody
        kind: stands in
        of: visits.member_id
        to: members.member_id
        message: The visitor is no member.
        mend: Add the member.
"""

WORRIES = """
    id: worries-told
    edition: "1"
    title: Visits with a worry told
    question: Of the visits, in how many did a worry come up?
    why: A club hears what a school may not.
    unit: percent
    direction: neither
    numerator_words: visits with a worry
    denominator_words: visits
    wording: {counted: visits, one: visit, did: had a worry told}
    numerator:
      table: club_visits
      counts: rows
      "on": visited_on
      where: [{field: worried, is: true}]
    denominator: {table: club_visits, counts: rows, "on": visited_on}
    steps: [quarter]
    breakdowns: [sex, age_band]
    source: The plan
    author: QA manager
    review_on: 2027-03-31
"""

SPRING = Period(date(2026, 4, 1), date(2026, 6, 30))


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A kit to which two files were added, and nothing else anywhere."""
    return shelf.whole(tmp_path, "land", returns__youth_club=CLUB, indicators__worries_told=WORRIES)


def zipped(members: str, visits: str) -> Received:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("People.csv", members)
        archive.writestr("visits.csv", visits)
    return receive(out, name="club.zip")


def club(*, calm: int, worried: int) -> Received:
    total = calm + worried
    members = "".join(f"M{n},Example{n},01/02/2013,{'MF'[n % 2]}\r\n" for n in range(total))
    visits = "".join(
        f"M{n},{n % 28 + 1:02}/05/2026,{'no' if n < calm else 'yes'}\r\n" for n in range(total)
    )
    return zipped("Member,Surname,Born,Sex\r\n" + members, "Member,Visited,Worry\r\n" + visits)


def test_the_two_files_are_a_sound_kit(ours: Path) -> None:
    assert [str(fault) for fault in kit.check(ours)] == []


def test_its_rows_are_checked_by_its_own_rules_within_and_between_tables(ours: Path) -> None:
    specs = kit.specs(ours)
    wrong = zipped(
        "Member,Surname,Born,Sex\r\nM1,Example,31/02/2013,unknown\r\n",
        "Member,Visited,Worry\r\nM1,02/05/2026,perhaps\r\nM2,02/05/2026,\r\nM2,02/05/2026,no\r\n",
    )

    assert recognise(wrong, specs).id == "youth-club"
    checked = check(wrong, spec=specs["youth-club"], period=SPRING)

    assert {one.rule for one in checked.outcomes if one.findings} == {
        "YC-members-birth-on-unreadable", "YC-visits-worried-unreadable", "YC-visits-twice",
        "YC-nobody",
    }  # fmt: skip


def test_its_rows_become_a_figure_and_no_name_stays_open(ours: Path, tmp_path: Path) -> None:
    house = kit.rulebook(ours)
    spec, store = house.specs["youth-club"], engine.Store(tmp_path / "store")
    arrived = club(calm=36, worried=12)

    keep_return(arrived, spec=spec, sent=Sent("club", "r1", SPRING), store=store, keyring=KEYS)
    name = build(
        store,
        [Kept("r1", spec, SPRING, arrived.sha256)],
        rulebook=house.rulebook,
        as_at=AS_AT,
        made_up=True,
    )

    found = figures_of(store, name, "worries-told")
    (point,) = found["series"]["quarter"]
    assert point["figure"]["value"] == 25.0
    assert point["figure"]["denominator"]["children"] == 48
    files = [path for path in (tmp_path / "store").rglob("*") if path.is_file()]
    assert not [path for path in files if b"Example7" in path.read_bytes()]


class Heard:
    """Hears what a confined function says."""

    def __init__(self) -> None:
        self.rows: list[Any] = []

    def progress(self, done: int, of: int, words: str = "") -> None:
        """Nothing is made of it."""

    def row(self, row: Any) -> None:
        self.rows.append(row)


def test_it_crosses_to_a_confined_process_and_is_parted_there(ours: Path) -> None:
    told = apart.tell(kit.specs(ours)["youth-club"])
    heard = Heard()

    apart.split(
        club(calm=2, worried=1).open(),
        say=heard,
        name="club.zip",
        spec=told,
        period=SPRING.key,
        agency="club",
        ref="r1",
    )

    tables = [table for table, _ in heard.rows]
    assert tables.count("club_visits") == 3
    assert tables.count(None) >= 3
    first = next(row for table, row in heard.rows if table == "club_visits")
    assert (first["sex"], first["age_band"]) == ("Male", "10 to 15")


FAULTS = {
    "who: members": ("who: nobody", "This word is not known here."),
    "of: visits.member_id": ("of: visits.person", "This is no column of the return's tables."),
    "to: members.member_id": ("to: people.member_id", "This is no column"),
    "title: Visits": ("title: People", "already stands for another one"),
    "fields: [member_id, visited_on]": ("fields: [member_id, day]", "is not a column"),
    "kind: stands in": ("kind: guesses", "cannot be “guesses”"),
}


@pytest.mark.parametrize("was", FAULTS)
def test_a_set_that_contradicts_itself_is_told_with_file_and_line(tmp_path: Path, was: str) -> None:
    now, message = FAULTS[was]

    folder = shelf.whole(tmp_path, "land", returns__youth_club=CLUB.replace(was, now))

    faults = kit.check(folder)
    assert any(message in fault.message for fault in faults), faults
    assert all(fault.line > 1 for fault in faults)
