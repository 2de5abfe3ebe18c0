"""A set of tables that would harm its reader, or cannot be trusted, is refused in one message."""

import io
import zipfile
from collections.abc import Callable

import pytest

from tests.engine.annex_a import lists as annex
from tests.engine.ssd import extract as ssd
from tests.engine.tables.makers import MAIN, packed, parts, sheet_xml
from village import kit
from village.engine.checks.returns import check, recognise
from village.engine.errors import EngineError, Hostile, Unreadable, WrongReturn
from village.engine.intake.received import Received, receive

CANARY = "CANARY"
GOOD = ssd.files(ssd.GOOD)


def archive(*more: tuple[str, bytes]) -> Received:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packing:
        for name, text in GOOD.items():
            packing.writestr(name, text)
        for name, content in more:
            packing.writestr(name, content)
    return receive(out, name="ssd.zip")


def workbook(parts_of_it: dict[str, str]) -> Received:
    return receive(io.BytesIO(packed(parts_of_it)), name="annex-a.xlsx")


def sheets(*bodies: str, hidden: tuple[int, ...] = ()) -> dict[str, str]:
    titles = [f"List {number + 1}" for number in range(len(bodies))]
    return parts(*bodies, titles=titles, hidden=hidden)


ONE = sheets(*(["<row r='1'></row>"] * 11))
DOCTYPE = f'<!DOCTYPE w [<!ENTITY a "aa">]><worksheet xmlns="{MAIN}"/>'
FORMULA = sheet_xml('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>')

DATA_SET: dict[str, tuple[Callable[[], Received], type[EngineError], str]] = {
    "a bomb": (
        lambda: archive(("ssd_notes.csv", b"0" * 200_000_000)), Hostile, "unpacks to far more",
    ),
    "a path out of it": (
        lambda: archive(("../../etc/passwd", b"x")), Hostile, "points outside it",
    ),
    "an archive within": (lambda: archive(("more.zip", b"PK")), Hostile, "another archive"),
    "a table twice under one name": (
        lambda: archive(("more/ssd_person.csv", b"pers_person_id\r\nC1\r\n")), Unreadable,
        "comes twice",
    ),
    "a table that is no CSV": (
        lambda: ssd.zipped({**GOOD, "ssd_family.csv": "<Family/>"}), Unreadable, "is no CSV",
    ),
    "UTF-16 of a table": (
        lambda: ssd.zipped({**GOOD, "ssd_person.csv": GOOD["ssd_person.csv"].encode("utf-16")}),
        Unreadable, "UTF-16",
    ),
    "a formula": (
        lambda: ssd.zipped(ssd.files(ssd.changed(ssd.having("person", surname="=1+1")))),
        Unreadable, "begins like a formula",
    ),
    "a stray comma": (
        lambda: ssd.zipped({**GOOD, "ssd_family.csv": GOOD["ssd_family.csv"] + "F2,C1,C2,\r\n"}),
        Unreadable, "values, but there are",
    ),
    "XML": (
        lambda: receive(io.BytesIO(b"<Message/>"), name="return.xml"), WrongReturn, "one file",
    ),
    "one of its tables alone": (
        lambda: receive(io.BytesIO(GOOD["ssd_contacts.csv"].encode()), name="ssd_contacts.csv"),
        WrongReturn, "the table “Contacts” alone",
    ),
}  # fmt: skip

ANNEX: dict[str, tuple[Callable[[], Received], type[EngineError], str]] = {
    "a document type": (
        lambda: workbook({**ONE, "xl/worksheets/sheet3.xml": DOCTYPE}), EngineError, "",
    ),
    "macros": (lambda: workbook({**ONE, "xl/vbaProject.bin": "x"}), Hostile, "acro"),
    "a hidden list": (
        lambda: workbook(sheets(*(["<row r='1'></row>"] * 11), hidden=(2,))), Unreadable,
        "“List 3” is hidden",
    ),
    "a formula": (lambda: workbook({**ONE, "xl/worksheets/sheet1.xml": FORMULA}), Unreadable,
                  "holds a formula"),
    "nothing in any list": (lambda: workbook(ONE), Unreadable, "There is nothing in it"),
}  # fmt: skip


@pytest.mark.parametrize("name", DATA_SET)
def test_a_harmful_or_broken_data_set_is_refused(name: str) -> None:
    make, kind, words = DATA_SET[name]

    with pytest.raises(kind) as refused:
        check(make(), spec=annex.spec_of("ssd"), period=annex.SPRING)

    assert words in refused.value.what
    assert refused.value.where
    assert CANARY not in str(refused.value)


@pytest.mark.parametrize("name", ANNEX)
def test_a_harmful_or_broken_workbook_is_refused(name: str) -> None:
    make, kind, words = ANNEX[name]

    with pytest.raises(kind) as refused:
        check(make(), spec=annex.spec_of("annex-a"), period=annex.SPRING)

    assert words in refused.value.what
    assert refused.value.where


def test_one_table_of_many_is_told_so_when_no_return_was_named() -> None:
    lone = receive(io.BytesIO(GOOD["ssd_cp_plans.csv"].encode()), name="ssd_cp_plans.csv")

    with pytest.raises(WrongReturn) as refused:
        recognise(lone, kit.specs(annex.ENGLAND))

    assert "the table “Child protection plans” alone" in refused.value.what
    assert "in one zip" in refused.value.as_record()["mend"]


def test_a_rows_values_reach_no_message() -> None:
    tables = ssd.changed(ssd.having("person", surname=f"={CANARY}"))

    with pytest.raises(EngineError) as refused:
        check(ssd.zipped(ssd.files(tables)), spec=annex.spec_of("ssd"), period=annex.SPRING)

    assert CANARY not in str(refused.value)
