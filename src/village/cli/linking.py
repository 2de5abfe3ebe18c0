"""`village link`: for the linker, who has the identities of all agencies and sees no events."""

import csv
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from typing import Annotated, Any

import typer

from village import engine
from village.cli.telling import counted, out, plain, progress, told
from village.kernel import canonical

LINKS, STATEMENT, MODEL, QUEUE = "links.jsonl", "statement.json", "model.json", "queue.csv"
Plain = Mapping[str, Any]  # Any: JSON


def link(
    identities: Annotated[list[Path], typer.Argument(help="Files of identities, all agencies'.")],
    out_folder: Annotated[Path, typer.Option("--out", help="A new folder for what came of it.")],
    kit: Annotated[
        Path | None, typer.Option(help="The kit, for the deprivation of postcodes.")
    ] = None,
    decisions: Annotated[
        Path | None, typer.Option(help="The sheet of an earlier queue, filled in.")
    ] = None,
    model: Annotated[
        Path | None, typer.Option(help="The model.json of an earlier linkage, used again.")
    ] = None,
) -> None:
    """Decide which children of several agencies are the same, from who they are alone.

    No file of events is taken: the linker never learns what happened to anybody. What comes of it
    in --out:

    \b
      links.jsonl     for counting: children's keys and tokens, no names
      statement.json  how it was linked and how sure it is, in counts; for everybody
      model.json      how fields agree, learnt from the records; for the next linkage
      queue.csv       pairs that wait for you, WITH NAMES: it stays with you

    Write same or different under “said” in the queue, your role under “by” and the day under “on”,
    and name the sheet with --decisions: what you said wins over the model, on every later run.

    \b
      village link council.jsonl police.jsonl health.jsonl --out linked/ --kit kits/demo
    """
    with told("link", folder=None) as run:
        came = engine.read_identity_files(identities)
        with progress("Linking children"):
            links = engine.link_apart(
                came,
                deprivation=_deprivation(kit),
                decisions=engine.read_decisions(decisions) if decisions else (),
                kept=_model(model) if model else None,
            )
        with _new_folder(out_folder) as folder:
            engine.write_links_file(came, links, folder / LINKS)
            (folder / STATEMENT).write_bytes(_shown(engine.statement_told(links.statement)))
            (folder / MODEL).write_bytes(canonical.dumps(links.model))
            _write_queue(folder / QUEUE, list(engine.queue_sheet(links.queue)))
        run.facts.update(records=len(links.rows), waiting=len(links.queue))
        _tell(links.statement, out_folder)


def _deprivation(kit: Path | None) -> Mapping[str, str]:
    if kit is None:
        return {}
    from village import kit as kits  # only here: linkage itself needs no kit

    return kits.rulebook(kit).rulebook.deprivation


def _model(path: Path) -> Plain:
    try:
        found = json.loads(path.read_bytes())
        if isinstance(found["settings"], dict) and isinstance(found["learnt_from"], dict):
            return dict(found)
    except FileNotFoundError:
        raise engine.Usage("There is no such file.", where=str(path), mend="Check it.") from None
    except (ValueError, KeyError, TypeError):
        pass
    raise engine.Unreadable(
        "This is no linkage model.",
        where=path.name,
        mend="Name the model.json of a `village link`.",
    )


@contextmanager
def _new_folder(folder: Path) -> Iterator[Path]:
    """A folder that appears in whole or not at all, readable by its owner alone."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise engine.Usage(
            "Something lies there already.", where=str(folder), mend="Name a new folder."
        )
    working = folder.with_name(f".{folder.name}.part")
    rmtree(working, ignore_errors=True)
    working.mkdir(mode=0o700, parents=True)
    try:
        yield working
        for path in working.iterdir():
            path.chmod(0o600)
        working.rename(folder)
    finally:
        rmtree(working, ignore_errors=True)


def _shown(statement: Plain) -> bytes:
    return (json.dumps(statement, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _write_queue(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    names = list(rows[0]) if rows else ["said", "by", "on", "because", "why", "weight"]
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as sheet:
        writer = csv.DictWriter(sheet, names)
        writer.writeheader()
        writer.writerows(rows)


def tell_statement(statement: Plain) -> None:
    """The statement's main figures: what went in, what came out, how sure it is."""
    sources = statement["sources"]
    for agency, told_of in sources.items():
        out.print(f"{plain(agency)}: {counted(told_of['records'], 'record')}")
    for agency, number in statement.get("by match keys alone", {}).items():
        out.print(f"{plain(agency)}: {counted(number, 'record')} by match keys alone")
    found = statement["estimates"]
    out.print(
        f"[bold]{counted(found['children'], 'child', 'children')}[/],"
        f" {counted(found['links'], 'link')};"
        f" expected to be right: {found['precision expected']:.2%},"
        f" to be found: {found['recall expected']:.2%}"
    )
    if rate := found["found without numbers"]:
        out.print(
            f"Of {rate['of']:,} pairs with one NHS number {rate['share']:.1%} would be found"
            f" without it ({rate['low']:.1%} to {rate['high']:.1%})."
        )
    out.print(
        f"Children counted too many, as the model expects: {found['head count too high by']:.2%}"
    )
    out.print(f"{counted(statement['review']['waiting'], 'pair')} for the linker to look at")


def _tell(statement: Plain, folder: Path) -> None:
    tell_statement(statement)
    out.print(f"The pairs, with names: {plain(str(folder / QUEUE))}")
    out.print(f"For counting: {plain(str(folder / LINKS))}")
