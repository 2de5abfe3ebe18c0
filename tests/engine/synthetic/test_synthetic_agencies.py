"""The other agencies' returns of the district: sound, in their own ids and hands, truth apart."""

import csv
import hashlib
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from village import kit
from village.engine import linkage as linkage_room
from village.engine.checks import tables
from village.engine.intake import receive
from village.engine.synthetic import Return, school_returns, write

KIT = Path(__file__).parents[3] / "kits" / "england"
IN_ANOTHER_PROCESS = """
import sys
from pathlib import Path
from village.engine.synthetic import write
write(Path(sys.argv[1]), seed=5, scale=0.01, all_agencies=True)
"""
QUARTERLY = (
    Return.INTERVIEWS, Return.POLICE_ABUSE, Return.CLINIC, Return.ATTENDANCE, Return.EXCLUSIONS,
    Return.YOUTH_JUSTICE,
)  # fmt: skip
AT_A_DAY = (Return.HEALTH_REGISTER, Return.SCHOOL_ROLL)
AGENCIES = ("council", "police", "health", "education", "youth_justice")
ID = {
    Return.INTERVIEWS: ("council_ids", "Child ID"),
    Return.POLICE_ABUSE: ("police_ids", "Police person ID"),
    Return.CLINIC: ("health_ids", "Patient ID"),
    Return.HEALTH_REGISTER: ("health_ids", "Patient ID"),
    Return.SCHOOL_ROLL: ("education_ids", "Pupil ID"),
    Return.ATTENDANCE: ("education_ids", "Pupil ID"),
    Return.EXCLUSIONS: ("education_ids", "Pupil ID"),
    Return.YOUTH_JUSTICE: ("youth_justice_ids", "Youth justice ID"),
}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    return write(tmp_path_factory.mktemp("district"), scale=0.05, all_agencies=True)


@pytest.fixture(scope="module")
def specs():
    return kit.specs(KIT)


@pytest.fixture(scope="module")
def people(written):
    return read(written.truth.people)


@pytest.fixture(scope="module")
def episodes(written):
    return read(written.truth.episodes)


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def files_of(written, spec):
    return [file for file in written.files if file.spec is spec]


def rows_of(written, spec):
    return [row for file in files_of(written, spec) for row in read(file.path)]


def hashes(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_two_processes_write_the_same_bytes(tmp_path):
    folders = [tmp_path / "one", tmp_path / "other"]

    for chance, folder in zip(("1", "2"), folders, strict=True):
        subprocess.run(
            [sys.executable, "-c", IN_ANOTHER_PROCESS, str(folder)],
            env={"PYTHONHASHSEED": chance, "PATH": ""},
            check=True,
        )

    assert hashes(folders[0]) == hashes(folders[1])


def test_what_was_written_before_stays_as_it_was(tmp_path):
    for folder, all_agencies in (("few", False), ("all", True)):
        write(tmp_path / folder, seed=3, scale=0.01, all_agencies=all_agencies)

    few, every = hashes(tmp_path / "few"), hashes(tmp_path / "all")
    same = {name for name in few if "census" in name or "police-missing" in name}

    assert len(same) == 13
    assert all(few[name] == every[name] for name in same)


def test_every_return_is_written_for_each_of_its_periods(written):
    assert {spec: len(files_of(written, spec)) for spec in QUARTERLY} == dict.fromkeys(QUARTERLY, 9)
    assert {spec: len(files_of(written, spec)) for spec in AT_A_DAY} == dict.fromkeys(AT_A_DAY, 1)


@pytest.mark.parametrize("spec", [*QUARTERLY, *AT_A_DAY])
def test_a_return_is_readable_with_a_real_one_s_few_slips(written, specs, spec):
    rows, found = 0, {}
    told = [file for file in files_of(written, spec) if read(file.path)]  # few quarters hold nobody
    for file in told:
        with file.path.open("rb") as stream:
            arrived = receive(stream, name=file.path.name)
            checked = tables.check(arrived, specs[spec].table, period=file.period)
        assert checked.summary().could_not_run == 0
        rows += checked.rows[spec]
        for one in checked.outcomes:
            if one.findings and one.rule != "V-COLUMNS":
                found[one.rule] = found.get(one.rule, 0) + one.findings

    assert rows
    assert not any(rule.endswith(("unreadable", "missing", "whole-column")) for rule in found)
    assert sum(found.values()) <= 0.02 * rows


@pytest.mark.parametrize("spec", [*QUARTERLY, *AT_A_DAY])
def test_every_row_says_that_it_is_made_up(written, spec):
    assert {row["Made-up data"] for row in rows_of(written, spec)} == {"yes"}


@pytest.mark.parametrize("spec", [*QUARTERLY, *AT_A_DAY])
def test_the_truth_knows_every_id_that_a_return_holds(written, people, spec):
    column, header = ID[spec]
    known = {one for row in people for one in row[column].split(";") if one}

    assert {row[header] for row in rows_of(written, spec)} <= known


def test_no_id_of_an_agency_is_of_two_children(people):
    for agency in AGENCIES:
        ids = [one for row in people for one in row[f"{agency}_ids"].split(";") if one]
        assert len(ids) == len(set(ids)), agency


def test_every_agency_knows_children_and_some_know_many_of_the_same(people):
    known = [sum(bool(row[f"{agency}_ids"]) for agency in AGENCIES) for row in people]

    for agency in AGENCIES:
        assert any(row[f"{agency}_ids"] for row in people), agency
    assert max(known) >= 4
    assert sum(number >= 2 for number in known) > 0.5 * len(known)


def test_agencies_know_some_children_twice(people):
    for agency in ("council", "police", "education"):
        assert any(";" in row[f"{agency}_ids"] for row in people), agency


def test_the_person_list_holds_whoever_the_missing_team_knows(written):
    listed = {row["Child ID"] for row in rows_of(written, Return.PERSON_LIST)}

    assert {row["Child ID"] for row in rows_of(written, Return.INTERVIEWS)} <= listed


def test_pupils_of_attendance_and_exclusions_have_no_name():
    assert not {"Forenames", "Surname", "UPN"} & {*school_returns.ATTENDANCE}
    assert not {"Forenames", "Surname", "UPN"} & {*school_returns.EXCLUSIONS}


def test_the_register_has_nearly_every_number_and_youth_justice_few(written):
    def share(spec):
        rows = rows_of(written, spec)
        return sum(bool(row["NHS number"]) for row in rows) / len(rows)

    assert share(Return.HEALTH_REGISTER) > 0.85
    assert share(Return.YOUTH_JUSTICE) < 0.5


def test_agencies_spell_the_same_children_in_ways_of_their_own(written, people):
    surnames = {}
    for spec in (Return.HEALTH_REGISTER, Return.SCHOOL_ROLL, Return.PERSON_LIST):
        header = "Child ID" if spec is Return.PERSON_LIST else ID[spec][1]
        surnames[spec] = {row[header]: row["Surname"].casefold() for row in rows_of(written, spec)}
    both = [
        (health, school)
        for row in people
        for health in (surnames[Return.HEALTH_REGISTER].get(row["health_ids"].split(";")[0]),)
        for school in (surnames[Return.SCHOOL_ROLL].get(row["education_ids"].split(";")[0]),)
        if health and school
    ]

    other = sum(health != school for health, school in both) / len(both)

    assert 0.02 < other < 0.35


def test_some_episodes_are_known_to_one_side_alone(episodes):
    sides = [row["known_to"] for row in episodes]

    assert set(sides) == {"both", "police", "council"}
    assert sides.count("both") > 0.6 * len(sides)


def test_an_interview_names_the_police_s_episode_mostly_rightly(written, episodes):
    true = {row["interview"]: row["police_reference"] for row in episodes if row["interview"]}
    rows = rows_of(written, Return.INTERVIEWS)

    right = [
        row["Police episode reference"] == true[row["Interview reference"]]
        for row in rows
        if row["Police episode reference"]
    ]

    assert true.keys() == {row["Interview reference"] for row in rows}
    assert 0.85 < sum(right) / len(right) <= 1
    assert any(not row["Police episode reference"] for row in rows)


def test_an_episode_that_the_police_alone_know_has_no_interview(written, episodes):
    missing = {row["Episode reference"] for row in rows_of(written, Return.POLICE_MISSING)}

    alone = [row for row in episodes if row["known_to"] == "police"]

    assert alone
    assert all(not row["interview"] for row in alone)
    assert {row["police_reference"] for row in alone} <= missing


def test_one_referral_says_the_same_in_every_quarter_that_it_is_open(written):
    seen = {}
    for row in rows_of(written, Return.CLINIC):
        before = seen.get(row["Referral reference"])
        if before:
            assert row["Referred on"] == before["Referred on"]
            assert row["First contact"] or not before["First contact"]
        seen[row["Referral reference"]] = row

    assert any(row["First contact"] for row in seen.values())
    assert any(row["Decision"] == "waiting" for row in rows_of(written, Return.CLINIC))


def test_no_linker_reads_how_the_district_errs():
    linkage = Path(linkage_room.__file__).parent

    reads = [path.name for path in linkage.rglob("*.py") if "engine.synthetic" in path.read_text()]

    assert reads == []


def test_memory_does_not_grow_with_scale(tmp_path):
    peaks = []
    for scale in (0.01, 0.06):
        tracemalloc.start()
        write(tmp_path / str(scale), scale=scale, all_agencies=True)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert peaks[1] < 1.5 * peaks[0]
