"""Reads a folder of returns, checks each, and keeps them in a store."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from village import engine
from village.cli.checking import opened
from village.cli.hands import Each
from village.cli.periods import period_in, unsaid
from village.cli.storing import OTHER_KEYS
from village.cli.telling import counted, out, plain, progress
from village.kernel.periods import Period, year_ending
from village.kernel.seal import Keyring, SealError

if TYPE_CHECKING:
    from village import kit as kits

    Ground = tuple[kits.House, Keyring]


@dataclass(frozen=True, slots=True)
class Found:
    """A return of the folder that was read and checked, and is not stored yet.

    spec: its id. said: what the check found, in one line.
    """

    path: Path
    spec: str
    period: Period
    sha256: str
    is_clean: bool
    said: str


@dataclass(frozen=True, slots=True)
class ToKeep:
    """A return that goes into the store under `root`, whose lock this command holds."""

    found: Found
    ref: str
    root: Path


def all_found(files: list[Path], each: "Each[Ground]") -> list[Found]:
    """Read and check each return; what is wrong with one stops the build with nothing stored."""
    found: dict[tuple[str, Period], Found] = {}
    with progress("Reading the returns") as advance:
        for number, one in enumerate(each(found_in, files)):
            advance(number, len(files), one.path.name)
            out.print(one.said)
            before = found.setdefault((one.spec, one.period), one)
            if before is not one:
                raise _twice(one, before.path.name)
    return list(found.values())


def _twice(found: Found, before: str) -> "engine.Usage":
    return engine.Usage(
        f"Two files are the same return of the same period: {found.spec}, {found.period.label}.",
        where=f"{before} and {found.path.name}",
        mend="Leave the newer one in the folder and take the other out.",
    )


def found_in(ground: "Ground", path: Path) -> Found:
    """Check one file, whatever return it is."""
    with opened(path) as stream:
        received = engine.receive(stream, name=path.name)
        spec = engine.recognise(received, ground[0].specs)
        named = period_in(path, spec)
        checked = engine.check(received, spec=spec, period=named)
    period = period_of_return(checked, spec, named, path)
    summary = checked.summary()
    said = [
        counted(checked.children, "child", "children"),
        counted(summary.errors, "error"),
        counted(summary.queries, "query", "queries"),
    ]
    if summary.could_not_run:
        said.append(f"{counted(summary.could_not_run, 'rule')} could not run")
    # Counts ask about the quarter before, which a folder may not have: that is no fault of theirs.
    is_clean = not (summary.errors or (summary.could_not_run and not spec.counts))
    words = f"{plain(path.name)}: {spec.id}, {period.label}, {', '.join(said)}"
    return Found(path, spec.id, period, received.sha256, is_clean, words)


def period_of_return(
    checked: "engine.Checked", spec: "engine.Spec", named: Period | None, path: Path
) -> Period:
    """What is built in is of the year it was read as, a table of the one in its file's name."""
    if spec.table is None:
        year = year_ending(int(checked.year[:4]) + 1)
        if named not in (None, year):
            raise engine.WrongReturn(
                f"The return is of the {year.label}, and its file's name says otherwise.",
                where=path.name,
                mend="Put the right file there, or take the period out of its name.",
            )
        return year
    if named is None:
        raise unsaid(spec, path)
    return named


def all_kept(
    found: list[Found],
    store: "engine.Store",
    house: "kits.House",
    each: "Each[Ground]",
) -> "list[engine.Kept]":
    """Part each return into names and events, under one lock of the store."""
    keep = [ToKeep(one, f"return-{number:04d}", store.root) for number, one in enumerate(found)]
    with progress("Parting names from events") as advance, store.one_builder():
        for number, name in enumerate(each(keep_one, keep)):
            advance(number, len(keep), name)
    return [
        engine.Kept(one.ref, house.specs[one.found.spec], one.found.period, one.found.sha256)
        for one in keep
    ]


def keep_one(ground: "Ground", one: ToKeep) -> str:
    """Put one return into the store, in whichever process; gives its file's name."""
    house, keyring = ground
    spec = house.specs[one.found.spec]
    sent = engine.Sent(agency=spec.sender, ref=one.ref, period=one.found.period)
    with opened(one.found.path) as stream:
        received = engine.receive(stream, name=one.found.path.name)
        if received.sha256 != one.found.sha256:
            mend = "Build again when nobody writes there."
            raise engine.Unreadable(
                "The file changed while it was read.", where=received.name, mend=mend
            )
        try:
            held = engine.Held(one.root)
            engine.keep_return(received, spec=spec, sent=sent, store=held, keyring=keyring)
        except SealError:
            raise engine.Usage(
                "This store was sealed with other keys.", where=str(one.root), mend=OTHER_KEYS
            ) from None
    return received.name
