"""The engine and the slow reference give the same numbers, whatever the returns hold."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.measures.grounds import assert_both_say_the_same, ground, write_census, year
from tests.engine.measures.reference import WHAT, Return
from tests.engine.store.houses import COUNCIL, MISSING, POLICE, House
from village.engine.intake import census as census_reader
from village.engine.intake import receive
from village.engine.intake import tables as table_reader
from village.engine.specs.census import Assessment, Child, CpPlan, Disability, Episode, Section47
from village.engine.specs.returns import CENSUS
from village.engine.synthetic import write
from village.engine.synthetic.writing import Return as Made
from village.kernel.periods import Period

CENSUS_INDICATORS = tuple(name for name in WHAT if name != "missing-children-repeat")
EDGES = (
    date(2011, 12, 30), date(2023, 3, 31), date(2023, 4, 1), date(2023, 4, 28), date(2023, 6, 30),
    date(2023, 7, 1), date(2023, 12, 29), date(2024, 3, 29), date(2024, 3, 30), date(2024, 3, 31),
    date(2024, 4, 1), date(2024, 4, 24), date(2024, 6, 3), date(2024, 12, 27), date(2025, 3, 31),
    date(2025, 4, 1), date(2025, 4, 25), date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 31),
    date(2026, 4, 1), date(2029, 1, 2),
)  # fmt: skip
days = st.one_of(st.sampled_from(EDGES), st.dates(date(2023, 3, 1), date(2026, 4, 10)))
some_day = st.one_of(st.none(), days)


pairs = st.lists(st.tuples(some_day, some_day), max_size=2)
plans = st.tuples(some_day, some_day, st.sampled_from((None, 0, 1, 2)))
episodes = st.fixed_dictionaries(
    {
        "referral_date": st.one_of(st.none(), st.sampled_from(EDGES)),
        "nfa": st.sampled_from((True, False, None)),
        "assessments": pairs,
        "section47s": pairs,
        "cp_plans": st.lists(plans, max_size=2),
    }
)
disabilities = st.builds(
    Disability, row=st.just(1), code=st.sampled_from(("LD", "DDA", "NONE", "?", None))
)
children = st.fixed_dictionaries(
    {
        "la_child_id": st.sampled_from(("A", "B", "C", "D", None)),
        "birth_date": st.sampled_from((None, date(2008, 2, 29), date(2023, 4, 1))),
        "expected_birth_date": st.sampled_from((None, date(2025, 5, 1))),
        "sex": st.sampled_from(("F", "M", "U", None)),
        "gender_current": st.sampled_from(("1", "2", None)),
        "ethnicity": st.sampled_from(("WBRI", "BOTH", "MOTH", "CHNE", "OOTH", "REFU", "?")),
        "disabilities": st.lists(disabilities, max_size=2).map(tuple),
        "episodes": st.lists(episodes, max_size=3),
    }
)
Drawn = dict[str, Any]  # Any: what a record of that name holds


def placed(told: list[Drawn]) -> tuple[Child, ...]:
    """Children as a reader would give them, each row with its number in its table."""
    rows = {"episode": 0, "assessments": 0, "section47s": 0, "cp_plans": 0}

    def row(table: str) -> int:
        rows[table] += 1
        return rows[table]

    def episode(pieces: Drawn) -> Episode:
        return Episode(
            row=row("episode"),
            referral_date=pieces["referral_date"],
            nfa=pieces["nfa"],
            assessments=tuple(
                Assessment(row=row("assessments"), actual_start_date=a, authorisation_date=b)
                for a, b in pieces["assessments"]
            ),
            section47s=tuple(
                Section47(row=row("section47s"), actual_start_date=a, date_of_initial_cpc=b)
                for a, b in pieces["section47s"]
            ),
            cp_plans=tuple(
                CpPlan(row=row("cp_plans"), start_date=a, end_date=b, number_of_previous_cpp=c)
                for a, b, c in pieces["cp_plans"]
            ),
        )

    return tuple(
        Child(**{**one, "row": number, "episodes": tuple(map(episode, one["episodes"]))})
        for number, one in enumerate(told, start=1)
    )


@st.composite
def returns(draw: st.DrawFn) -> list[Return]:
    """Censuses of some of three years, by one or two agencies, that tell of the same children."""
    told = []
    for agency in (COUNCIL, "agencyNext")[: draw(st.integers(1, 2))]:
        for ending in draw(st.sets(st.sampled_from((2024, 2025, 2026)), min_size=1)):
            first, last = year(ending)
            ref, sha = f"{agency}-{ending}", draw(st.sampled_from(("a", "b")))
            found = placed(draw(st.lists(children, max_size=8)))
            told.append(Return(CENSUS.id, agency, ref, first, last, sha, found))
    return told


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(returns())
def test_whatever_censuses_hold_both_count_the_same(told: list[Return]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for one in told:
            write_census(one, folder)

        with ground(told, folder) as on:
            for indicator in CENSUS_INDICATORS:
                assert_both_say_the_same(indicator, told, on)


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> tuple[House, list[Return]]:
    """A made-up district's returns, through the readers and the store, and as records."""
    house = House(tmp_path_factory.mktemp("district") / "store")
    told = []
    for number, file in enumerate(write(tmp_path_factory.mktemp("files"), scale=0.06).files):
        if file.drop_in or file.spec is Made.PERSON_LIST:
            continue
        ref, content = f"return-{number}", file.path.read_bytes()
        spec, agency = (CENSUS, COUNCIL) if file.spec is Made.CENSUS else (MISSING, POLICE)
        house.keep(content, ref, of=spec, period=file.period, agency=agency)
        told.append(_records(file.path, spec.id, agency, ref, file.period, house))
    return house, told


def _records(path: Path, spec: str, agency: str, ref: str, period: Period, house: House) -> Return:
    sha = house.returns[ref].sha256
    with path.open("rb") as stream:
        arrived = receive(stream, name=path.name)
        if spec == CENSUS.id:
            found = tuple(census_reader.read(arrived))
            return Return(spec, agency, ref, period.first, period.last, sha, found)
        names = [field.name for field in MISSING.table.fields]
        rows = table_reader.read(arrived, MISSING.table).rows()
        episodes = tuple(dict(zip(names, row.values, strict=True)) for row in rows)
    return Return(spec, agency, ref, period.first, period.last, sha, (), episodes)


@pytest.mark.parametrize("indicator", sorted(WHAT))
def test_of_a_district_both_count_the_same(
    district: tuple[House, list[Return]], indicator: str
) -> None:
    house, told = district

    with ground(told, house.root / "events") as on:
        agreed = assert_both_say_the_same(indicator, told, on)

    assert agreed >= 20
