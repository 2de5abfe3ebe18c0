"""The engine on a stranger's file in a confined process: the same answer, and no value told."""

import io
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.engine.store.houses import (
    COUNCIL,
    KEYS,
    MISSING,
    PERSONS,
    POLICE,
    House,
    census,
    missing,
    persons,
    quarter,
    received,
)
from tests.engine.tables.makers import episode, person
from village.engine import apart
from village.engine.checks.census.cases import a_child, an_episode
from village.engine.checks.lines import from_lines
from village.engine.checks.returns import check
from village.engine.pipeline import keep_apart
from village.engine.specs.returns import CENSUS, Spec
from village.engine.store.keep import read_identities
from village.engine.store.split import Sent
from village.jobs import confined
from village.kernel.periods import Period, year_ending

DAY = Period.parse("2026-06-30--2026-06-30")
FAULTY = a_child(an_episode(CINreferralDate="2099-01-01", ReferralSource="?"), LAchildID="A2")
CASES = [
    (CENSUS, year_ending(2026), COUNCIL, census(a_child(), FAULTY, a_child(Sex="?"))),
    (MISSING, quarter(2026, 4), POLICE, missing(episode(), episode(sex="?"))),
    (PERSONS, DAY, COUNCIL, persons(person(), person(upn="?"))),
]
CASE = ("spec", "period", "agency", "content")


def run(verb: str, content: bytes, spec: Spec, period: Period, **more: str) -> Any:
    """The confined child's end, and the rows that it said."""
    rows: list[Any] = []
    ended = confined.run(
        f"village.engine.apart:{verb}", io.BytesIO(content),
        args={"name": "return", "spec": apart.tell(spec), "period": period.key, **more},
        memory_mb=1024, cpu_seconds=60, on_row=rows.append,
    )  # fmt: skip
    return ended, rows


@pytest.mark.parametrize(CASE, CASES)
def test_a_check_in_another_process_is_the_same_check(
    spec: Spec, period: Period, agency: str, content: bytes
) -> None:
    here = check(received(content), spec=spec, period=period)

    ended, lines = run("check", content, spec, period)

    assert ended.end is confined.End.DONE, ended
    assert from_lines(lines) == here
    assert here.issues


@pytest.mark.parametrize(CASE, CASES)
def test_a_return_parted_in_another_process_is_the_same_return(
    house: House, tmp_path: Path, spec: Spec, period: Period, agency: str, content: bytes
) -> None:
    other = House(tmp_path / "other")
    house.keep(content, "same", of=spec, period=period, agency=agency)
    secret = (house.root / "child-secret.sealed").read_bytes()
    (other.store.root / "child-secret.sealed").write_bytes(secret)

    ended, rows = run("split", content, spec, period, agency=agency, ref="same")
    sent = Sent(agency, "same", period)
    keep_apart(
        rows, spec=spec, sent=sent, source=io.BytesIO(content), store=other.store, keyring=KEYS
    )

    assert ended.end is confined.End.DONE, ended
    assert _kept(house) == _kept(other)


def _kept(house: House) -> tuple[dict[str, Any], list[Any]]:
    events = (house.root / "events" / "same").iterdir()
    tables = {path.name: pq.read_table(path).to_pylist() for path in events}
    return tables, list(read_identities(house.store, "same", KEYS))


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "CANARY">]><Message>&b;</Message>'
CUT = census(a_child(LAchildID="CANARY"), a_child(LAchildID="CANARY"))[:-400]
ROW = ",".join(episode(forenames="CANARY", surname="CANARY"))
HOSTILE = [
    (CENSUS, BOMB),
    (CENSUS, CUT),
    (CENSUS, b"<CANARY><CANARY/>"),
    (CENSUS, b"<Message>CANARY<Header CANARY='CANARY'/></Message>"),
    (CENSUS, b"<Message><CANARY" + b"X" * 3_000_000),
    (CENSUS, census(a_child(LAchildID="CANARY")).replace(b"utf-8", b"CANARY")),
    (CENSUS, b"CANARY,CANARY\r\n1,2\r\n"),
    (MISSING, missing(episode(forenames="=CANARY()"))),
    (MISSING, missing() + ROW.encode() + b",CANARY,CANARY\r\n"),
    (MISSING, missing() + b'"CANARY' * 20_000),
    (MISSING, missing() + "CANARY é\r\n".encode("utf-16")),
    (MISSING, b"CANARY\x00CANARY"),
    (MISSING, b"PK\x03\x04CANARY xl/workbook CANARY"),
    (PERSONS, b"CANARY,CANARY\r\nCANARY,CANARY\r\n"),
    (PERSONS, b""),
]


@pytest.mark.parametrize(
    ("verb", "spec", "content"),
    [("check", *case) for case in HOSTILE] + [("split", *case) for case in HOSTILE[::4]],
)
def test_a_hostile_file_is_refused_without_a_value_of_it(
    verb: str, spec: Spec, content: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    more = {"agency": COUNCIL, "ref": "ref"} if verb == "split" else {}

    ended, _ = run(verb, content, spec, year_ending(2026), **more)

    told = json.dumps([ended.end, ended.error, ended.trace, ended.words])
    assert ended.end in {confined.End.REFUSED, confined.End.OUT_OF_MEMORY}, ended
    assert "CANARY" not in told
    assert ended.words.endswith((".", "?")) or ended.error["mend"]
    assert capfd.readouterr() == ("", "")
