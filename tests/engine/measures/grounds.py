"""Brings made-up returns to the engine and to the reference, and puts the answers side by side."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from tests.engine.measures.reference import Cells, Days, Numbers, Return, indicator
from tests.engine.store.houses import LIVING, MISSING, definition
from village.engine.measures.engines import connected
from village.engine.measures.measured import Cell, Ground, Measured, PeriodCounts, measured
from village.engine.measures.stored import tables_of
from village.engine.pipeline import Kept, schemas_of
from village.engine.specs.returns import CENSUS
from village.engine.store.split import Keyed, Sent
from village.engine.store.split_census import split_census
from village.engine.store.writer import EventWriter
from village.kernel.days import england
from village.kernel.periods import Period

SECRET = b"the same for all of these tests."


def kept(one: Return) -> Kept:
    spec = CENSUS if one.spec == CENSUS.id else MISSING
    return Kept(one.ref, spec, Period(one.first, one.last), one.sha256)


def write_census(one: Return, folder: Path, *, secret: bytes = SECRET) -> None:
    """The events of a census whose children never were a file."""
    keyed = Keyed(Sent(one.agency, one.ref, Period(one.first, one.last)), secret)
    with EventWriter(folder / one.ref, schemas_of(CENSUS)) as writer:
        split_census(
            one.children, event=writer.add, keyed=keyed, keep=lambda _: None, days=england()
        )


@contextmanager
def ground(returns: Sequence[Return], folder: Path) -> Iterator[Ground]:
    """What a build would stand on; the events of each return lie in a folder of its ref."""
    oldest_first = sorted(map(kept, returns), key=Kept.age)
    coverage: dict[str, list[Period]] = {}
    for one in oldest_first:
        for table in schemas_of(one.spec):
            coverage.setdefault(table, []).append(one.period)
    with connected(spill=folder / "spill") as engine:
        tables = tables_of(engine, [folder / one.ref for one in oldest_first])
        yield Ground(tables, coverage, LIVING)


def assert_both_say_the_same(name: str, returns: Sequence[Return], on: Ground) -> int:
    """Engine and reference, every period and every group. Says how many cells they agree on."""
    of = definition(name)
    found = measured(of, on)
    agreed = 0
    for step in of.steps:
        slow = indicator(name, returns, step=step)
        quick = dict(_quick(found, step))
        assert quick == slow, (name, step)
        agreed += sum(map(len, quick.values()))
    return agreed


def _quick(found: Measured, step: str) -> Iterator[tuple[Days, Cells]]:
    for counts in found.steps[step]:
        days = (counts.period.first, counts.period.last)
        yield days, {place: _numbers(cell) for place, cell in _cells(counts) if _anybody(cell)}


def _cells(counts: PeriodCounts) -> Iterator[tuple[tuple[str, str], Cell]]:
    yield ("all", "all"), counts.total
    for dimension, groups in counts.groups.items():
        for group, cell in groups.items():
            yield (dimension, group), cell


def _anybody(cell: Cell) -> bool:
    of_return = cell.whole if cell.rest else cell.part
    return bool(of_return and of_return.children)


def _numbers(cell: Cell) -> Numbers:
    whole = cell.whole if cell.rest and cell.whole else cell.part
    return Numbers(
        part_events=cell.part.events,
        part_children=cell.part.children,
        part_squares=cell.part.squares,
        whole_events=whole.events,
        whole_children=whole.children,
        whole_squares=whole.squares,
        products=cell.products if cell.rest else whole.squares,
        rest_children=cell.rest.children if cell.rest else 0,
    )


def year(ending: int) -> Days:
    return date(ending - 1, 4, 1), date(ending, 3, 31)
