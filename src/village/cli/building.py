"""`village build`: from a folder of returns to a version's figures, without a site."""

import os
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from village import engine
from village.cli.telling import Advance, out, progress, told
from village.kernel.periods import Period, year_ending
from village.kernel.seal import Keyring, new_key

if TYPE_CHECKING:
    from village import kit as kits

IN_NAME = re.compile(r"\d{4}-\d\d-\d\d--\d{4}-\d\d-\d\d")
KNOWN = {".xml", ".csv", ".xlsx"}


def build(
    returns: Annotated[Path, typer.Argument(help="A folder of returns: XML, CSV and XLSX files.")],
    kit: Annotated[Path, typer.Option(help="The kit: definitions, populations, returns.")],
    out_folder: Annotated[Path, typer.Option("--out", help="Where the store is made.")],
    as_at: Annotated[str | None, typer.Option(help="The day of the figures, ISO.")] = None,
) -> None:
    """Build a version from a folder of returns: check each, part identities from events, count.

    A census says itself which year it is of. A table's file says its period in its name, such as
    police-missing.2026-01-01--2026-03-31.csv. The store in --out holds sealed returns, events
    without names, and figures. Keys come from VILLAGE_KEYS; without it a key is made for this run
    alone, and what is sealed stays shut for ever.

    \b
      village build returns/ --kit kits/demo --out store/
    """
    from village import kit as kits  # only here: the other commands need no kit

    with told("build", folder=out_folder) as run:
        store = engine.Store(out_folder)
        keyring = Keyring.from_environment(os.environ.get("VILLAGE_KEYS") or new_key("one-run"))
        house = kits.rulebook(kit)
        with progress("Reading the returns") as advance:
            kept = list(_kept(returns, store, keyring, house, advance))
        with progress("Counting") as advance:
            name = engine.build(
                store,
                kept,
                rulebook=house.rulebook,
                as_at=as_at or _today().isoformat(),
                made_up=house.made_up,
                on_progress=advance,
            )
        version = engine.version(store, name)
        run.facts.update(version=name, returns=len(kept), figures=version and version.figures)
        _tell(store, name, returns=len(kept))


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def _kept(
    folder: Path, store: "engine.Store", keyring: Keyring, house: "kits.House", advance: Advance
) -> Iterator["engine.Kept"]:
    """Read, check and store each return of the folder; what is wrong with one stops the build."""
    files = sorted(path for path in folder.glob("*") if path.suffix.lower() in KNOWN)
    if not files:
        raise engine.Usage(
            "No return was found.", where=str(folder), mend="Put XML, CSV or XLSX files there."
        )
    for number, path in enumerate(files):
        advance(number, len(files), path.name)
        yield _keep(path, number, store, keyring, house)
    advance(len(files), len(files), "All read")


def _keep(
    path: Path, number: int, store: "engine.Store", keyring: Keyring, house: "kits.House"
) -> "engine.Kept":
    with path.open("rb") as stream:
        received = engine.receive(stream, name=path.name)
        spec = engine.recognise(received, house.specs)
        period = _period_in(path)
        checked = engine.check(received, spec=spec, period=period)
        period = period or _period_of(checked, path)
        sent = engine.Sent(agency=spec.sender, ref=f"return-{number:04d}", period=period)
        engine.keep_return(received, spec=spec, sent=sent, store=store, keyring=keyring)
    found = checked.summary()
    out.print(
        f"{path.name}: {spec.id}, {period.label}, {checked.children:,} children, "
        f"{found.errors:,} errors, {found.queries:,} queries"
    )
    return engine.Kept(sent.ref, spec, period, received.sha256)


def _period_in(path: Path) -> Period | None:
    found = IN_NAME.search(path.name)
    return Period.parse(found.group()) if found else None


def _period_of(checked: "engine.Checked", path: Path) -> Period:
    """The year that a census says it is of."""
    if checked.reference_date:
        return year_ending(date.fromisoformat(checked.reference_date).year)
    raise engine.WrongReturn(
        "The file does not say which period it is of.",
        where=path.name,
        mend="Write the period into its name, such as .2026-01-01--2026-03-31.csv",
    )


def _tell(store: "engine.Store", name: str, *, returns: int) -> None:
    version = engine.version(store, name)
    titles = list(version.indicators) if version else []
    out.print(f"\n[bold]{name}[/]: {returns} returns, {len(titles)} indicators")
    for title in titles:
        plain = engine.figures_of(store, name, title) or {}
        out.print(f"  [bold]{plain['definition']['title']}[/]")
        for words in [plain["sentence"], *plain["could_not"]]:
            if words:
                out.print(f"    {words}")
    out.print(f"Figures: {store.root / 'figures' / name}")
