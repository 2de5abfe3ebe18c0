"""Children of several agencies are counted as one: a slow plain count of a district agrees."""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

import ibis
import pyarrow as pa
import pytest

from tests.engine.store.houses import COUNCIL, KEYS, LIVING, House, definition
from village import kit
from village.engine.intake import census as census_reader
from village.engine.intake import receive
from village.engine.measures.cells import Cell, PeriodCounts
from village.engine.measures.engines import connected
from village.engine.measures.measured import Ground, Measured, measured
from village.engine.measures.standing import NOT_LINKED
from village.engine.measures.stored import tables_of
from village.engine.pipeline import Kept, schemas_of
from village.engine.specs.groups import GROUPS
from village.engine.store.secret import child_secret
from village.engine.store.split import Keyed, Sent
from village.engine.synthetic import Return, Written, write
from village.kernel.periods import Period, quarters, year_ending

SCALE = 0.12
YEAR = year_ending(2026)
Row = Mapping[str, str]
Child = str
AGENCIES = {
    "council_ids": COUNCIL, "police_ids": "police", "health_ids": "health",
    "education_ids": "education", "youth_justice_ids": "youth-justice",
}  # fmt: skip
WANTED = (
    Return.CENSUS, Return.POLICE_MISSING, Return.POLICE_ABUSE, Return.CLINIC, Return.ATTENDANCE,
    Return.EXCLUSIONS,
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """Something open for a child of the council, by the word of a return that reaches to a day."""

    opened: date
    ended: date | None
    known_until: date
    taken_further: bool = True

    def on(self, day: date) -> bool:
        told = self.known_until >= day and self.taken_further
        return told and self.opened <= day and (self.ended is None or self.ended > day)


@dataclass
class Plainly:
    """The district as its files and the truth have it, by the truth's own child."""

    rows: dict[Return, list[Row]] = field(default_factory=lambda: defaultdict(list))
    referrals: dict[Child, dict[date, Case]] = field(default_factory=lambda: defaultdict(dict))
    needs: dict[Child, dict[object, Case]] = field(default_factory=lambda: defaultdict(dict))
    protections: dict[Child, dict[object, Case]] = field(default_factory=lambda: defaultdict(dict))
    disabled: dict[Child, set[str]] = field(default_factory=lambda: defaultdict(set))
    child_of: dict[str, Child] = field(default_factory=dict)

    def on_a_plan(self, child: Child, day: date) -> bool:
        cases = (*self.needs[child].values(), *self.protections[child].values())
        return any(case.on(day) for case in cases)

    def has_a_case(self, child: Child, day: date) -> bool:
        return any(case.on(day) for case in self.referrals[child].values())

    def disability(self, child: Child) -> str:
        told = self.disabled[child]
        if told - {"NONE"}:
            return "Disabled"
        return "No disability recorded" if told else "Not known"


def deprivation(child: Child) -> str:
    """Any group will do that hangs on the child alone."""
    return GROUPS["deprivation"][int(child) % 6]


@dataclass(frozen=True)
class District:
    house: House
    plainly: Plainly
    ground: Ground


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    house = House(tmp_path_factory.mktemp("linked") / "store")
    written = write(tmp_path_factory.mktemp("files"), scale=SCALE, all_agencies=True)
    plainly = Plainly()
    links = _links(written, house, plainly)
    _keep(written, house, plainly)
    coverage: dict[str, list[Period]] = {}
    oldest_first = sorted(house.returns.values(), key=Kept.age)
    for one in oldest_first:
        for table in schemas_of(one.spec):
            coverage.setdefault(table, []).append(one.period)
    with connected(spill=tmp_path_factory.mktemp("spill")) as engine:
        tables = tables_of(engine, [house.store.path("events", one.ref) for one in oldest_first])
        linked = engine.create_table("links", links, temp=True)
        ground = Ground(tables, coverage, LIVING, links=linked)
        yield District(house, plainly, ground)


def _links(written: Written, house: House, plainly: Plainly) -> pa.Table:
    """Every agency's key of every child, out of the truth."""
    secret, rows = child_secret(house.store, house.keys), []
    with written.truth.people.open(encoding="utf-8", newline="") as file:
        for person in csv.DictReader(file):
            for column, agency in AGENCIES.items():
                keyed = Keyed(Sent(agency, "", YEAR), secret)
                for id in filter(None, person[column].split(";")):
                    plainly.child_of[id] = person["child"]
                    key = keyed.child(id, row=0)
                    rows.append((key, f"child {person['child']}", deprivation(person["child"])))
    names = ("child_key", "child", "deprivation")
    return pa.table({name: [row[n] for row in rows] for n, name in enumerate(names)})


def _keep(written: Written, house: House, plainly: Plainly) -> None:
    specs = kit.specs(Path(__file__).parents[3] / "kits" / "england")
    for number, file in enumerate(written.files):
        if file.spec not in WANTED or file.drop_in:
            continue
        spec = specs[file.spec]
        agency = COUNCIL if spec.sender == "council" else spec.sender
        house.keep(file.path.read_bytes(), f"r{number}", of=spec, period=file.period, agency=agency)
        if file.spec is Return.CENSUS:
            _read_census(file.path, file.period, plainly)
        else:
            with file.path.open(encoding="utf-8", newline="") as open_file:
                told = {"known_until": file.period.last.isoformat()}
                plainly.rows[file.spec] += [{**row, **told} for row in csv.DictReader(open_file)]


def _read_census(path: Path, period: Period, plainly: Plainly) -> None:
    """A later census is read after an earlier one, and what it says of a case counts."""
    with path.open("rb") as stream:
        for told in census_reader.read(receive(stream, name=path.name)):
            child = plainly.child_of[told.la_child_id]
            codes = {one.code for one in told.disabilities if one.code}
            plainly.disabled[child] |= codes
            for one in told.episodes:
                on = one.referral_date
                plainly.referrals[child][on] = Case(
                    on, one.closure_date, period.last, one.nfa is False
                )
                for plan in one.cin_plans:
                    plainly.needs[child][on, plan.start_date] = Case(
                        plan.start_date, plan.end_date, period.last
                    )
                for plan in one.cp_plans:
                    plainly.protections[child][on, plan.start_date] = Case(
                        plan.start_date, plan.end_date, period.last
                    )


# The slow count: of each indicator the units of a period, with the child and whether in the part.

Units = Iterator[tuple[Child, bool]]


def day(text: str) -> date | None:
    return datetime.strptime(text[:10], "%d/%m/%Y").date() if text else None


def newest(rows: list[Row], *reference: str) -> list[Row]:
    return list({tuple(row[name] for name in reference): row for row in rows}.values())


def gone(plainly: Plainly, period: Period) -> set[Child]:
    rows = newest(plainly.rows[Return.POLICE_MISSING], "Episode reference", "Police person ID")
    return {
        plainly.child_of[row["Police person ID"]]
        for row in rows
        if day(row["Missing from"]) in period and row["Category"] == "missing"
    }


def plans_and_missing(plainly: Plainly, period: Period) -> Units:
    missing = gone(plainly, period)
    for child, plans in plainly.protections.items():
        if any(plan.on(period.last) for plan in plans.values()):
            yield child, child in missing


def exclusions(plainly: Plainly, period: Period) -> Units:
    for row in newest(plainly.rows[Return.EXCLUSIONS], "Exclusion reference"):
        began, child = day(row["Began on"]), plainly.child_of[row["Pupil ID"]]
        if began in period:
            yield child, plainly.has_a_case(child, began)


def in_homes(plainly: Plainly, period: Period) -> Units:
    found: dict[Child, bool] = {}
    for row in plainly.rows[Return.POLICE_ABUSE]:
        child, when = plainly.child_of[row["Police person ID"]], day(row["Incident"])
        if when not in period:
            continue
        cases = plainly.referrals[child].values()
        open_on_it = any(replace(case, taken_further=True).on(when) for case in cases)
        referred = any(on in period for on in plainly.referrals[child])
        found[child] = found.get(child, False) or open_on_it or referred
    yield from found.items()


def waiting(plainly: Plainly, period: Period) -> Units:
    found = set()
    for row in newest(plainly.rows[Return.CLINIC], "Referral reference"):
        child, seen = plainly.child_of[row["Patient ID"]], day(row["First contact"])
        case = Case(day(row["Referred on"]), seen, date.fromisoformat(row["known_until"]))
        if row["Decision"] in {"accepted", "waiting"} and case.on(period.last):
            found.add(child)
    for child in found:
        yield child, plainly.on_a_plan(child, period.last)


def absent(plainly: Plainly, period: Period) -> Units:
    for row in plainly.rows[Return.ATTENDANCE]:
        child = plainly.child_of[row["Pupil ID"]]
        if day(row["Counted until"]) in period and plainly.on_a_plan(child, period.last):
            yield child, 10 * int(row["Missed sessions"]) >= int(row["Possible sessions"])


SLOWLY: Mapping[str, Callable[[Plainly, Period], Units]] = {
    "plans-and-missing": plans_and_missing,
    "exclusions-with-a-social-worker": exclusions,
    "domestic-abuse-known-to-care": in_homes,
    "mental-health-waiting-on-a-plan": waiting,
    "persistent-absence-on-a-plan": absent,
}


def numbers(cell: Cell) -> tuple[int, int]:
    assert cell.whole is not None
    return cell.part.events, cell.whole.events


def at(found: Measured, period: Period) -> PeriodCounts:
    (counts,) = [one for one in found.steps[period.step] if one.period == period]
    return counts


@pytest.mark.parametrize("indicator", sorted(SLOWLY))
def test_a_plain_count_of_the_files_and_the_truth_agrees(
    district: District, indicator: str
) -> None:
    found = measured(definition(indicator), district.ground)

    agreed = 0
    for step in found.steps:
        for period in [YEAR] if step == "year" else quarters(YEAR):
            units = list(SLOWLY[indicator](district.plainly, period))
            assert numbers(at(found, period).total) == (sum(part for _, part in units), len(units))
            agreed += len(units)
    assert found.could_not == ()
    assert agreed >= 50


@pytest.mark.parametrize("indicator", sorted(SLOWLY))
@pytest.mark.parametrize("split", ["disability", "deprivation"])
def test_groups_that_only_linkage_knows_are_counted_too(
    district: District, indicator: str, split: str
) -> None:
    group_of = district.plainly.disability if split == "disability" else deprivation
    period = quarters(YEAR)[-1]

    counts = at(measured(definition(indicator), district.ground), period)

    units = [(group_of(child), part) for child, part in SLOWLY[indicator](district.plainly, period)]
    of_group = {group: [part for one, part in units if one == group] for group in GROUPS[split]}
    assert {group: numbers(cell) for group, cell in counts.groups[split].items()} == {
        group: (sum(parts), len(parts)) for group, parts in of_group.items()
    }


def test_in_nearly_all_of_them_some_children_are_found_elsewhere(district: District) -> None:
    """So that the counts above can differ; of children on a plan hardly any went missing here."""
    found = {
        name: sum(
            part for quarter in quarters(YEAR) for _, part in slowly(district.plainly, quarter)
        )
        for name, slowly in SLOWLY.items()
    }

    assert sorted(name for name, number in found.items() if number < 5) == ["plans-and-missing"]


def test_two_ids_of_one_agency_are_one_child(district: District) -> None:
    plainly, linked = district.plainly, definition("domestic-abuse-known-to-care")
    ids = {row["Police person ID"] for row in plainly.rows[Return.POLICE_ABUSE]
           if day(row["Incident"]) in YEAR}  # fmt: skip
    keyed = Keyed(Sent("police", "", YEAR), child_secret(district.house.store, KEYS))
    same = [keyed.child(id, row=0) for id in sorted(ids)[:2]]
    links = district.ground.links
    found_out = links.mutate(
        child=ibis.cases((links["child_key"].isin(same), "one child"), else_=links["child"])
    )

    before = at(measured(linked, district.ground), YEAR)
    after = at(measured(linked, replace(district.ground, links=found_out)), YEAR)

    assert after.total.whole.children == before.total.whole.children - 1


def test_without_links_it_says_why_and_other_figures_stand(district: District) -> None:
    alone = replace(district.ground, links=None)

    linked = measured(definition("plans-and-missing"), alone)
    other = measured(definition("plans-second-or-subsequent"), alone)

    assert linked.could_not == (NOT_LINKED,)
    assert not any(linked.steps.values())
    assert other.steps["year"]


def test_an_agency_that_sent_no_names_is_named(district: District) -> None:
    told = replace(
        district.ground,
        linkage={"sources": {"council": {}, "health": {}}},
        senders={"protection_plans": "council", "police-missing": "police"},
    )

    found = measured(definition("plans-and-missing"), told)

    assert found.could_not == (
        "No list of names came from the police, so their children are not linked.",
    )


def test_what_the_other_agency_does_not_cover_is_not_counted(district: District) -> None:
    """The police's quarters run on after the newest census, and that quarter is not known."""
    found = measured(definition("missing-children-rate"), district.ground)
    coverage = {**district.ground.coverage, "police-missing": quarters(YEAR)[:2]}
    less = replace(district.ground, coverage=coverage)

    linked = measured(definition("plans-and-missing"), less)

    assert found.steps["year"]
    assert [one.period for one in linked.steps["quarter"]] == [*quarters(YEAR)[:2]]
    assert linked.steps["year"] == ()
