"""The engine's work on a stranger's bytes, as functions for a confined process.

Each is called as `function(stream, say=say, ...)`: `say.progress(done, of)` and `say.row(plain)`.
They write no file and know no key: what a key is made of goes out as a token, and whoever holds the
secret turns it into a key.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, BinaryIO, Protocol

from village.engine.checks import returns
from village.engine.checks.lines import to_lines
from village.engine.intake import counts
from village.engine.intake.received import receive
from village.engine.intake.sheets import sheet_rows
from village.engine.specs.returns import Spec, built_in_return, counts_told
from village.engine.specs.tables_build import table_spec
from village.engine.store.split_counts import split_counts
from village.kernel.periods import Period

Told = Mapping[str, Any]  # Any: a spec as `tell` wrote it


class Say(Protocol):
    """How a confined function speaks."""

    def progress(self, done: int, of: int, words: str = "") -> None: ...

    def row(self, row: Any) -> None: ...  # Any: plain JSON


def tell(spec: Spec) -> dict[str, Any]:
    """A spec in plain values, to cross into the other process."""
    return {"id": spec.id, "sender": spec.sender, "told": dict(spec.told)}


def understand(told: Told) -> Spec:
    """The spec that `tell` wrote."""
    kit = told["told"]
    if "asked" in kit:
        return counts_told(kit)
    if "built_in" in kit:
        return built_in_return(told["id"], sender=told["sender"], layout=kit["built_in"])
    table = table_spec(kit["mapping"], code_sets=kit["code_sets"]) if kit else None
    return Spec(told["id"], table, told["sender"], kit)


def check(
    stream: BinaryIO,
    *,
    say: Say,
    name: str,
    spec: Told,
    period: str,
    year: str | None = None,
) -> None:
    """Read the file and run its rules; the checked return goes out line by line.

    Of a return of counts its lines go out too, each as a mapping: what the quarter before said is
    not told to this process, so whoever holds it weighs them (`checks.counts.with_previous`).
    """
    received, wanted = receive(stream, name=name), understand(spec)
    checked = returns.check(
        received,
        spec=wanted,
        year=year,
        period=Period.parse(period),
        on_progress=lambda done, of: say.progress(done, of, "Reading and checking"),
    )
    for line in to_lines(checked):
        say.row(line)
    if wanted.counts is not None:
        for one in counts.lines(counts.open_table(received, wanted.counts), wanted.counts):
            say.row(one.told)


def split(
    stream: BinaryIO, *, say: Say, name: str, spec: Told, period: str, agency: str, ref: str
) -> None:
    """Part the file: events and identities go out as rows `[table, row]`; keys are tokens."""
    from village.engine.store.split import Sent, Tokens

    received, wanted = receive(stream, name=name), understand(spec)
    keyed = Tokens(Sent(agency, ref, Period.parse(period)))

    def event(table: str, row: Mapping[str, Any]) -> None:
        say.row([table, {key: _plain(value) for key, value in row.items()}])

    if wanted.counts is not None:
        lines = counts.lines(counts.open_table(received, wanted.counts), wanted.counts)
        split_counts(lines, event=event, keyed=keyed)
        return
    from village.engine import pipeline  # brings the libraries of the store, which counts spare

    pipeline.part(
        received,
        spec=wanted,
        keyed=keyed,
        event=event,
        keep=lambda identity: say.row([None, identity]),
    )


def look(stream: BinaryIO, *, say: Say, name: str) -> None:
    """Read every sheet as it stands: each row goes out as `[sheet, number, texts]`."""
    for row in sheet_rows(receive(stream, name=name)):
        say.row([row.sheet, row.number, row.texts])


def _plain(value: Any) -> Any:  # Any: a cell of an event
    return value.isoformat() if isinstance(value, date | datetime) else value
