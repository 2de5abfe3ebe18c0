"""Honest and hostile mistakes: what is sent wrongly is refused, each with one clear message."""

import io
import random
import struct
import zipfile
from collections.abc import Callable

import pytest

from tests.engine.looked_after.sets import files, sent, xml, zipped
from village.engine.checks.looked_after.cases import IN_ORDER, ep, looked_after, row
from village.engine.checks.looked_after.run import check
from village.engine.errors import EngineError, Hostile, Unreadable, WrongReturn
from village.engine.intake import receive
from village.engine.intake.archive import MOST_FILES

Held = dict[str, str | bytes]
GOOD: Held = dict(files(*IN_ORDER))
CANARY = "CANARY"


def with_file(name: str, content: str | bytes) -> Held:
    return GOOD | {name: content}


def changed(name: str, change: Callable[[str], str]) -> Held:
    return GOOD | {name: change(str(GOOD[name]))}


def without(*names: str) -> Held:
    return {name: text for name, text in GOOD.items() if name not in names}


def swapped(text: str) -> str:
    """The values of DECOM and RNE under each other's names."""
    head, *rows = text.splitlines()
    turned = [[a, c, b, *rest] for a, b, c, *rest in (one.split(",") for one in rows)]
    return "\r\n".join([head, *(",".join(one) for one in turned)])


def serials(text: str) -> str:
    """Dates as a spreadsheet counts them."""
    head, *rows = text.splitlines()
    cells = [["45000" if "/" in cell else cell for cell in one.split(",")] for one in rows]
    return "\r\n".join([head, *(",".join(one) for one in cells)])


def of_another_year(text: str) -> str:
    head, *rows = text.splitlines()
    moved = [line.replace("/2024", "/2021") for line in rows]
    return "\r\n".join([head, *moved * 3])


MISTAKES: dict[str, tuple[Held, type[EngineError], str]] = {
    "no header table": (without("header.csv"), Unreadable, "has no table Header"),
    "no episodes": (without("episodes.csv"), Unreadable, "has no table Episodes"),
    "another table": (
        with_file("staff.csv", "NAME,POST\r\nCANARY,Social worker\r\n"),
        WrongReturn, "no table of the looked-after return",
    ),
    "a table without its header row": (
        changed("reviews.csv", lambda text: text.split("\r\n", 1)[1]),
        WrongReturn, "no table of the looked-after return",
    ),
    "a header without rows": (
        changed("episodes.csv", lambda text: text.splitlines()[0]),
        Unreadable, "its header and no rows",
    ),
    "nothing at all": (with_file("reviews.csv", ""), Unreadable, "is empty"),
    "a byte-order mark and nothing else": (
        with_file("reviews.csv", b"\xef\xbb\xbf\r\n"), Unreadable, "is empty",
    ),
    "a table twice": (
        with_file("episodes (1).csv", GOOD["episodes.csv"]), Unreadable, "Episodes comes twice",
    ),
    "two years in one folder": (
        GOOD | {name.replace(".csv", "_2024.csv"): text for name, text in GOOD.items()},
        Unreadable, "comes twice",
    ),
    "a table of another year": (
        changed("reviews.csv", of_another_year), WrongReturn, "Reviews is of the year to March",
    ),
    "three years": (
        {f"{year}/{name}": text for name, text in GOOD.items() for year in (2023, 2024, 2025)},
        WrongReturn, "holds 3 years",
    ),
    "columns changed over": (
        changed("episodes.csv", swapped), Unreadable, "columns were changed over",
    ),
    "dates as numbers": (changed("episodes.csv", serials), Unreadable, "numbers where dates"),
    "a column missing": (
        changed("episodes.csv", lambda text: text.replace("LS,", "", 1)),
        Unreadable, "lacks the column LS",
    ),
    "a column twice": (
        changed("episodes.csv", lambda text: text.replace("LS,", "LS,LS,", 1)),
        Unreadable, "has the column LS twice",
    ),
    "UTF-16": (
        with_file("header.csv", str(GOOD["header.csv"]).encode("utf-16")), Unreadable, "UTF-16",
    ),
    "an open quotation mark": (
        changed("header.csv", lambda text: text.replace("A1", '"A1', 1)),
        Unreadable, "quotation mark",
    ),
    "a workbook": (with_file("header.xlsx", b"PK\x03\x04"), Unreadable, "neither CSV nor XML"),
    "CSV and XML": (
        with_file("return.xml", xml(*IN_ORDER).open().read()), Unreadable, "mixes XML and CSV",
    ),
    "only last year": (
        {f"last-year/{name}": text for name, text in GOOD.items()}, Unreadable, "no table of this",
    ),
    "a year without rules": (
        {name: str(text).replace("/20", "/19") for name, text in GOOD.items()},
        WrongReturn, "No rules of the looked-after return are held for 1924-25",
    ),
    "no date anywhere": (
        {name: str(text).replace("/", "-") for name, text in GOOD.items()
         if name in {"header.csv", "episodes.csv"}},
        WrongReturn, "No episode has a date",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_an_honest_mistake_is_refused_in_one_clear_message(name: str) -> None:
    held, kind, words = MISTAKES[name]

    with pytest.raises(kind) as refused:
        check(zipped(held))

    assert words in refused.value.what
    assert refused.value.where
    assert refused.value.mend
    assert CANARY not in str(refused.value)


def archive(*parts: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as held:
        for name, content in parts:
            held.writestr(name, content)
    return out.getvalue()


def linked() -> bytes:
    link = zipfile.ZipInfo("header.csv")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    return archive((link, b"/etc/passwd"))


def locked() -> bytes:
    held = bytearray(archive(("header.csv", b"CHILD,DOB\r\n")))
    at = held.rfind(b"PK\x01\x02")
    held[at + 8] |= 1
    return bytes(held)


def claiming(count: int) -> bytes:
    held = bytearray(archive(("header.csv", b"CHILD")))
    struct.pack_into("<HH", held, held.rfind(b"PK\x05\x06") + 8, count, count)
    return bytes(held)


def endless(size: int) -> bytes:
    """A record of quoted values, each running over a line, that never ends."""
    digits = random.Random(1).randbytes(size // 2).hex()
    return "".join(f'"{digits[n : n + 60]}\n",' for n in range(0, size, 60)).encode()


HEADER = str(GOOD["header.csv"]).encode()
HOSTILE: dict[str, tuple[bytes, type[EngineError], str]] = {
    "a path out of the zip": (archive(("../header.csv", HEADER)), Hostile, "points outside"),
    "an absolute path": (archive(("/etc/header.csv", HEADER)), Hostile, "points outside"),
    "a drive": (archive(("C:\\header.csv", HEADER)), Hostile, "points outside"),
    "a link": (linked(), Hostile, "is a link"),
    "an archive within": (archive(("more.zip", HEADER)), Hostile, "another archive"),
    "too many files": (
        archive(*((f"{n}.csv", b"") for n in range(MOST_FILES + 1))), Hostile, "more than 100",
    ),
    "more files than it has": (claiming(60_000), Hostile, "more than 100"),
    "a bomb": (archive(("header.csv", b"0" * 30_000_000)), Hostile, "far more than"),
    "a password": (locked(), Unreadable, "password"),
    "damage": (archive(("header.csv", HEADER * 50))[:-200], Unreadable, "damaged or cut short"),
    "nothing in it": (
        archive((".DS_Store", b"x"), ("__MACOSX/a", b"x")), Unreadable, "no table of this year",
    ),
    "a line without end": (
        archive(("header.csv", random.Random(1).randbytes(900_000).hex().encode())),
        Hostile, "line is longer",
    ),
    "a record without end": (
        archive(("header.csv", HEADER), ("episodes.csv", str(GOOD["episodes.csv"]).encode()
                 + endless(9_000_000))),
        Hostile, "longer than any",
    ),
    "a child with thousands of rows": (
        archive(("header.csv", HEADER), ("episodes.csv", str(GOOD["episodes.csv"]).encode()
                 + b"".join(b"A1,0%d/06/2024,S,C2,N1,U6,PR1,,,,,,%d\r\n" % (n % 9 + 1, n)
                            for n in range(3_000)))),
        Hostile, "One child has more than",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_zip_is_refused(name: str) -> None:
    content, kind, words = HOSTILE[name]

    with pytest.raises(kind) as refused:
        check(receive(io.BytesIO(content), name="return.zip"), year="2024-25")

    assert words in refused.value.what


def document(body: str) -> bytes:
    return f"<SSDA903>{body}</SSDA903>".encode()


WHOLE = xml(*IN_ORDER).open().read()
XML: dict[str, tuple[bytes, type[EngineError], str]] = {
    "a document type": (
        b'<!DOCTYPE a [<!ENTITY b "c">]>' + WHOLE.split(b"\n", 1)[1], Hostile, "document type",
    ),
    "cut off": (WHOLE[: len(WHOLE) // 2], Unreadable, "stops being XML"),
    "too deep": (document("<a>" * 20 + "</a>" * 20), Hostile, "deep in each other"),
    "a long value": (
        document(f"<CHILD><HEADER><CHILDID>{'x' * 9_000}</CHILDID></HEADER></CHILD>"),
        Hostile, "longer than 4,000",
    ),
    "no child": (document(""), WrongReturn, "no children"),
    "a census": (b"<Message><Header/></Message>", WrongReturn, "no children"),
    "no episode": (
        document("<CHILD><HEADER><CHILDID>1</CHILDID></HEADER></CHILD>"),
        Unreadable, "no table Episodes",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", XML)
def test_xml_that_is_wrong_or_hostile_is_refused(name: str) -> None:
    content, kind, words = XML[name]

    with pytest.raises(kind) as refused:
        check(receive(io.BytesIO(content), name="return.xml"), year="2024-25")

    assert words in refused.value.what


class TestWhatIsReadAllTheSame:
    def test_one_child_alone(self) -> None:
        result = check(zipped(files(looked_after())))

        assert (result.children, result.rows["Episodes"]) == (1, 1)

    def test_a_table_with_a_header_alone_is_told_of_and_its_rules_hold(self) -> None:
        result = check(sent(looked_after()), year="2024-25")

        empty = {issue.table for issue in result.issues if issue.rule == "V-NO-ROWS"}
        assert "OC3" in empty
        assert result.outcome("131").end == "held"

    def test_without_a_table_its_rules_could_not_run_and_say_which(self) -> None:
        result = check(zipped(files(looked_after())), year="2024-25")

        outcome = result.outcome("131")
        assert (outcome.end, outcome.why) == ("could not run", "The set has no table OC3.")

    def test_an_unreadable_date_is_one_finding_and_not_a_refusal(self) -> None:
        result = check(sent(looked_after(episodes=[ep("31/02/2024"), ep("2024-05-01")])))

        found = [(one.column, one.value) for one in result.issues if one.rule == "141"]
        assert found == [("DECOM", "31/02/2024")]

    def test_a_row_without_a_child_is_found_as_one_who_is_not_in_the_header(self) -> None:
        nameless = row(missing="M", mis_start="2024-08-01", CHILD="")

        result = check(sent(looked_after(missing=[nameless])), year="2024-25")

        assert [issue.value for issue in result.issues if issue.rule == "INT04"] == [""]

    def test_a_broken_rule_says_so_and_stops_no_other(self, monkeypatch) -> None:
        from village.engine.checks.looked_after import years

        rule = next(one for one in years.all_rules() if one.code == "103")

        def broken(_row: object, _life: object) -> bool:
            raise ZeroDivisionError

        rules = [_with(one, broken) if one is rule else one for one in years.rules("2024-25")]
        monkeypatch.setattr(years, "rules", lambda _year: tuple(rules))

        result = check(sent(looked_after(header={"SEX": "?"})), year="2024-25")

        assert result.outcome("103").end == "could not run"
        assert "fault of Village" in result.outcome("103").why
        assert result.outcome("101").end == "found"


def _with(rule, wrong):
    """The rule with another function in it."""
    held = {name: getattr(rule, name) for name in rule.__dataclass_fields__ if name != "tables"}
    return type(rule)(**held | {"wrong": wrong})
