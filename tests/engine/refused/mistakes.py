"""The honest mistakes that every reader is tried with, made in a good file of each kind."""

import io
import re
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

from tests.engine.annex_a import lists as annex
from tests.engine.counts import makers as counts
from tests.engine.looked_after import sets as care
from tests.engine.ssd import extract as ssd
from tests.engine.tables import makers as tables
from village.engine.checks.census.cases import HEADER, a_child
from village.engine.checks.looked_after.cases import IN_ORDER
from village.engine.intake.received import Received, receive
from village.engine.specs.census_document import document

Rows = list[list[Any]]
"""Column names first."""
Change = Callable[[Rows], Rows]
Make = Callable[[], Received]

WRONG, TWO_HEADERS, NO_ROWS = "a wrong sheet or file", "merged header rows", "headers, no rows"
NOTHING, ONE, TWO_QUARTERS = "nothing at all", "one row", "two quarters in one"
SWAPPED, NUMBERS = "two columns swapped", "dates as numbers"
MISTAKES = (WRONG, TWO_HEADERS, NO_ROWS, NOTHING, ONE, TWO_QUARTERS, SWAPPED, NUMBERS)


def serial(day: date) -> int:
    """As a spreadsheet counts days."""
    return (day - date(1899, 12, 30)).days


def twice_headed(rows: Rows) -> Rows:
    return [rows[0], *rows]


def headed_alone(rows: Rows) -> Rows:
    return rows[:1]


def swapped(one: str, other: str) -> Change:
    """The names of two columns change places; the values stay."""

    def change(rows: Rows) -> Rows:
        names = {one: other, other: one}
        return [[names.get(name, name) for name in rows[0]], *rows[1:]]

    return change


def written(column: str, value: object) -> Change:
    def change(rows: Rows) -> Rows:
        place = rows[0].index(column)
        return [rows[0], *([*r[:place], value, *r[place + 1 :]] for r in rows[1:])]

    return change


def also(column: str, value: object) -> Change:
    """A second row, of another quarter."""

    def change(rows: Rows) -> Rows:
        return [*rows, written(column, value)([rows[0], rows[1]])[1]]

    return change


def as_csv(rows: Rows, name: str = "return.csv") -> Received:
    text = "".join(",".join(f'"{cell}"' for cell in row) + "\r\n" for row in rows)
    return receive(io.BytesIO(text.encode()), name=name)


def as_book(rows: Rows, title: str = "Missing episodes") -> Received:
    return annex.of_sheets({title: rows}, name="return.xlsx")


EPISODES: Rows = [
    list(tables.EPISODE_HEADERS),
    list(tables.episode(missing_from="04/02/2026 21:30", returned="05/02/2026 02:10",
                        council_told_on="05/02/2026")),
]  # fmt: skip


def of_episodes(made: Callable[[Rows], Received]) -> dict[str, Make]:
    """Of a table that the kit describes, as CSV or as a workbook."""

    def case(change: Change) -> Make:
        return lambda: made(change(deepcopy(EPISODES)))

    return {
        TWO_HEADERS: case(twice_headed),
        NO_ROWS: case(headed_alone),
        ONE: case(lambda rows: rows),
        TWO_QUARTERS: case(also("Missing from", "04/05/2026 21:30")),
        SWAPPED: case(swapped("Date of birth", "Risk grade")),
        NUMBERS: case(written("Missing from", 46_057)),
    }


def of_counts() -> dict[str, Make]:
    other = ("January to March 2026", *counts.GOOD[0][1:])
    moved = tuple(
        counts.HEAD[n] for n in (0, 1, 2, 3, 6, 5, 4)
    )  # the names of Numerator and Comment have changed places
    dated = [(serial(date(2026, 4, 1)), *line[1:]) for line in counts.GOOD]
    return {
        WRONG: lambda: annex.of_sheets({"Staff": [["Name", "Post"], ["A", "B"]]}),
        TWO_HEADERS: lambda: counts.as_workbook([counts.HEAD, *counts.GOOD]),
        NO_ROWS: lambda: counts.as_workbook([]),
        NOTHING: lambda: annex.of_sheets({"Counts": []}),
        ONE: lambda: counts.as_workbook(counts.GOOD[4:]),
        TWO_QUARTERS: lambda: counts.as_workbook([*counts.GOOD, other]),
        SWAPPED: lambda: counts.as_workbook(counts.GOOD, head=moved),
        NUMBERS: lambda: counts.as_workbook(dated),
    }


def of_annex() -> dict[str, Make]:
    good = annex.sheets_of(annex.GOOD)

    def case(name: str, change: Change) -> Make:
        return lambda: annex.of_sheets({**good, name: change(deepcopy(good[name]))})

    third = {("Sheet3" if name == "List 3" else name): rows for name, rows in good.items()}
    again = {**good, "3. Referrals": good["List 3"]}
    day = serial(date(2026, 1, 12))
    return {
        WRONG: lambda: annex.of_sheets(third),
        TWO_HEADERS: case("List 3", twice_headed),
        NO_ROWS: case("List 3", headed_alone),
        NOTHING: case("List 3", lambda rows: []),
        ONE: lambda: annex.of_sheets(good),
        TWO_QUARTERS: lambda: annex.of_sheets(again),
        SWAPPED: case("List 3", swapped("Date of Birth", "Referral Source")),
        NUMBERS: case("List 3", written("Date of Referral", day)),
    }


def of_ssd() -> dict[str, Make]:
    good = ssd.files(ssd.GOOD)
    name, head = "ssd_cin_episodes.csv", good["ssd_cin_episodes.csv"].splitlines()[0]

    def case(content: str) -> Make:
        return lambda: ssd.zipped({**good, name: content})

    turned = {"cine_referral_date": "cine_close_reason", "cine_close_reason": "cine_referral_date"}
    mixed = ",".join(
        f'"{turned.get(one.strip(chr(34)), one.strip(chr(34)))}"' for one in head.split(",")
    )
    rows = good[name].split("\r\n", 1)[1]
    staff = {("staff.csv" if path == name else path): text for path, text in good.items()}
    return {
        WRONG: lambda: ssd.zipped(staff),
        TWO_HEADERS: case(f"{head}\r\n{good[name]}"),
        NO_ROWS: lambda: ssd.zipped({path: text.splitlines()[0] for path, text in good.items()}),
        NOTHING: case(""),
        ONE: lambda: ssd.zipped(good),
        TWO_QUARTERS: lambda: ssd.zipped({**good, "referrals.csv": good[name]}),
        SWAPPED: case(f"{mixed}\r\n{rows}"),
        NUMBERS: case(good[name].replace("2026-01-12", str(serial(date(2026, 1, 12))))),
    }


def of_care_files() -> dict[str, Make]:
    good = care.files(*IN_ORDER)

    def case(name: str, change: Callable[[list[str]], list[str]]) -> Make:
        changed = "\r\n".join(change(good[name].splitlines()))
        return lambda: care.zipped({**good, name: changed})

    def turned(lines: list[str]) -> list[str]:
        return [lines[0], *(",".join([a, c, b, *rest]) for a, b, c, *rest in
                            (line.split(",") for line in lines[1:]))]  # fmt: skip

    def numbered(lines: list[str]) -> list[str]:
        cells = (["45000" if "/" in cell else cell for cell in line.split(",")] for line in lines)
        return [lines[0], *list(map(",".join, cells))[1:]]

    two = good | {path.replace(".csv", "_2024.csv"): text for path, text in good.items()}
    return {
        WRONG: lambda: care.zipped({**good, "staff.csv": "NAME,POST\r\nA,Worker\r\n"}),
        TWO_HEADERS: case("episodes.csv", lambda lines: [lines[0], *lines]),
        NO_ROWS: case("episodes.csv", lambda lines: lines[:1]),
        NOTHING: case("episodes.csv", lambda lines: []),
        ONE: lambda: care.zipped(care.files(IN_ORDER[0])),
        TWO_QUARTERS: lambda: care.zipped(two),
        SWAPPED: case("episodes.csv", turned),
        NUMBERS: case("episodes.csv", numbered),
    }


def in_xml(text: str, name: str = "return.xml") -> Make:
    return lambda: receive(io.BytesIO(text.encode()), name=name)


def of_census() -> dict[str, Make]:
    text = "".join(document(HEADER, [a_child()]))
    child = text[text.index("    <Child>") : text.index("  </Children>")]
    body = text.split("\n", 1)[1]
    swap = text.replace("PersonBirthDate", "@").replace("UPN>", "PersonBirthDate>")
    return {
        WRONG: in_xml("<School><Pupils/></School>"),
        NO_ROWS: in_xml(text.replace(child, "")),
        NOTHING: in_xml(""),
        ONE: in_xml(text),
        TWO_QUARTERS: in_xml(text + body),
        SWAPPED: in_xml(swap.replace("@", "UPN")),
        NUMBERS: in_xml(text.replace("2019-05-14", str(serial(date(2019, 5, 14))))),
    }


def of_care_xml() -> dict[str, Make]:
    text = care.xml(*IN_ORDER).open().read().decode()
    one = care.xml(IN_ORDER[0]).open().read().decode()
    body = text.split("\n", 1)[1] if text.startswith("<?") else text
    swap = text.replace("DECOM>", "@").replace("<RNE>", "<DECOM>").replace("</RNE>", "</DECOM>")
    return {
        WRONG: in_xml("<School><Pupils/></School>"),
        NO_ROWS: in_xml(re.sub("<CHILD>.*</CHILD>", "", text, flags=re.DOTALL)),
        SWAPPED: in_xml(swap.replace("@", "RNE>")),
        NUMBERS: in_xml(re.sub("<DECOM>[^<]*<", "<DECOM>45000<", text)),
        NOTHING: in_xml("  "),
        ONE: in_xml(one),
        TWO_QUARTERS: in_xml(text + body),
    }


def of_every_reader() -> dict[str, dict[str, Make]]:
    staff: Rows = [["Name", "Post"], ["A", "Worker"]]
    missing = of_episodes(as_csv) | {
        WRONG: lambda: as_csv(staff), NOTHING: lambda: as_csv([]),
    }  # fmt: skip
    book = of_episodes(as_book) | {
        WRONG: lambda: as_book(staff, title="Staff"), NOTHING: lambda: as_book([]),
    }  # fmt: skip
    return {
        "census (XML)": of_census(),
        "looked-after (CSV)": of_care_files(),
        "looked-after (XML)": of_care_xml(),
        "table (CSV)": missing,
        "table (workbook)": book,
        "counts (workbook)": of_counts(),
        "Annex A": of_annex(),
        "data set": of_ssd(),
    }
