"""`village kit`: reads a kit and says what is wrong with it, file and line."""

from pathlib import Path
from typing import Annotated

import typer

from village import engine
from village.cli.telling import out

app = typer.Typer(help="Kits: folders of YAML and CSV that a business manager can read.")


@app.callback()
def _kits() -> None:
    """Kits: folders of YAML and CSV that a business manager can read."""


@app.command("check")
def check(path: Annotated[Path, typer.Argument(help="The kit's folder.")]) -> None:
    """Read a kit and every kit that it extends; say each fault with file, line and what to write.

    \b
      village kit check kits/demo
    """
    from village import kit as kits

    lines, is_sound = kits.report(path)
    for line in lines:
        out.print(line, markup=False)
    if not is_sound:
        raise typer.Exit(engine.KitFault.exit_code)


def reference(folder: Annotated[Path, typer.Argument()] = Path("docs/reference")) -> None:
    """Write the generated pages of docs/reference anew."""
    from village.kit import published

    published.write(folder / "kit")
    (folder / "census-rules.md").write_text(engine.census_rules_page(), encoding="utf-8")
