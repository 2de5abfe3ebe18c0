"""`village build`: from a folder of returns to a version's figures, without a site."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from village import engine
from village import kit as kits
from village.cli.telling import out, progress, told
from village.kernel.seal import Keyring, new_key


def build(
    returns: Annotated[Path, typer.Argument(help="A folder of returns: XML, CSV and XLSX files.")],
    kit: Annotated[Path, typer.Option(help="The kit: definitions, populations, returns.")],
    out_folder: Annotated[Path, typer.Option("--out", help="Where the store is made.")],
    as_at: Annotated[str | None, typer.Option(help="The day of the figures, ISO.")] = None,
) -> None:
    """Build a version from a folder of returns: check each, part identities from events, count.

    The store in --out holds sealed returns, events without names and figures. Keys come from
    VILLAGE_KEYS; without it a key is made for this run alone, and what is sealed stays shut.

    \b
      village build returns/ --kit kits/demo --out store/
    """
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
                as_at=as_at or date.today().isoformat(),
                made_up=house.made_up,
                on_progress=advance,
            )
        version = engine.version(store, name)
        run.facts.update(version=name, returns=len(kept), figures=version and version.figures)
        out.print(
            f"[bold]{name}[/]: {len(kept)} returns, {len(house.rulebook.definitions)} "
            f"indicators, in {store.root / 'figures' / name}"
        )
