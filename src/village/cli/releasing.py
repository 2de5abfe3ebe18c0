"""`village release`: tables that may leave the partnership, tried by a reader before they do."""

import csv
import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from io import StringIO
from pathlib import Path
from typing import Annotated, Any

import typer

from village import engine
from village.cli.storing import MARK
from village.cli.telling import counted, out, plain, told
from village.figures.audiences import Audience

COLUMNS = (
    "indicator", "title", "period", "breakdown", "group", "numerator", "denominator", "value",
    "unit", "rule", "made_up",
)  # fmt: skip
TABLES, SHEET = "release.json", "figures.csv"


class For(StrEnum):
    """Whom a release is for."""

    PUBLIC = "public"
    PARTNER = "partner"


def release(
    store: Annotated[Path, typer.Argument(help="The store that `village build` made.")],
    kit: Annotated[Path, typer.Option(help="The kit, with its release list.")],
    out_folder: Annotated[Path, typer.Option("--out", help="A new folder for the tables.")],
    audience: Annotated[For, typer.Option(help="Whom the tables are for.")] = For.PUBLIC,
) -> None:
    """Make the tables of the kit's release list, for the public or for partners.

    Counts of 1 to 5 children are hidden (1 to 7, and the rest to the nearest 5, where health rows
    are in), and with them the fewest others that keep anybody from working one out, from these
    tables and from every earlier release of this store. The store remembers what left it.

    \b
      village release store/ --kit kits/demo --audience public --out public-2026-07/
    """
    with told("release", folder=store) as run:
        _refuse_places(store, out_folder)
        from village import kit as kits  # only here: other commands need no kit

        house = kits.rulebook(kit)
        made = engine.release(
            engine.Store(store),
            specs=house.specs,
            rulebook=house.rulebook,
            audience=Audience(audience.value),
        )
        _write(made.plain, out_folder)
        run.facts.update(release=made.plain["release"], indicators=len(made.plain["indicators"]))
        _tell(made, out_folder)


def _refuse_places(store: Path, out_folder: Path) -> None:
    if not any(Path(store, name).exists() for name in (MARK, "current")):
        raise engine.Usage(
            "There is no store.", where=str(store), mend="Make one with `village build`."
        )
    if out_folder.exists() and (not out_folder.is_dir() or any(out_folder.iterdir())):
        raise engine.Usage(
            "Something lies there already.", where=str(out_folder), mend="Name a new folder."
        )


def _write(tables: Mapping[str, Any], folder: Path) -> None:  # Any: plain values for JSON
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(tables, indent=1, ensure_ascii=False, sort_keys=True)
    (folder / TABLES).write_text(text + "\n", encoding="utf-8")
    sheet = StringIO()
    writer = csv.writer(sheet)
    writer.writerow(COLUMNS)
    writer.writerows(_lines(tables))
    (folder / SHEET).write_text(sheet.getvalue(), encoding="utf-8-sig", newline="")


def _lines(tables: Mapping[str, Any]) -> Iterator[tuple[object, ...]]:
    for name, table in tables["indicators"].items():
        points = [("", "", point) for step in table["series"].values() for point in step]
        points += [
            (split, point["group"], point)
            for split, groups in table["breakdowns"].items()
            for point in groups
        ]
        for split, group, point in points:
            yield (
                name, table["title"], point["period"], split, group, point["numerator"],
                point["denominator"], point["value"], table["unit"], table["rule"],
                "made up" if tables["made_up"] else "",
            )  # fmt: skip


def _tell(made: "engine.LetOut", folder: Path) -> None:
    beside = len(made.chosen.hidden) - made.small
    out.print(
        f"[bold]{made.plain['release']}[/]: {counted(len(made.plain['indicators']), 'indicator')}, "
        f"{counted(made.small, 'small number')} hidden and {beside} beside them."
    )
    if not made.chosen.is_least:
        out.print("The solver ran out of time: every split that needed it was hidden instead.")
    out.print("A reader who solved for every hidden number learnt nothing.")
    out.print(f"Tables: {plain(str(folder))}")
