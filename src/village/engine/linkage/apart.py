"""Links the identity files that agencies made, where the linker has no store and sees no events."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Final

from village.engine.errors import Unreadable, Usage
from village.engine.linkage.decisions import Decided, Decision
from village.engine.linkage.linked import ToReview
from village.engine.linkage.links import AGENCIES, Links, links_of
from village.engine.linkage.match_keys import STRENGTH, KeyedRecord
from village.engine.linkage.records import Identity, PersonRecord, gather
from village.engine.store.travelling import Kind, Travelled, headers_of, travelled, written

Plain = Mapping[str, Any]  # Any: JSON

PAIRED: Final = ("agency", "sender", "key", "match_key", "pair")
"""What the first lines of identities and of events say alike; pair: of one run alone."""

OF_WHOM: Final = (*PAIRED, "until", "once")
"""What the first line of identities says; once: the mark of one return."""

OF_WHAT: Final = (*PAIRED, "return", "spec", "period", "sha256")
"""What the first line of events says."""


@dataclass(frozen=True, slots=True)
class Came:
    """What the files of identities hold: records, match keys, and which returns they are of."""

    records: tuple[PersonRecord, ...]
    keyed: tuple[KeyedRecord, ...]
    returns: tuple[Plain, ...]


def read_identity_files(paths: Iterable[Path]) -> Came:
    """All files of one linkage.

    Raises what `travelled` raises, and Usage for files that cannot be linked together.
    """
    files = [travelled(path, Kind.IDENTITIES) for path in paths]
    headers_of(files, *OF_WHOM)
    refuse_unlike(files, once="once")
    if len({file.header["sender"] for file in files}) < AGENCIES:
        raise Usage(
            "All files are of one agency, and there is nobody to link its children with.",
            mend="Name the files of identities of two agencies or more.",
        )
    clear: dict[tuple[str, str], list[Identity]] = defaultdict(list)
    keyed: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for file in sorted(files, key=_age):
        _read(file, clear, keyed)
    records = [
        replace(record, agency=sender)
        for (sender, agency), rows in clear.items()
        for record in gather(rows, agency=agency)
    ]
    tokens = [
        KeyedRecord(key, sender, tuple(sorted(all_))) for (sender, key), all_ in keyed.items()
    ]
    return Came(tuple(records), tuple(tokens), tuple(_told(file) for file in files))


def _age(file: Travelled) -> tuple[str, ...]:
    """As a version sorts its returns: what is of a later day says the newer."""
    return (file.header["until"], file.header["pair"])


def _read(
    file: Travelled,
    clear: dict[tuple[str, str], list[Identity]],
    keyed: dict[tuple[str, str], set[tuple[str, str]]],
) -> None:
    sender, agency = file.header["sender"], file.header["agency"]
    for row in file.rows():
        if not isinstance(row, dict) or not isinstance(row.get("child_key"), str):
            raise _strange(file)
        if "tokens" in row:
            keyed[sender, row["child_key"]] |= set(_tokens(row["tokens"], file))
        elif all(isinstance(text, str) for text in row.values()):
            clear[sender, agency].append(row)
        else:
            raise _strange(file)


def _tokens(found: Any, file: Travelled) -> Iterator[tuple[str, str]]:  # Any: JSON
    for token in found if isinstance(found, list) else [None]:
        match token:
            case [str(what), str(text)] if what in STRENGTH and len(text) == 64:
                yield what, text
            case _:
                raise _strange(file)


def _strange(file: Travelled) -> Unreadable:
    return Unreadable(
        "The file holds a line that `village split` never writes.",
        where=file.path.name,
        mend="Have it made and sent again.",
    )


def refuse_unlike(files: Sequence[Travelled], *, once: str) -> None:
    """Refuse one return twice, and keys that were made under two secrets where one is needed.

    once: what the first line says of one return alone.
    """
    returns: dict[str, Travelled] = {}
    for file in files:
        before = returns.setdefault(file.header[once], file)
        if before is not file:
            raise Usage(
                "Two files are of the same return.",
                where=f"{before.path.name} and {file.path.name}",
                mend="Name the newer one alone; each return has an id of its own.",
            )
    _refuse_two_keys(files, "agency", "key", "Two files of one agency were keyed by two secrets")
    _refuse_two_keys(files, "village", "match_key", "Match keys were made under two secrets")


def _refuse_two_keys(files: Sequence[Travelled], of: str, key: str, words: str) -> None:
    found: dict[str, tuple[str, str]] = {}
    for file in files:
        mine = file.header[key]
        known, before = (
            found.setdefault(file.header[of], (mine, file.path.name)) if mine else ("", "")
        )
        if known != mine:
            raise Usage(
                f"{words}: none of their children would meet.",
                where=f"{before} and {file.path.name}",
                mend="Have both made again under the one secret that they are to share.",
            )


def _told(file: Travelled) -> Plain:
    return {name: file.header[name] for name in OF_WHOM}


def write_links_file(came: Came, links: Links, path: Path) -> None:
    """What whoever counts may have: keys and tokens, the statement and the model; no names."""
    facts = {"returns": came.returns, "statement": links.statement, "model": links.model}
    with written(path, Kind.LINKS, facts) as out:
        for row in links.rows:
            out.row(list(row))


def link_apart(
    came: Came,
    *,
    deprivation: Mapping[str, str],
    decisions: Iterable[Decision] = (),
    kept: Plain | None = None,
) -> Links:
    """Link what came. kept: the model of an earlier linkage, to be used again."""
    return links_of(
        came.records, deprivation=deprivation, keyed=came.keyed, decisions=decisions, kept=kept
    )


RULING: Final = ("said", "by", "on", "because")
"""Columns of the queue's sheet that the linker fills in."""

SHOWN: Final = (
    "forenames", "surname", "other_names", "born", "sex", "postcodes", "nhs_number", "upns",
    "agency", "key",
)  # fmt: skip


def queue_sheet(queue: Iterable[ToReview]) -> Iterator[dict[str, str]]:
    """The queue as rows of a sheet, both records side by side, with columns for what is decided."""
    for one in queue:
        left, right = asdict(one.left), asdict(one.right)
        yield {
            **dict.fromkeys(RULING, ""),
            "why": one.why,
            "weight": f"{one.weight:g}",
            **{
                f"{name} {place}": _cell(record[name])
                for name in SHOWN
                for place, record in ((1, left), (2, right))
            },
        }


def _cell(value: Any) -> str:  # Any: a field of a record
    text = "; ".join(value) if isinstance(value, tuple) else str(value or "")
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """What the linker said in the sheet of a queue. Raises Usage, Unreadable."""
    if not path.is_file():
        raise Usage("There is no such file.", where=str(path), mend="Name the sheet of decisions.")
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (UnicodeDecodeError, csv.Error):
        raise Unreadable("This is no CSV file.", where=path.name, mend="Save it as CSV.") from None
    return tuple(
        _decision(row, f"{path.name}, row {number}")
        for number, row in enumerate(rows, start=2)
        if (row.get("said") or "").strip()
    )


def _decision(row: Mapping[str, str | None], where: str) -> Decision:
    said, on = ((row.get(name) or "").strip() for name in ("said", "on"))
    one, other = ((row.get(f"key {place}") or "").strip() for place in (1, 2))
    by, why = ((row.get(name) or "").strip() for name in ("by", "because"))
    try:
        at = datetime.combine(date.fromisoformat(on), time(), UTC)
        if not (one and other and by):
            raise ValueError
        return Decision(one, other, Decided(said.lower()), by=by, at=at, why=why)
    except ValueError:
        raise Usage(
            "A decision cannot be read.",
            where=where,
            mend="Write same, different or undone under “said”, who decided under “by”, and the"
            " day as 2026-07-15 under “on”; leave both keys as they are.",
        ) from None
