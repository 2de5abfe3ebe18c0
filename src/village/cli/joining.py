"""`village join`: for whoever counts, who has events and links and sees no names."""

from pathlib import Path
from typing import Annotated

import typer

from village import engine
from village.cli.building import day_of_figures, tell_figures
from village.cli.storing import MARK, store_in
from village.cli.telling import counted, out, progress, told


def join(
    events: Annotated[list[Path], typer.Argument(help="Files of events, all agencies'.")],
    links: Annotated[Path, typer.Option(help="The linker's links.jsonl.")],
    kit: Annotated[Path, typer.Option(help="The kit: definitions, populations, returns.")],
    out_folder: Annotated[Path, typer.Option("--out", help="Where the store is made.")],
    as_at: Annotated[
        str | None, typer.Option(help="The day of the figures, such as 2026-07-15; today if not.")
    ] = None,
) -> None:
    """Make figures of events and links: the same as `village build` makes of the returns whole.

    No file of identities is taken: whoever counts never learns a name. The store holds events
    without names and figures; joining again into it makes the next version.

    \b
      village join police-events.jsonl council-events.jsonl --links linked/links.jsonl \\
        --kit kits/demo --out store/ --as-at 2026-07-15
    """
    with told("join", folder=out_folder) as run:
        from village import kit as kits  # only here: other commands need no kit

        day = day_of_figures(as_at)
        _refuse_sealed(out_folder)
        house = kits.rulebook(kit)
        with store_in(out_folder) as store, progress("Counting") as advance:
            made = engine.join(
                store,
                events,
                links=links,
                specs=house.specs,
                rulebook=house.rulebook,
                as_at=day.isoformat(),
                made_up=house.made_up,
                on_progress=advance,
            )
        version = engine.version(store, made.name)
        run.facts.update(
            version=made.name, returns=made.returns, figures=version and version.figures
        )
        tell_figures(store, made.name, returns=made.returns)
        if made.without_events:
            out.print(
                f"{counted(made.without_events, 'return')} were linked whose events were not given."
            )


def _refuse_sealed(folder: Path) -> None:
    """A store that `village build` made holds identities, and whoever counts must not have them."""
    if Path(folder, MARK).exists():
        raise engine.Usage(
            "This store was made by `village build` and holds sealed identities.",
            where=str(folder),
            mend="Name another folder with --out.",
        )
