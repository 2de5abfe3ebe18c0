"""`village kit`: reads a kit and says what is wrong with it, file and line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from village import engine
from village.cli import codes
from village.cli.checking import KIT
from village.cli.starting import housed
from village.cli.telling import err, out

app = typer.Typer(help="Kits: folders of YAML and CSV that a business manager can read.")


@app.callback()
def _kits() -> None:
    """Kits: folders of YAML and CSV that a business manager can read."""


@app.command("check", short_help="Read a kit and name each fault.", epilog=codes.KIT)
def check(path: Annotated[Path, typer.Argument(help="The kit's folder.")]) -> None:
    """Read a kit before it is loaded: every fault with file, line and what to write instead.

    It reads the kits that this one extends too, and needs no database. Use it whenever you have
    changed a file; `docs/how-to/write-a-kit.md` says what may stand in a kit.

    \b
      village kit check kits/demo
    """
    from village import kit as kits

    lines, is_sound = kits.report(path)
    for line in lines:
        out.print(line, markup=False)
    if not is_sound:
        raise typer.Exit(engine.KitFault.exit_code)


@app.command("load", short_help="Furnish the house with a kit.", epilog=codes.LOAD)
def load(
    path: Annotated[Path, typer.Argument(help="The kit's folder.")],
    take: Annotated[
        list[str] | None, typer.Option(help="Make the entry of this key as the kit has it.")
    ] = None,
) -> None:
    """Furnish the house with a kit: rules by edition, bodies and people once, returns owed.

    Loading it again changes nothing; what the house has otherwise is listed, and becomes as the
    kit has it only where --take names it.

    \b
      village kit load /srv/village/kit
      village kit load /srv/village/kit --take council
    """
    from village.kernel.refusal import Refusal
    from village.kernel.yaml import KitError

    try:
        with housed():
            differences = _load(path, tuple(take or ()))
    except KitError as fault:
        err.print(f"{fault.file}, line {fault.line}: {fault.message} {fault.instead}", markup=False)
        raise typer.Exit(engine.KitFault.exit_code) from None
    except Refusal as no:
        err.print(no.message, markup=False)
        raise typer.Exit(engine.Usage.exit_code) from None
    for line in differences:
        out.print(line, markup=False)
    out.print("The house has what the kit says." if not differences else "Nothing else differs.")


def _load(path: Path, take: tuple[str, ...]) -> tuple[str, ...]:
    from village import kit as kits
    from village.partnership.people.rights import moment
    from village.trail import System

    return kits.furnish(path, by=System("command-line"), at=moment(), take=take)


def reference(folder: Annotated[Path, typer.Argument()] = Path("docs/reference")) -> None:
    """Write the generated pages of docs/reference anew."""
    from village.kit import published

    published.write(folder / "kit")
    (folder / "census-rules.md").write_text(engine.census_rules_page(), encoding="utf-8")
    page = engine.looked_after_rules_page()
    (folder / "looked-after-rules.md").write_text(page, encoding="utf-8")
    for id, spec in _of_several_tables():
        (folder / f"{id}.md").write_text(engine.tables_page(spec), encoding="utf-8")


def _of_several_tables() -> Iterator[tuple[str, "engine.TableSpec"]]:
    """The national kit's returns of several tables."""
    from village import kit as kits

    for id, spec in kits.specs(KIT).items():
        if spec.table is not None and spec.table.parts:
            yield id, spec.table
