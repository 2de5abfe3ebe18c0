"""`village figures-check`: reads a report before the public does, and says what is wrong in it."""

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from village import engine
from village.cli.telling import ends_with, out, plain, unwritable
from village.figures.check import telling
from village.figures.check.annotating import commented, page
from village.figures.check.checking import check
from village.figures.check.document import Document
from village.figures.check.findings import Finding, Verdict
from village.figures.check.taking_in import Form, Harmful, Untaken, take_in
from village.kernel.clock import SystemClock

COLOURS = {
    Verdict.CANNOT: "bold red",
    Verdict.IDENTIFIES: "bold magenta",
    Verdict.EXPLAIN: "bold yellow",
    Verdict.TIDY: "bold",
}


FileGiven = Annotated[
    Path, typer.Argument(help="A report (DOCX, PDF, HTML, Markdown, text) or claims.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the findings for another program.")]
OutFile = Annotated[
    Path | None,
    typer.Option("--out", help="Write the report with its findings: .html, or Word's .docx."),
]
OnDay = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="The day of the check, which decides what is overdue."),
]


def figures_check(
    file: FileGiven, *, as_json: AsJson = False, out_file: OutFile = None, on: OnDay = None
) -> None:
    """Read a report and find numbers that cannot be right, or that say who somebody is.

    Each finding has its quote and place, the arithmetic, what would be consistent, and the other
    place that it conflicts with. What a chart says in a picture is not read: write its numbers in
    a file of claims, YAML or CSV, with the keys key, measure, value, unit, n, parent, section and
    those that docs/how-to/check-a-report.md explains. Pages without text are named.

    Nothing is kept: no copy, no log of the run, and nothing is sent anywhere. --out alone writes a
    file: a page with each finding beside what it quotes, or, for a Word file, the same file with
    comments. It holds the report's words: keep it as you keep the report.

    \b
      village figures-check annual-report.docx
      village figures-check annual-report.pdf --on 2026-07-15
      village figures-check charts.csv --json
      village figures-check draft.docx --out draft-checked.docx

    In a Word file and a web page, which have no lines, the line is the number of the paragraph.
    """
    try:
        document, findings = _checked(file, out_file, on)
    except (engine.EngineError, Untaken, OSError) as fault:
        raise ends_with(_known(fault)) from None
    if as_json:
        told = json.dumps(telling.as_plain(document, findings), indent=1, ensure_ascii=False)
        out.print(told, markup=False, soft_wrap=True)
    else:
        _tell(document, findings)
    if findings or document.pictures:
        raise typer.Exit(1)


def _checked(
    file: Path, out_file: Path | None, on: datetime | None
) -> tuple[Document, tuple[Finding, ...]]:
    if out_file:
        _writable(out_file)
    document = _taken(file)
    findings = check(document, today=on.date() if on else SystemClock().now().date())
    if out_file:
        _write(out_file, file, document, findings)
    return document, findings


def _known(fault: "engine.EngineError | Untaken | OSError") -> "engine.EngineError":
    """A fault as one of the family that the command line tells."""
    if isinstance(fault, engine.EngineError):
        return fault
    if isinstance(fault, OSError):
        return unwritable(fault)
    kind = engine.Hostile if isinstance(fault, Harmful) else engine.Unreadable
    return kind(fault.what, where=fault.where, mend=fault.mend)


def _taken(file: Path) -> Document:
    if not file.exists():
        raise engine.Usage("There is no such file.", where=str(file), mend="Check its name.")
    if not file.is_file():
        raise engine.Usage(
            "This is no plain file.", where=str(file), mend="Name the report's own file."
        )
    return take_in(file)


def _writable(out_file: Path) -> None:
    """Refuse before anything is read what could not be written after."""
    if out_file.suffix.lower() not in {".html", ".docx"}:
        raise engine.Usage(
            "Findings are written as a page or as Word's comments.",
            where=str(out_file), mend="Let the name end with .html or .docx.",
        )  # fmt: skip
    if out_file.exists():
        raise engine.Usage(
            "Something lies there already.", where=str(out_file), mend="Name a new file."
        )


def _write(out_file: Path, file: Path, document: Document, findings: tuple[Finding, ...]) -> None:
    """The whole file under its name, readable by its owner alone, or nothing."""
    if out_file.suffix.lower() == ".html":
        made = page(document, findings).encode()
    elif document.form == Form.DOCX:
        made = commented(file.read_bytes(), document, findings)
    else:
        raise engine.Usage(
            "Comments can be written into a Word file alone.",
            where=str(out_file), mend="Let the name end with .html.",
        )  # fmt: skip
    part = out_file.with_name(f".{out_file.name}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as sheet:
            sheet.write(made)
        part.rename(out_file)
    finally:
        part.unlink(missing_ok=True)


def _tell(document: Document, findings: tuple[Finding, ...]) -> None:
    for one in findings:
        (kind, says), *lines = telling.told(one)
        out.print(f"[{COLOURS[one.verdict]}]{plain(kind)}[/]")
        out.print(f"  {plain(says)}")
        for title, words in lines:
            out.print(f"  [dim]{title}:[/] {plain(words)}")
        out.print()
    for words in telling.unread(document):
        out.print(f"[yellow]{plain(words)}[/]\n")
    out.print(plain(telling.closing(document, findings)))
