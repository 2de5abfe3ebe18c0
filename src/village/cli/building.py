"""`village build`: from a folder of returns to a version's figures, without a site."""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from village import engine
from village.cli.periods import period_in
from village.cli.telling import Advance, out, progress, told
from village.kernel.periods import Period, year_ending
from village.kernel.seal import KeyFault, Keyring, SealError, new_key

if TYPE_CHECKING:
    from village import kit as kits

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
        day = _day(as_at)
        house = kits.rulebook(kit)
        store, keyring = engine.Store(out_folder), _keyring()
        with progress("Reading the returns") as advance:
            kept = list(_kept(returns, store, keyring, house, advance))
        with progress("Counting") as advance:
            name = engine.build(
                store,
                kept,
                rulebook=house.rulebook,
                as_at=day.isoformat(),
                made_up=house.made_up,
                on_progress=advance,
            )
        version = engine.version(store, name)
        run.facts.update(version=name, returns=len(kept), figures=version and version.figures)
        _tell(store, name, returns=len(kept))


def _day(as_at: str | None) -> date:
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


def _keyring() -> Keyring:
    try:
        return Keyring.from_environment(os.environ.get("VILLAGE_KEYS") or new_key("one-run"))
    except KeyFault as fault:
        raise engine.Usage(str(fault), mend="Set VILLAGE_KEYS as it was given to you.") from None


def _kept(
    folder: Path, store: "engine.Store", keyring: Keyring, house: "kits.House", advance: Advance
) -> Iterator["engine.Kept"]:
    """Read, check and store each return of the folder; what is wrong with one stops the build."""
    files = sorted(path for path in folder.glob("*") if path.suffix.lower() in KNOWN)
    if not files:
        raise engine.Usage(
            "No return was found.", where=str(folder), mend="Put XML, CSV or XLSX files there."
        )
    seen: dict[tuple[str, Period], str] = {}
    for number, path in enumerate(files):
        advance(number, len(files), path.name)
        kept = _keep(path, number, store, keyring, house)
        before = seen.setdefault((kept.spec.id, kept.period), path.name)
        if before != path.name:
            raise _twice(kept, before, path.name)
        yield kept
    advance(len(files), len(files), "All read")


def _twice(kept: "engine.Kept", before: str, name: str) -> "engine.Usage":
    return engine.Usage(
        f"Two files are the same return of the same period: {kept.spec.id}, {kept.period.label}.",
        where=f"{before} and {name}",
        mend="Leave the newer one in the folder and take the other out.",
    )


def _keep(
    path: Path, number: int, store: "engine.Store", keyring: Keyring, house: "kits.House"
) -> "engine.Kept":
    with path.open("rb") as stream:
        received = engine.receive(stream, name=path.name)
        spec = engine.recognise(received, house.specs)
        named = period_in(path)
        checked = engine.check(received, spec=spec, period=named)
        period = _period_of(checked, spec, named, path)
        sent = engine.Sent(agency=spec.sender, ref=f"return-{number:04d}", period=period)
        _store(received, spec, sent, store, keyring)
    found = checked.summary()
    out.print(
        f"{escape(path.name)}: {spec.id}, {period.label}, {checked.children:,} children, "
        f"{found.errors:,} errors, {found.queries:,} queries"
    )
    return engine.Kept(sent.ref, spec, period, received.sha256)


def _store(
    received: "engine.Received",
    spec: "engine.Spec",
    sent: "engine.Sent",
    store: "engine.Store",
    keyring: Keyring,
) -> None:
    try:
        engine.keep_return(received, spec=spec, sent=sent, store=store, keyring=keyring)
    except SealError:
        raise engine.Usage(
            "This store was sealed with other keys.",
            where=str(store.root),
            mend="Set VILLAGE_KEYS to the keys of that run, or choose another folder for --out.",
        ) from None


def _period_of(
    checked: "engine.Checked", spec: "engine.Spec", named: Period | None, path: Path
) -> Period:
    """A census is of the year that it was read as, a table of the period in its file's name."""
    if spec.table is None:
        year = year_ending(int(checked.year[:4]) + 1)
        if named not in (None, year):
            raise engine.WrongReturn(
                f"The census is of the {year.label}, and its file's name says otherwise.",
                where=path.name,
                mend="Put the right file there, or take the period out of its name.",
            )
        return year
    if named is None:
        raise engine.WrongReturn(
            "The file does not say which period it is of.",
            where=path.name,
            mend="Write the period into its name, such as .2026-01-01--2026-03-31.csv",
        )
    return named


def _tell(store: "engine.Store", name: str, *, returns: int) -> None:
    version = engine.version(store, name)
    titles = list(version.indicators) if version else []
    out.print(f"\n[bold]{name}[/]: {returns} returns, {len(titles)} indicators")
    for title in titles:
        plain = engine.figures_of(store, name, title) or {}
        out.print(f"  [bold]{escape(plain['definition']['title'])}[/]")
        for words in [plain["sentence"], *plain["could_not"]]:
            if words:
                out.print(f"    {escape(words)}")
    out.print(f"Figures: {escape(str(store.root / 'figures' / name))}")
