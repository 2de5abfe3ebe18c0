"""Whatever bytes arrive, the reader gives rows or one of its own refusals."""

import random
from collections import Counter

import pytest

from tests.engine.tables.makers import (
    PERSON_HEADERS,
    SMALL_HEADER,
    SMALL_ROW,
    csv_text,
    packed,
    parts,
    person,
    received,
    small,
    spec,
    workbook,
)
from village.engine.checks.tables import check
from village.engine.errors import EngineError

SIGNS = (b'"', b",", b"<", b">", b"&", b"\x00", b"\r", b"=", b"<!DOCTYPE x>", b"&#0;", b"]]>")


def spoiled(content: bytes, chance: random.Random) -> bytes:
    held = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(held) or 1)
        match chance.randrange(3):
            case 0:
                del held[at : at + chance.randint(1, 40)]
            case 1:
                held[at:at] = chance.choice(SIGNS)
            case _:
                held[at : at + 1] = chance.randbytes(1)
    return bytes(held)


def a_csv(chance: random.Random) -> bytes:
    return spoiled(csv_text([PERSON_HEADERS, person(), person(child_id="C2")]).encode(), chance)


def a_workbook(chance: random.Random) -> bytes:
    return spoiled(workbook(SMALL_HEADER + SMALL_ROW), chance)


def a_part(chance: random.Random) -> bytes:
    content: dict[str, str | bytes] = dict(parts(SMALL_HEADER + SMALL_ROW))
    name = chance.choice(list(content))
    return packed({**content, name: spoiled(str(content[name]).encode(), chance)})


@pytest.mark.parametrize("make", [a_csv, a_workbook, a_part])
def test_spoiled_bytes_end_as_rows_or_as_a_refusal(make):
    ended: Counter[str] = Counter()

    for seed in range(400):
        content = make(random.Random(seed))
        try:
            check(received(content), spec("person-list") if make is a_csv else small())
            ended["read"] += 1
        except EngineError as fault:
            assert fault.what and fault.where and fault.mend
            ended["refused"] += 1

    assert ended["refused"] > 100
