"""Checks a stranger's file in a process of its own: what `jobs.confined` calls.

It is handed one line of JSON, then the file; it hands back three parts, each in pieces.
"""

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, BinaryIO, Final, Protocol

from village.figures.check.annotating import commented, page
from village.figures.check.checking import check, read
from village.figures.check.findings import Finding, keyed
from village.figures.check.taking_in import Form, take_in
from village.figures.check.taking_in.limits import FILE_BYTES
from village.figures.check.telling import as_plain
from village.figures.claims import Claim, Corrections

PIECE: Final = 96 * 1024
MOST_FINDINGS: Final = 1_000
"""No report that somebody wrote has more; the gravest are kept."""
Plain = dict[str, Any]  # Any: plain JSON


class Says(Protocol):
    """As `jobs.inside.Say`."""

    def row(self, row: Any) -> None: ...  # Any: plain JSON


def header(name: str, *, today: date, corrections: Corrections) -> bytes:
    """The line that goes before the file: words of a report stand in no list of processes."""
    said = {"name": name, "today": today.isoformat(), "corrections": corrections}
    return json.dumps(said).encode() + b"\n"


def look(stream: BinaryIO, *, say: Says) -> Plain:
    """Read, check and annotate one file. Rows: [part, piece in base64], of the parts `findings`
    (JSON), `page` (HTML) and, for a Word file, `word` (DOCX). Raises Untaken."""
    asked = json.loads(stream.readline())
    data = stream.read(FILE_BYTES + 1)
    today, corrections = date.fromisoformat(asked["today"]), asked["corrections"]
    document = take_in(data, asked["name"])
    every = check(document, today=today, corrections=corrections)
    shown = every[:MOST_FINDINGS]
    claims = read(document, today=today, corrections=corrections).claims
    told = {**as_plain(document, shown), "found": len(every), "claims": _resting(claims, shown)}
    told["findings"] = _with_keys(told["findings"], shown)
    _say(say, "findings", json.dumps(told).encode())
    _say(say, "page", page(document, shown).encode())
    if document.form == Form.DOCX:
        _say(say, "word", commented(data, document, shown))
    return {"form": document.form}


def _with_keys(plain: Any, findings: Sequence[Finding]) -> list[Plain]:  # Any: plain JSON
    keys = (key for key, _ in keyed(findings))
    return [{"key": key, **one} for key, one in zip(keys, plain, strict=True)]


def _resting(claims: Sequence[Claim], findings: Sequence[Finding]) -> Mapping[str, Plain]:
    """What was read of each number that some finding rests on, by the claim's key."""
    wanted = {key for one in findings for key in one.rests_on}
    return {one.key: _claim(one) for one in claims if one.key in wanted}


def _claim(one: Claim) -> Plain:
    return {
        "text": one.text,
        "value": str(one.value),
        "unit": one.unit.value,
        "n": one.n,
        "measure": one.measure,
        "period": one.period,
        "quote": one.quote,
        "guessed": sorted(one.guessed),
    }


def _say(say: Says, part: str, data: bytes) -> None:
    for piece in _pieces(data):
        say.row([part, base64.b64encode(piece).decode()])


def _pieces(data: bytes) -> Iterator[bytes]:
    return (data[at : at + PIECE] for at in range(0, len(data), PIECE))
