"""Documents written by hand, byte by byte, as other programs write them."""

import zipfile
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="{}"/></Relationships>'
)
STYLES = f"""<w:styles {W}>
<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:styleId="H2"><w:name w:val="heading 2"/></w:style>
<w:style w:styleId="Ours"><w:name w:val="Chapter of ours"/><w:basedOn w:val="H2"/></w:style>
<w:style w:styleId="Bullet"><w:name w:val="List Bullet"/></w:style>
</w:styles>"""


def docx(
    body: str, *, more: Mapping[str, str] | None = None, main: str = "word/document.xml"
) -> bytes:
    """A Word file of this body. more: its other parts by name."""
    document = f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>"
    return packed({"_rels/.rels": RELATIONS.format(main), main: document, **(more or {})})


def packed(parts: Mapping[str, str]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return made.getvalue()


def paragraph(text: str, *, style: str = "", settings: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{settings}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(text: str, settings: str = "") -> str:
    return f"<w:tc><w:tcPr>{settings}</w:tcPr>{paragraph(text)}</w:tc>"


def table(*rows: Sequence[str]) -> str:
    """Rows of cells that `cell` wrote."""
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


Line = tuple[str, int, int]
"""Its words, and where it begins: points from the left and from the foot of the page."""

SIZE = 11


def pdf(
    pages: Sequence[Sequence[Line | tuple[str, int, int, int]]],
    *,
    drawn: Sequence[int] = (),
    locked: bool = False,
) -> bytes:
    """A PDF of these lines, in Helvetica. A fourth number is the size of the letters.

    drawn: pages (from 1) with a picture. locked: with a password that nobody knows.
    """
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", _FONT]
    kids = []
    for number, lines in enumerate(pages, 1):
        content = "".join(map(_shown, lines)) + ("0 0 90 90 re f\n" if number in drawn else "")
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects) + 2} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>"
        )
        objects.append(f"<</Length {len(content)}>>stream\n{content}endstream")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    if locked:
        objects.append(_LOCK)
    return _written([one.encode("latin-1") for one in objects], locked=locked)


_FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
_LOCK = f"<</Filter/Standard/V 1/R 2/P -4/O<{'11' * 32}>/U<{'22' * 32}>>>"


def _shown(line: Line | tuple[str, int, int, int]) -> str:
    words, left, foot = line[:3]
    size = line[3] if len(line) > 3 else SIZE
    return f"BT /F {size} Tf {left} {foot} Td ({words}) Tj ET\n"


def flate_bomb(size: int) -> bytes:
    """One page whose drawing unpacks to this many bytes."""
    content = zlib.compress(b" " * size, 9)
    return _written(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
            b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(content), content),
        ],
        locked=False,
    )


def _written(objects: Sequence[bytes], *, locked: bool) -> bytes:
    made, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    lock = b"/Encrypt %d 0 R/ID[<00><00>]" % len(objects) if locked else b""
    size = len(objects) + 1
    made += b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
    start = len(made) - len(table) - 20 - len(b"xref\n0 %d\n" % size)
    return made + b"trailer<</Root 1 0 R/Size %d%b>>\nstartxref\n%d\n%%%%EOF" % (size, lock, start)
