"""`village trail`: proves that nobody has changed what was written down."""

from typing import Annotated

import typer

from village import engine
from village.cli import codes
from village.cli.starting import housed
from village.cli.telling import ends_with, err, out

app = typer.Typer(help="The trail: who did, read, exported or was refused what.")


@app.callback()
def _trails() -> None:
    """The trail: who did, read, exported or was refused what."""


@app.command(
    "verify", short_help="Read the whole chain; name the first bad record.", epilog=codes.TRAIL
)
def verify(
    anchor: Annotated[
        str | None,
        typer.Option(help="A head printed earlier and kept elsewhere: seq:hash."),
    ] = None,
) -> None:
    """Read the whole chain and name the first record that is not what was written.

    A chain alone cannot show that its end was cut off, or that somebody forged all of it: keep the
    printed head elsewhere (on paper, in another system) and give it as --anchor next time.

    \b
      village trail verify
      village trail verify --anchor 1042:5f0c...
    """
    with housed():
        _verify(anchor)


def _verify(anchor: str | None) -> None:
    from village.trail import chain, guards

    try:
        found = chain.verify(chain.Head.read(anchor) if anchor else None)
    except ValueError as fault:
        raise ends_with(engine.Usage(str(fault), where="--anchor")) from None
    if isinstance(found, chain.Broken):
        err.print(f"[bold red]Not sound at record {found.seq}:[/] {found.why}")
        raise typer.Exit(1)
    if missing := guards.missing():
        err.print(f"[bold red]The chain is sound, but guards are down:[/] {', '.join(missing)}")
        raise typer.Exit(1)
    out.print(f"[green]Sound:[/] {found.events:,} events. Keep this head elsewhere: {found.head}")
