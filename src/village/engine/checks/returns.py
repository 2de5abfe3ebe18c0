"""Which return a file is, and its check, whatever kind of return it is."""

from collections.abc import Callable, Iterator, Mapping

from village.engine import checks
from village.engine.checks.counts import Amounts
from village.engine.checks.counts import check as check_counts
from village.engine.checks.findings import Checked
from village.engine.checks.looked_after import run as looked_after
from village.engine.checks.tables import check as check_table
from village.engine.checks.tables_set import check_set
from village.engine.errors import EngineError, Unreadable, Usage, WrongReturn
from village.engine.intake import tables as table_reader
from village.engine.intake import tables_set
from village.engine.intake.counts import lines
from village.engine.intake.looked_after_alone import looks_looked_after, table_alone
from village.engine.intake.received import Received, not_one_file
from village.engine.specs.counts import Place
from village.engine.specs.returns import BuiltIn, Spec
from village.kernel.periods import Period


def check(
    received: Received,
    *,
    spec: Spec,
    year: str | None = None,
    period: Period | None = None,
    previous: Mapping[Place, Amounts] | None = None,
    as_reference: bool = False,
    on_progress: Callable[[int, int], None] | None = None,
) -> Checked:
    """Read a return and run its rules. Nothing is kept.

    year: for a return whose layout is built in, by which year's rules ("2024-25"); None: as the
    file says.
    period: for a table, what it is owed for. previous: for counts, the quarter before.
    as_reference: of a census, what the field's open validator would report, for comparison alone.
    Raises Unreadable, Hostile or WrongReturn; Usage where there is no other way to report it.
    """
    if as_reference and not (spec.table is None and spec.built_in is BuiltIn.CENSUS):
        raise Usage(
            "Only the census of children in need can be reported as the open validator does.",
            mend="Leave --as-reference away.",
        )
    if spec.counts is not None:
        return check_counts(received, spec.counts, period=period, previous=previous)
    if spec.table is None and spec.built_in is BuiltIn.LOOKED_AFTER:
        return looked_after.check(received, year=year, on_progress=on_progress)
    if spec.table is not None and spec.table.parts:
        return check_set(received, spec.table, period=period, on_progress=on_progress)
    if received.kind == "zip":
        raise not_one_file(received.name)
    if spec.table is None:
        return checks.run(
            received,
            spec=checks.CENSUS,
            year=year,
            as_reference=as_reference,
            on_progress=on_progress,
        )
    return check_table(received, spec.table, period=period, on_progress=on_progress)


def recognise(received: Received, specs: Mapping[str, Spec]) -> Spec:
    """Which of the known returns a file is, by its bytes. Raises WrongReturn where it is none,
    or what is wrong with it as the return that it comes nearest to.
    """
    if received.kind == "xml":
        return _of_elements(received, specs)
    if received.kind != "csv" and (found := _of_tables(received, specs)):
        return found
    if received.kind == "zip":
        return _of_files(received, specs)
    read, refused = _tried(received, specs)
    if read:
        return max(read, key=lambda found: found[0])[1]
    if alone := _table_of_a_set(received, specs):
        raise alone
    if refused := [*refused, *_one_of_many(received, specs)]:
        raise max(refused, key=lambda found: found[0])[1]
    raise _of_no_return(received, specs)


def _of_elements(received: Received, specs: Mapping[str, Spec]) -> Spec:
    """The census or the looked-after return, by the name of the file's first element."""
    wanted = BuiltIn.LOOKED_AFTER if looks_looked_after(received) else BuiltIn.CENSUS
    known = {spec.built_in: spec for spec in specs.values() if spec.table is None}
    if known:
        return known.get(wanted, next(iter(known.values())))
    raise WrongReturn(
        "The file is XML, and the kit knows no return that comes so.",
        where=received.name,
        mend=f"{_send_one(specs)} Or use a kit that has the census, such as kits/england.",
    )


def _of_tables(received: Received, specs: Mapping[str, Spec]) -> Spec | None:
    """The return of several tables, most of whose tables the file has."""
    found = [
        (tables_set.fits(received, spec.table), spec)
        for spec in specs.values()
        if spec.table is not None and spec.table.parts
    ]
    best = max(found, key=lambda one: one[0], default=None)
    return best[1] if best and best[0] >= tables_set.ENOUGH else None


def _of_files(received: Received, specs: Mapping[str, Spec]) -> Spec:
    """The one return that comes in several files."""
    for spec in specs.values():
        if spec.table is None and spec.built_in is BuiltIn.LOOKED_AFTER:
            return spec
    raise not_one_file(received.name)


def _tried(
    received: Received, specs: Mapping[str, Spec]
) -> tuple[list[tuple[int, Spec]], list[tuple[int, EngineError]]]:
    """The specs that the file can be read by, and what is wrong with it as one of the others;
    each with how many of the spec's columns it has.
    """
    read: list[tuple[int, Spec]] = []
    refused: list[tuple[int, EngineError]] = []
    for spec in specs.values():
        if spec.table is None or spec.table.parts:
            continue
        try:
            table = table_reader.read(received, spec.table)
            if spec.counts and not any(line.place for line in lines(table, spec.counts)):
                continue
            read.append((sum(map(bool, table.header.places)), spec))
        except WrongReturn:
            continue
        except Unreadable as fault:
            refused.append((table_reader.columns_named(received, spec.table), fault))
    return read, refused


def _table_of_a_set(received: Received, specs: Mapping[str, Spec]) -> WrongReturn | None:
    """What is said of one table of a return that is several."""
    known = any(spec.built_in is BuiltIn.LOOKED_AFTER for spec in specs.values())
    table = table_alone(received) if known and received.kind == "csv" else ""
    if not table:
        return None
    return WrongReturn(
        f"This is the table {table} alone, and a looked-after return is all its tables.",
        where=received.name,
        mend="Put the CSV files of the year into one zip (or one folder) and send that.",
    )


def _one_of_many(
    received: Received, specs: Mapping[str, Spec]
) -> Iterator[tuple[int, EngineError]]:
    """As `_table_of_a_set`, for the returns of several tables that the kit describes; each with
    how many of the table's columns the file has.
    """
    for spec in specs.values():
        if received.kind == "csv" and spec.table is not None and spec.table.parts:
            columns, part = tables_set.alone(received, spec.table)
            if part is not None:
                yield columns, tables_set.one_of(received, spec.table, part)


def _of_no_return(received: Received, specs: Mapping[str, Spec]) -> WrongReturn:
    return WrongReturn(
        "Its columns are those of no return that is known here.",
        where=received.name,
        mend=_send_one(specs),
    )


def _send_one(specs: Mapping[str, Spec]) -> str:
    titles = ", ".join(spec.table.title for spec in specs.values() if spec.table)
    return f"Send one of these: {titles}." if titles else "The kit knows no table either."
