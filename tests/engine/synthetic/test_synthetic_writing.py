"""A folder of returns: the same bytes every time, readable by the kit's specs, truth apart."""

import csv
import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from village.engine.checks import tables
from village.engine.intake import receive
from village.engine.specs.tables_build import table_spec
from village.engine.store.events import age_band
from village.engine.synthetic import Return, write
from village.kernel import yaml

SPECS = Path(__file__).parents[3] / "kits" / "england" / "returns"
IN_ANOTHER_PROCESS = """
import sys
from pathlib import Path
from village.engine.synthetic import write
write(Path(sys.argv[1]), seed=5, scale=0.03)
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    return write(tmp_path_factory.mktemp("district"), scale=0.2)


@pytest.fixture(scope="module")
def people(written):
    with written.truth.people.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows_of(file):
    with file.path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def tables_of(written, spec):
    return [file for file in written.files if file.spec is spec]


def check_table(file):
    spec = table_spec(yaml.load(SPECS / f"{file.spec.value}.yaml").value)
    with file.path.open("rb") as stream:
        return tables.check(receive(stream, name=file.path.name), spec, period=file.period)


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
    assert len(hashes(folders[0])) == 17


def test_another_seed_writes_another_district(tmp_path):
    for seed in (1, 2):
        write(tmp_path / str(seed), seed=seed, scale=0.01)

    one, other = hashes(tmp_path / "1"), hashes(tmp_path / "2")

    assert one.keys() == other.keys()
    assert one["returns/cin-census-2026.xml"] != other["returns/cin-census-2026.xml"]


def test_every_return_of_the_demo_is_written_once(written):
    count = {spec: len(found) for spec in Return if (found := tables_of(written, spec))}

    assert count == {Return.CENSUS: 4, Return.PERSON_LIST: 1, Return.POLICE_MISSING: 9}
    assert all(file.path.stat().st_size for file in written.files)
    assert len({file.path for file in written.files}) == len(written.files)


def test_the_drop_in_file_lies_apart_with_its_mistakes(written):
    drop_in = written.drop_in()

    assert drop_in.path.parent.name == "drop-in"
    assert [file for file in written.files if file.drop_in] == [drop_in]
    assert written.truth.planted


def test_the_truth_lies_apart_from_the_returns(written):
    folders = {file.path.parent for file in written.files}

    truth = (written.truth.people, written.truth.population, written.truth.mistakes)

    assert not folders & {path.parent for path in truth}


def test_progress_ends_at_the_whole(tmp_path):
    said = []

    write(tmp_path, scale=0.01, on_progress=lambda done, of, _words: said.append((done, of)))

    assert said[-1] == (40, 40)
    assert [done for done, _ in said] == sorted(done for done, _ in said)


def test_the_person_list_is_readable_with_a_real_list_s_few_slips(written):
    (file,) = tables_of(written, Return.PERSON_LIST)

    checked = check_table(file)
    found = {one.rule: one.findings for one in checked.outcomes if one.findings}

    assert not any(rule.endswith(("unreadable", "missing")) for rule in found)
    assert sum(found.values()) < 0.02 * checked.rows["person-list"]
    assert checked.summary().could_not_run == 0


def test_every_quarter_of_the_police_is_readable(written):
    for file in tables_of(written, Return.POLICE_MISSING):
        checked = check_table(file)
        assert checked.summary().errors == 0
        assert checked.summary().could_not_run == 0


@pytest.mark.parametrize("spec", [Return.PERSON_LIST, Return.POLICE_MISSING])
def test_every_row_of_a_table_says_that_it_is_made_up(written, spec):
    for file in tables_of(written, spec):
        assert all(row["Made-up data"] == "yes" for row in rows_of(file))


def test_the_person_list_holds_every_child_of_every_census(written):
    (file,) = tables_of(written, Return.PERSON_LIST)
    listed = {row["Child ID"] for row in rows_of(file)}

    for census in tables_of(written, Return.CENSUS):
        if not census.drop_in:
            text = census.path.read_text(encoding="utf-8")
            ids = {part.split("<")[0] for part in text.split("<LAchildID>")[1:]}
            assert ids <= listed


def test_the_truth_knows_every_id_of_every_agency(written, people):
    council = {one for row in people for one in row["council_ids"].split(";") if one}
    police = {one for row in people for one in row["police_ids"].split(";") if one}

    (file,) = tables_of(written, Return.PERSON_LIST)
    quarters = tables_of(written, Return.POLICE_MISSING)

    assert council == {row["Child ID"] for row in rows_of(file)}
    assert police == {row["Police person ID"] for one in quarters for row in rows_of(one)}


def test_agencies_share_children_but_no_id(people):
    both = [row for row in people if row["council_ids"] and row["police_ids"]]
    only = [row for row in people if not row["council_ids"]]

    assert both
    assert only
    assert all(row["council_ids"] != row["police_ids"] for row in both)


def test_agencies_misspell_some_names_and_most_not_at_all(written, people):
    (file,) = tables_of(written, Return.PERSON_LIST)
    truly = {one: row for row in people for one in row["council_ids"].split(";")}
    born = [row for row in rows_of(file) if row["Date of birth"]]

    other = sum(row["Surname"] != truly[row["Child ID"]]["surname"] for row in born)

    assert 0.02 < other / len(born) < 0.25


def test_the_police_write_surnames_in_capitals_without_accents(written):
    for file in tables_of(written, Return.POLICE_MISSING):
        for row in rows_of(file):
            assert row["Surname"].isascii()
            assert row["Surname"] == row["Surname"].upper()


def test_the_population_adds_up_in_every_breakdown(written):
    with written.truth.population.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    for ending in {row["year_ending"] for row in rows}:
        sums = {}
        for row in rows:
            if row["year_ending"] == ending:
                sums[row["dimension"]] = sums.get(row["dimension"], 0) + int(row["children"])
        assert set(sums) == {"all", "sex", "age_band", "ethnicity", "deprivation"}
        assert len(set(sums.values())) == 1


def test_the_population_s_age_bands_are_those_of_events(written):
    bands = {age_band(age) for age in range(18)}

    with written.truth.population.open(encoding="utf-8", newline="") as file:
        found = {r["group"] for r in csv.DictReader(file) if r["dimension"] == "age_band"}

    assert found == bands
