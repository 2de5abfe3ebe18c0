"""`village build`: from a folder of returns to a version's figures, without a site."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from village import engine
from village.cli.gathering import all_found, all_kept
from village.cli.hands import hands
from village.cli.linking import tell_statement
from village.cli.storing import keyring_for, store_in, take_out
from village.cli.telling import counted, out, plain, progress, told
from village.kernel.seal import Keyring

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
        house, keyring, files = _house(kit), keyring_for(out_folder), _files(returns)
        with hands(files, (house, keyring)) as each:
            found = all_found(files, each)
        with store_in(out_folder) as store:
            with hands(files, (house, keyring)) as each:
                kept = all_kept(found, store, house, each)
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


KEY_IS_GONE = "VILLAGE_KEYS is not set: this store's key is gone, and it takes no second build."


def tell_figures(store: "engine.Store", name: str, *, returns: int) -> None:
    """How the records were linked, every indicator's sentence, and why others have none."""
    version = engine.version(store, name)
    titles = list(version.indicators) if version else []
    out.print(
        f"\n[bold]{name}[/]: {counted(returns, 'return')}, {counted(len(titles), 'indicator')}"
    )
    if statement := engine.statement_of(store, name):
        tell_statement(statement)
    for title in titles:
        figure = engine.figures_of(store, name, title) or {}
        out.print(f"  [bold]{plain(figure['definition']['title'])}[/]")
        linked = figure.get("linkage") or {}
        for words in [figure["sentence"], linked.get("sentence"), *figure["could_not"]]:
            if words:
                out.print(f"    {plain(words)}")
    out.print(f"\nFigures: {plain(str(store.root / 'figures' / name))}")
