"""Makes return files for the tests: tables as CSV, and workbooks part by part."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from village.engine.intake import Received, receive
from village.engine.intake.tables import Row, Table, read
from village.engine.specs.tables import TableSpec, Value
from village.engine.specs.tables_build import table_spec
from village.kernel import yaml

RETURNS = Path(__file__).parents[3] / "kits" / "england" / "returns"

PERSON_HEADERS = (
    "Child ID", "UPN", "NHS number", "Forenames", "Surname", "Other names", "Date of birth",
    "Expected date of birth", "Sex", "Postcode", "Lived there from", "Lived there until",
)  # fmt: skip
PERSON = (
    "C1", "", "943 476 5919", "Ada", "Example", "", "31/03/2015",
    "", "F", "N1 2UD", "01/02/2016", "",
)  # fmt: skip
EPISODE_HEADERS = (
    "Police person ID", "Forenames", "Surname", "Date of birth", "Sex", "Ethnicity",
    "Home postcode", "Episode reference", "Missing from", "Returned", "Category", "Risk grade",
    "Found by", "Found where", "Looked after", "CSE flag", "CCE flag", "Council told on",
)  # fmt: skip
EPISODE = (
    "P1", "Ada", "Example", "31/03/2012", "F", "W1",
    "N1 2UD", "E1", "04/05/2026 21:30", "05/05/2026 02:10", "Missing", "Medium",
    "Police", "Friends", "No", "N", "Y", "05/05/2026",
)  # fmt: skip


SEXES = [{"code": "F", "title": "Female"}, {"code": "M", "title": "Male"}]


@cache
def spec(name: str) -> TableSpec:
    """A spec of the national kit, as the kit's own reader would load it."""
    return table_spec(yaml.load(RETURNS / f"{name}.yaml").value)


def mapping(**changes: object) -> dict[str, object]:
    """The mapping of a small spec, changed at will."""
    small: dict[str, object] = {
        "return": "small",
        "title": "Small list",
        "edition": "2026-1",
        "source": "made for the tests",
        "sender": "council",
        "period": "quarter",
        "prefix": "SM",
        "child": "child_id",
        "each_row": "one child",
        "fields": [
            {"name": "child_id", "title": "Child ID", "kind": "identifier", "required": True},
            {"name": "name", "title": "Name", "kind": "text", "identity": True},
            {"name": "born_on", "title": "Born on", "kind": "date"},
            {"name": "seen_on", "title": "Seen on", "kind": "date"},
            {"name": "sex", "title": "Sex", "kind": "code", "codes": SEXES},
        ],
    }  # fmt: skip
    return {**small, **changes}


def small(**changes: object) -> TableSpec:
    return table_spec(mapping(**changes))


def changed(row: Sequence[str], headers: Sequence[str], **values: str) -> tuple[str, ...]:
    """A row with some of its values replaced, by header in small letters with _ for spaces."""
    places = {header.lower().replace(" ", "_"): n for n, header in enumerate(headers)}
    cells = list(row)
    for name, value in values.items():
        cells[places[name]] = value
    return tuple(cells)


def person(**values: str) -> tuple[str, ...]:
    return changed(PERSON, PERSON_HEADERS, **values)


def episode(**values: str) -> tuple[str, ...]:
    return changed(EPISODE, EPISODE_HEADERS, **values)


def csv_text(rows: Iterable[Sequence[str]], *, delimiter: str = ",") -> str:
    return "".join(delimiter.join(row) + "\r\n" for row in rows)


def received(content: str | bytes, *, name: str = "list.csv") -> Received:
    held = content.encode() if isinstance(content, str) else content
    return receive(io.BytesIO(held), name=name)


def table(content: str | bytes, of: TableSpec | None = None, *, name: str = "list.csv") -> Table:
    return read(received(content, name=name), of or small())


def rows(content: str | bytes, of: TableSpec | None = None, *, name: str = "list.csv") -> list[Row]:
    return list(table(content, of, name=name).rows())


def values(content: str | bytes, of: TableSpec | None = None) -> list[tuple[Value, ...]]:
    return [row.values for row in rows(content, of)]


# Workbooks, part by part: what a spreadsheet would never write has to be written by hand.

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET = "xl/worksheets/sheet1.xml"


def inline(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def line(number: int, *texts: str) -> str:
    cells = (inline(f"{chr(65 + n)}{number}", text) for n, text in enumerate(texts))
    return f'<row r="{number}">{"".join(cells)}</row>'


SMALL_HEADER = line(1, "Child ID", "Name", "Born on", "Seen on", "Sex")
SMALL_ROW = line(2, "C1", "Ada", "01/02/2015", "03/04/2026", "F")


def sheet_xml(body: str, *, before: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{body}</sheetData></worksheet>'


def _relation(number: int, kind: str, target: str, *, mode: str = "") -> str:
    outside = f' TargetMode="{mode}"' if mode else ""
    return f'<Relationship Id="rId{number}" Type="{RELATED}/{kind}" Target="{target}"{outside}/>'


def relations_xml(*items: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(items)}</Relationships>'


def parts(*bodies: str, titles: Sequence[str] = (), hidden: Sequence[int] = ()) -> dict[str, str]:
    """The parts of a workbook with one sheet for each body of rows."""
    names = [*titles, *(f"Sheet{n + 1}" for n in range(len(titles), len(bodies)))]
    states = ['state="hidden" ' if n in hidden else "" for n in range(len(names))]
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{n + 1}" {states[n]}r:id="rId{n + 1}"/>'
        for n, name in enumerate(names)
    )
    links = [
        _relation(n + 1, "worksheet", f"worksheets/sheet{n + 1}.xml") for n in range(len(bodies))
    ]
    links += [_relation(len(bodies) + 1, "styles", "styles.xml")]
    styles = (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" '
        'formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts><cellXfs count="3"><xf numFmtId="0"/>'
        '<xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    )
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets>{sheets}</sheets></workbook>'
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": relations_xml(_relation(1, "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": relations_xml(*links),
        "xl/styles.xml": styles,
        **{f"xl/worksheets/sheet{n + 1}.xml": sheet_xml(body) for n, body in enumerate(bodies)},
    }


def packed(content: Mapping[str, str | bytes], *, level: int = 9) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return held.getvalue()


def workbook(*bodies: str, titles: Sequence[str] = (), hidden: Sequence[int] = ()) -> bytes:
    return packed(parts(*bodies, titles=titles, hidden=hidden))
