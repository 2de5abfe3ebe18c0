"""`village build`: from a folder of returns to a version's figures, without a site."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from village import engine
from village.cli.checking import opened
from village.cli.periods import period_in, unsaid
from village.cli.storing import OTHER_KEYS, keyring_for, store_in, take_out
from village.cli.telling import Advance, counted, out, plain, progress, told
from village.kernel.periods import Period, year_ending
from village.kernel.seal import Keyring, SealError

if TYPE_CHECKING:
    from village import kit as kits

KNOWN = {".xml", ".csv", ".xlsx", ".zip"}


def build(
    returns: Annotated[Path, typer.Argument(help="A folder of XML, CSV, XLSX and ZIP files.")],
    kit: Annotated[Path, typer.Option(help="The kit: definitions, populations, returns.")],
    out_folder: Annotated[Path, typer.Option("--out", help="Where the store is made.")],
    as_at: Annotated[
        str | None, typer.Option(help="The day of the figures, such as 2026-07-15; today if not.")
    ] = None,
    counts_on: Annotated[
        str, typer.Option("--engine", help="What counts: duckdb, or spark (make setup-spark).")
    ] = "duckdb",
) -> None:
    """Make figures of a folder of returns: check each, part names from events, count.

    A census says its own year. A table says its period in its file's name: two days, such as
    police-missing-2026-01-01--2026-03-31.csv, or the one day that a list is of or that ends a
    quarter, such as person-list-2026-06-30.csv. One file that cannot be read stops the build
    before anything is stored; errors in what was read do not, and end it with 1.

    The store in --out holds sealed returns, events without names, and figures; building again
    into it makes the next version, and what left the folder of returns leaves it too. Seals need
    keys: without VILLAGE_KEYS a key is made for this run alone, and the store takes no second
    build. Make a key once and keep it apart from the store:

    \b
      export VILLAGE_KEYS="mine:$(openssl rand -base64 32)"
      village build returns/ --kit kits/demo --out store/
      village build returns/ --kit kits/demo --out store/ --as-at 2026-07-15

    A line about the run, in counts and hashes alone, goes to runs.jsonl in --out.
    """
    with told("build", folder=out_folder) as run:
        day, counting = day_of_figures(as_at), _engine(counts_on)
        house, keyring = _house(kit), keyring_for(out_folder)
        with progress("Reading the returns") as advance:
            found = _all_found(_files(returns), house, advance)
        with store_in(out_folder) as store:
            with progress("Parting names from events") as advance:
                kept = [*_kept(found, store, keyring, advance)]
            name = _made(store, kept, house, as_at=day, counting=counting, keyring=keyring)
            take_out(store, but=kept)
        version = engine.version(store, name)
        run.facts.update(version=name, returns=len(kept), figures=version and version.figures)
        tell_figures(store, name, returns=len(kept))
        if not os.environ.get("VILLAGE_KEYS"):
            out.print(KEY_IS_GONE)
        run.exit_code = 0 if all(one.is_clean for one in found) else 1


def _made(
    store: "engine.Store",
    kept: "list[engine.Kept]",
    house: "kits.House",
    *,
    as_at: date,
    counting: "engine.Engine",
    keyring: Keyring,
) -> str:
    with progress("Counting") as advance:
        return engine.build(
            store,
            kept,
            rulebook=house.rulebook,
            as_at=as_at.isoformat(),
            made_up=house.made_up,
            on_progress=advance,
            engine=counting,
            keyring=keyring,
        )


@dataclass(frozen=True, slots=True)
class Found:
    """A return of the folder that was read and checked, and is not stored yet."""

    path: Path
    spec: "engine.Spec"
    period: Period
    sha256: str
    is_clean: bool


def day_of_figures(as_at: str | None) -> date:
    if as_at is None:
        return datetime.now(UTC).astimezone().date()
    try:
        return date.fromisoformat(as_at)
    except ValueError:
        raise engine.Usage(
            "The day of the figures is not a date.",
            where="--as-at",
            mend="Write it as year-month-day, for example 2026-07-15.",
        ) from None


def _engine(named: str) -> "engine.Engine":
    try:
        return engine.Engine(named)
    except ValueError:
        raise engine.Usage(
            "There is no such engine.", where="--engine", mend="Write duckdb or spark."
        ) from None


def _house(path: Path) -> "kits.House":
    from village import kit  # only here: to check a census needs no kit

    return kit.rulebook(path)


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        mend = "Name the folder in which the returns lie."
        raise engine.Usage("There is no such folder.", where=str(folder), mend=mend)
    files = sorted(path for path in folder.glob("*") if path.suffix.lower() in KNOWN)
    if not files:
        mend = "Put XML, CSV, XLSX or ZIP files there."
        raise engine.Usage("No return was found.", where=str(folder), mend=mend)
    return files


def _all_found(files: list[Path], house: "kits.House", advance: Advance) -> list[Found]:
    """Read and check each return; what is wrong with one stops the build with nothing stored."""
    found: dict[tuple[str, Period], Found] = {}
    for number, path in enumerate(files):
        advance(number, len(files), path.name)
        one = _found(path, house)
        before = found.setdefault((one.spec.id, one.period), one)
        if before is not one:
            raise _twice(one, before.path.name, path.name)
    return list(found.values())


def _twice(found: Found, before: str, name: str) -> "engine.Usage":
    return engine.Usage(
        f"Two files are the same return of the same period: {found.spec.id}, {found.period.label}.",
        where=f"{before} and {name}",
        mend="Leave the newer one in the folder and take the other out.",
    )


def _found(path: Path, house: "kits.House") -> Found:
    with opened(path) as stream:
        received = engine.receive(stream, name=path.name)
        spec = engine.recognise(received, house.specs)
        named = period_in(path, spec)
        checked = engine.check(received, spec=spec, period=named)
    period = period_of_return(checked, spec, named, path)
    summary = checked.summary()
    said = [
        counted(checked.children, "child", "children"),
        counted(summary.errors, "error"),
        counted(summary.queries, "query", "queries"),
    ]
    if summary.could_not_run:
        said.append(f"{counted(summary.could_not_run, 'rule')} could not run")
    out.print(f"{plain(path.name)}: {spec.id}, {period.label}, {', '.join(said)}")
    # Counts ask about the quarter before, which a folder may not have: that is no fault of theirs.
    is_clean = not (summary.errors or (summary.could_not_run and not spec.counts))
    return Found(path, spec, period, received.sha256, is_clean)


def _kept(
    found: list[Found], store: "engine.Store", keyring: Keyring, advance: Advance
) -> "Iterator[engine.Kept]":
    for number, one in enumerate(found):
        advance(number, len(found), one.path.name)
        sent = engine.Sent(agency=one.spec.sender, ref=f"return-{number:04d}", period=one.period)
        _keep(one, sent, store, keyring)
        yield engine.Kept(sent.ref, one.spec, one.period, one.sha256)


def _keep(one: Found, sent: "engine.Sent", store: "engine.Store", keyring: Keyring) -> None:
    with opened(one.path) as stream:
        received = engine.receive(stream, name=one.path.name)
        if received.sha256 != one.sha256:
            mend = "Build again when nobody writes there."
            raise engine.Unreadable(
                "The file changed while it was read.", where=one.path.name, mend=mend
            )
        try:
            engine.keep_return(received, spec=one.spec, sent=sent, store=store, keyring=keyring)
        except SealError:
            raise engine.Usage(
                "This store was sealed with other keys.", where=str(store.root), mend=OTHER_KEYS
            ) from None


def period_of_return(
    checked: "engine.Checked", spec: "engine.Spec", named: Period | None, path: Path
) -> Period:
    """What is built in is of the year it was read as, a table of the one in its file's name."""
    if spec.table is None:
        year = year_ending(int(checked.year[:4]) + 1)
        if named not in (None, year):
            raise engine.WrongReturn(
                f"The return is of the {year.label}, and its file's name says otherwise.",
                where=path.name,
                mend="Put the right file there, or take the period out of its name.",
            )
        return year
    if named is None:
        raise unsaid(spec, path)
    return named


KEY_IS_GONE = "VILLAGE_KEYS is not set: this store's key is gone, and it takes no second build."


def tell_figures(store: "engine.Store", name: str, *, returns: int) -> None:
    """Every indicator's sentence, and why others have none."""
    version = engine.version(store, name)
    titles = list(version.indicators) if version else []
    out.print(
        f"\n[bold]{name}[/]: {counted(returns, 'return')}, {counted(len(titles), 'indicator')}"
    )
    for title in titles:
        figure = engine.figures_of(store, name, title) or {}
        out.print(f"  [bold]{plain(figure['definition']['title'])}[/]")
        for words in [figure["sentence"], *figure["could_not"]]:
            if words:
                out.print(f"    {plain(words)}")
    out.print(f"\nFigures: {plain(str(store.root / 'figures' / name))}")
