"""`village check`: reads one return, runs its rules, and says what to mend."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from village import engine
from village.cli.periods import period_in
from village.cli.telling import out, progress, told
from village.kernel import canonical

KIT = Path(__file__).resolve().parents[3] / "kits" / "england"
MOST_ROWS = 5
CENSUS = "census"
"""What the engine calls a checked census."""


def check(
    file: Annotated[Path, typer.Argument(help="The file as your system exported it.")],
    out_folder: Annotated[
        Path | None, typer.Option("--out", help="Write issues.csv and a summary here.")
    ] = None,
    year: Annotated[
        str | None, typer.Option(help="Check by another year's rules, such as 2024-25.")
    ] = None,
    kit: Annotated[
        Path, typer.Option(help="The kit whose returns are known.", show_default="england")
    ] = KIT,
) -> None:
    """Check one return. Nothing is kept and nothing is sent: the file stays where it is.

    The kind of return is found from the file itself: the children in need census (XML) or a
    table that the kit describes (CSV or XLSX). The period of a table is read from the file's name;
    without one, the rules that ask for it could not run.

    \b
      village check census.xml
      village check census.xml --out findings
      village check police-missing.2026-01-01--2026-03-31.csv --kit kits/demo
    """
    with told("check", folder=out_folder) as run:
        checked = _checked(file, year=year, kit=kit)
        run.facts.update(file_sha256=checked.sha256, children=checked.result.children)
        _tell(checked.result)
        if out_folder:
            _write(checked.result, out_folder)
        summary = checked.result.summary()
        run.exit_code = 1 if summary.errors or summary.could_not_run else 0


def _write(checked: "engine.Checked", folder: Path) -> None:
    """The list for the sender's own system, and the check in counts for another program."""
    folder.mkdir(parents=True, exist_ok=True)
    engine.write_issues(checked, folder / "issues.csv")
    outcomes = [asdict(outcome) for outcome in checked.outcomes]
    told = {"year": checked.year, **asdict(checked.summary()), "outcomes": outcomes}
    (folder / "summary.json").write_bytes(canonical.dumps(told))
    out.print(f"The list for your system's users: {escape(str(folder / 'issues.csv'))}")


class Result:
    """A checked file and its hash."""

    def __init__(self, result: "engine.Checked", sha256: str) -> None:
        self.result = result
        self.sha256 = sha256


def _checked(file: Path, *, year: str | None, kit: Path) -> Result:
    if not file.is_file():
        raise engine.Usage("There is no such file.", where=str(file), mend="Check its name.")
    with file.open("rb") as stream, progress(f"Checking {file.name}") as advance:
        received = engine.receive(stream, name=file.name)
        spec = _spec(received, kit)
        period = period_in(file) if spec.table else None
        result = engine.check(received, spec=spec, year=year, period=period, on_progress=advance)
    return Result(result, received.sha256)


def _spec(received: "engine.Received", kit: Path) -> "engine.Spec":
    """The census is built in; for a table the kit is asked."""
    if received.kind == "xml":
        return engine.CENSUS
    from village import kit as kits

    return engine.recognise(received, kits.specs(kit))


def _tell(checked: "engine.Checked") -> None:
    """The numbers first, then the kinds, most findings first, each with its mend."""
    found = checked.summary()
    out.print(
        f"[bold]{checked.children:,} children read[/], {_read_as(checked)}: "
        f"{found.errors:,} errors in {found.error_kinds} kinds, "
        f"{found.queries:,} queries in {found.query_kinds} kinds."
    )
    for outcome in checked.ended(engine.End.COULD_NOT_RUN):
        out.print(f"[bold red]{outcome.rule} could not run:[/] {escape(outcome.why)}")
    for outcome in sorted(checked.ended(engine.End.FOUND), key=lambda outcome: -outcome.findings):
        _tell_kind(checked, outcome)
    if not (found.errors or found.queries or found.could_not_run):
        out.print("[green]Every rule held.[/]")


def _read_as(checked: "engine.Checked") -> str:
    """By which year's rules a census was read, and for which period a table."""
    if checked.spec == CENSUS:
        return f"by the rules of {checked.year} ({checked.year_from})"
    return f"for {checked.year or 'no period'} ({checked.year_from})"


def _tell_kind(checked: "engine.Checked", outcome: "engine.Outcome") -> None:
    found = [issue for issue in checked.issues if issue.rule == outcome.rule and issue.row]
    rows = list(dict.fromkeys((one.table, one.row, one.line) for one in found))
    first = ", ".join(f"{table} row {row} (line {line})" for table, row, line in rows[:MOST_ROWS])
    more = f" and {len(rows) - MOST_ROWS:,} more" if len(rows) > MOST_ROWS else ""
    out.print(f"\n[bold]{escape(outcome.rule)}[/] {outcome.severity}, {outcome.findings:,} found")
    out.print(f"  {escape(outcome.message)}")
    if rows:
        out.print(f"  [dim]Rows:[/] {escape(first)}{more}")
    out.print(f"  [dim]What to do:[/] {escape(outcome.mend)}")
