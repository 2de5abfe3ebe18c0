"""`village check`: reads one return, runs its rules, and says what to mend."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, BinaryIO

import typer

from village import engine
from village.cli.periods import how, period_in, period_of
from village.cli.telling import counted, out, plain, progress, told
from village.kernel import canonical
from village.kernel.periods import Period

KIT = Path(__file__).resolve().parents[3] / "kits" / "england"
MOST_ROWS = 5


FileGiven = Annotated[Path, typer.Argument(help="The file as exported, or a folder of CSV files.")]
OutFolder = Annotated[
    Path | None, typer.Option("--out", help="Write issues.csv and summary.json there.")
]
YearGiven = Annotated[
    str | None,
    typer.Option(help="For a census or 903: check by another year's rules, such as 2024-25."),
]
PeriodGiven = Annotated[
    str | None,
    typer.Option(help="For a table: its period, 2026-01-01--2026-03-31 or 2026-06-30."),
]
KitGiven = Annotated[
    Path, typer.Option(help="The kit whose returns are known.", show_default="england")
]
AsReference = Annotated[
    bool,
    typer.Option(
        "--as-reference",
        help="Of a census: report what the field's open validator would, faults and all.",
    ),
]


def check(
    file: FileGiven,
    *,
    out_folder: OutFolder = None,
    year: YearGiven = None,
    period: PeriodGiven = None,
    kit: KitGiven = KIT,
    as_reference: AsReference = False,
) -> None:
    """Check one return before it is sent. Nothing is kept: the file stays where it is.

    The kind of return is found from the file itself: the children in need census (XML), the
    looked-after return (a zip or folder of its CSV files, or XML; last year's in a folder
    last-year within), a table that the kit describes (CSV or XLSX), or several tables: Ofsted's
    Annex A or the Standard Safeguarding Dataset (XLSX, or a zip or folder of CSV files). The first
    two say their own year. The period of a table stands in its file's name or in --period; without
    it, rules that ask for it could not run.

    With --out, issues.csv lists every issue for the users of your own system, and summary.json
    tells the same in counts for another program. The list names children by your ids: keep it as
    you keep the file. A line about the run, in counts alone, goes to runs.jsonl there; without
    --out, to the house's own folder (VILLAGE_VAR).

    \b
      village check census.xml
      village check census.xml --out findings
      village check ssda903-2024-25.zip
      village check police-missing-2026-01-01--2026-03-31.csv
      village check export.xlsx --period 2026-06-30 --kit kits/demo

    --as-reference lays the open validator's findings on a census beside ours: it never says which
    are right, and where they differ stands in docs/reference/census-rules.md.

    A file with queries alone is clean (0); a rule that could not run is not (1).
    """
    with told("check", folder=out_folder) as run:
        result = _checked(file, asked=Asked(year, period, as_reference), kit=kit)
        checked = result.checked
        run.facts.update(file_sha256=result.sha256, children=checked.children)
        _tell(result)
        if out_folder:
            _write(checked, out_folder)
        summary = checked.summary()
        run.exit_code = 1 if summary.errors or summary.could_not_run else 0


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person says of the file: the year of a census, the period of a table.

    as_reference: for comparison, as the field's open validator would report a census.
    """

    year: str | None
    period: str | None
    as_reference: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """A checked file, its hash, and by what it was checked, in words."""

    checked: "engine.Checked"
    sha256: str
    read_as: str


def _write(checked: "engine.Checked", folder: Path) -> None:
    """The list for the sender's own system, and the check in counts; both whole, or neither."""
    outcomes = [asdict(outcome) for outcome in checked.outcomes]
    summary = {"year": checked.year, **asdict(checked.summary()), "outcomes": outcomes}
    said = checked.header.get("Reported")
    if said:
        summary["reported"] = said
    ending = "-as-reference" if said else ""
    listed, counts = f"issues{ending}.csv", f"summary{ending}.json"
    with _beside(folder) as scratch:
        engine.write_issues(checked, scratch / listed)
        (scratch / counts).write_bytes(canonical.dumps(summary))
        for name in (listed, counts):
            (scratch / name).chmod(0o600)
            (scratch / name).replace(folder / name)
    out.print(f"\nThe list for your system's users: {plain(str(folder / listed))}")
    out.print(f"The same in counts: {plain(str(folder / counts))}")


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A folder in the output folder to write in, gone afterwards."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        scratch = TemporaryDirectory(dir=folder, prefix=".writing-")
    except OSError as refused:
        raise engine.Usage(
            f"Nothing can be written there: {refused.strerror}.",
            where=str(folder),
            mend="Name another folder with --out.",
        ) from None
    with scratch as name:
        yield Path(name)


def _checked(file: Path, *, asked: Asked, kit: Path) -> Result:
    with (
        packed(file) if file.is_dir() else opened(file) as stream,
        progress(f"Checking {file.name}") as advance,
    ):
        received = engine.receive(stream, name=file.name)
        spec = _spec(received, kit)
        period, said_by = _period(spec, asked, file)
        checked = engine.check(
            received,
            spec=spec,
            year=asked.year,
            period=period,
            as_reference=asked.as_reference,
            on_progress=advance,
        )
    if spec.table is None:
        return Result(
            checked, received.sha256, f"by the rules of {checked.year} ({checked.year_from})"
        )
    read_as = f"for {period.label} ({said_by})" if period else f"for no period ({said_by})"
    return Result(checked, received.sha256, read_as)


MOST_FILES = 100


def packed(folder: Path) -> BinaryIO:
    """A folder of a return's tables as one file. Raises Usage where it holds too much, or none."""
    files = [path for path in sorted(folder.rglob("*")) if _is_of_a_return(path, folder)]
    if not 0 < len(files) <= MOST_FILES:
        what = f"more than {MOST_FILES} files" if files else "no file"
        mend = "Name the folder in which the CSV files of one return lie, or one file."
        raise engine.Usage(f"The folder holds {what}.", where=str(folder), mend=mend)
    with ExitStack() as held:
        return engine.pack(
            [(str(path.relative_to(folder)), held.enter_context(opened(path))) for path in files]
        )


def _is_of_a_return(path: Path, folder: Path) -> bool:
    hidden = any(step.startswith(".") for step in path.relative_to(folder).parts)
    return path.is_file() and not path.is_symlink() and not hidden


def opened(file: Path) -> BinaryIO:
    """The bytes of one file. Raises Usage where there is none, Unreadable where it stays shut."""
    if file.is_dir():
        mend = "Name one file in it; `village build` takes a folder."
        raise engine.Usage("This is a folder.", where=str(file), mend=mend)
    if file.exists() and not file.is_file():
        mend = "Save what comes out of it as a file first."
        raise engine.Usage("This is no plain file.", where=str(file), mend=mend)
    try:
        return file.open("rb")
    except FileNotFoundError:
        mend = "Check its name."
        raise engine.Usage("There is no such file.", where=str(file), mend=mend) from None
    except OSError as shut:
        raise engine.Unreadable(
            f"The file cannot be opened: {shut.strerror}.",
            where=str(file),
            mend="Copy it to where you may read it.",
        ) from None


def _period(spec: "engine.Spec", asked: Asked, file: Path) -> tuple[Period | None, str]:
    """The period of a table and who says it. Raises Usage for what this kind of return has not."""
    if spec.table is None:
        if asked.period:
            mend = "Leave --period away, or choose another year's rules with --year."
            raise engine.Usage("This return says its own year.", where="--period", mend=mend)
        return None, ""
    if asked.year:
        mend = f"Give its period instead: --period, with {how(spec)}."
        raise engine.Usage("A table is of a period, not a year.", where="--year", mend=mend)
    if asked.period:
        return period_of(asked.period, spec, where="--period"), "as --period says"
    period = period_in(file, spec)
    return period, "as its name says" if period else "neither its name nor --period says one"


def _spec(received: "engine.Received", kit: Path) -> "engine.Spec":
    """Two returns are built in, and XML is one of them; for all else the kit is asked."""
    if received.kind == "xml":
        return engine.recognise(
            received, {spec.id: spec for spec in (engine.CENSUS, engine.LOOKED_AFTER)}
        )
    from village import kit as kits

    return engine.recognise(received, kits.specs(kit))


def _tell(result: Result) -> None:
    """The numbers first, then the kinds, errors and most findings first, each with its mend."""
    checked, found = result.checked, result.checked.summary()
    children = counted(checked.children, "child", "children")
    out.print(
        f"[bold]{children} read[/], {plain(result.read_as)}: "
        f"{_found(found.errors, 'error', found.error_kinds)}, "
        f"{_found(found.queries, 'query', found.query_kinds, 'queries')}."
    )
    if reported := checked.header.get("Reported"):
        out.print(f"[bold red]For comparison only:[/] {plain(reported)}.")
        out.print("Send nothing by this list: the rules themselves are those without it.")
    if (compared := checked.header.get("Last year", "not sent")) != "not sent":
        out.print(f"Last year's return: {plain(compared)}.")
    for why, rules in _by_why(checked).items():
        out.print(f"[bold red]{plain(', '.join(rules))} could not run:[/] {plain(why)}")
    issues: dict[str, list[engine.Issue]] = {}
    for issue in checked.issues:
        issues.setdefault(issue.rule, []).append(issue)
    for outcome in sorted(checked.ended(engine.End.FOUND), key=_weight):
        _tell_kind(outcome, issues.get(outcome.rule, []))
    if not (found.errors or found.queries or found.could_not_run):
        out.print("[green]Every rule held.[/]")


def _found(count: int, one: str, kinds: int, many: str = "") -> str:
    return counted(count, one, many) + (f" in {counted(kinds, 'kind')}" if count else "")


def _weight(outcome: "engine.Outcome") -> tuple[int, int]:
    """Errors before queries, the most findings first."""
    return list(engine.Severity).index(outcome.severity), -outcome.findings


def _by_why(checked: "engine.Checked") -> dict[str, list[str]]:
    """The rules that could not run, by what kept them from it."""
    whys: dict[str, list[str]] = {}
    for outcome in checked.ended(engine.End.COULD_NOT_RUN):
        whys.setdefault(outcome.why, []).append(outcome.rule)
    return whys


def _tell_kind(outcome: "engine.Outcome", issues: "list[engine.Issue]") -> None:
    found = (issue for issue in issues if issue.row)
    rows = list(dict.fromkeys((one.table, one.row, one.line) for one in found))
    first = ", ".join(f"{table} row {row} (line {line})" for table, row, line in rows[:MOST_ROWS])
    more = f" and {len(rows) - MOST_ROWS:,} more" if len(rows) > MOST_ROWS else ""
    out.print(f"\n[bold]{plain(outcome.rule)}[/] {outcome.severity}, {outcome.findings:,} found")
    out.print(f"  {plain(outcome.message)}")
    if rows:
        out.print(f"  [dim]Rows:[/] {plain(first)}{more}")
    out.print(f"  [dim]What to do:[/] {plain(outcome.mend)}")
