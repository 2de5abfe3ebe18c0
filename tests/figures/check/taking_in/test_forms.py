"""A file is what its bytes are; where its name says another thing, a person is told."""

import pytest

from tests.figures.check.taking_in.making import docx, packed, paragraph, pdf
from village.figures.check.taking_in import Form, Untaken, limits, take_in

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512)
WORDS = "We heard 98 children."


@pytest.mark.parametrize(
    ("data", "name", "form"),
    [
        (docx(paragraph(WORDS)), "report", Form.DOCX),
        (docx(paragraph(WORDS)), "report.txt", Form.DOCX),
        (pdf([[(WORDS, 70, 700)]]), "report.bin", Form.PDF),
        (f"<!-- made --><HTML><p>{WORDS}".encode(), "report.txt", Form.HTML),
        (f"# Year\n{WORDS}".encode(), "report.txt", Form.MARKDOWN),
        (WORDS.encode(), "report.md", Form.MARKDOWN),
        (WORDS.encode(), "report.html", Form.TEXT),
        (b"claims:\n- value: 9\n", "report.txt", Form.YAML),
        (b"value,unit\n9,count\n", "report.txt", Form.CSV),
    ],
)
def test_the_content_decides(data: bytes, name: str, form: Form) -> None:
    assert take_in(data, name).form == form


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "report.txt", "nothing to read"),
        (b" \r\n\t\n", "report.txt", "nothing to read"),
        (docx(""), "report.docx", "nothing to read"),
        (b"<html><script>x()</script></html>", "report.html", "nothing to read"),
        (WORDS.encode(), "report.pdf", "name says PDF, but it holds plain text"),
        (pdf([[(WORDS, 9, 9)]]), "report.docx", "name says DOCX, but it holds PDF"),
        (bytes(range(256)) * 9, "report.txt", "neither a document nor text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "report.txt", "neither a document nor text"),
        (rb"{\rtf1 words}", "report.txt", "neither a document nor text"),
        (OLE, "report.doc", "from before 2007"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "report.docx", "locked with a password"),
        (packed({"xl/workbook.xml": "<a/>"}), "report.docx", "an Excel workbook"),
        (packed({"ppt/x.xml": "<a/>"}), "report.docx", "a PowerPoint presentation"),
        (packed({"content.xml": "<a/>"}), "report.odt", "an OpenDocument file"),
        (packed({"a.txt": "words"}), "report.zip", "a ZIP archive"),
        (b"PK\x03\x04" + bytes(40), "report.docx", "cut short or damaged"),
        (b'<?xml version="1.0"?><census/>', "report.xml", "XML of an unknown kind"),
    ],
)
def test_what_is_no_report_is_one_message(data: bytes, name: str, says: str) -> None:
    with pytest.raises(Untaken, match=says) as refused:
        take_in(data, name)

    assert refused.value.where == name
    assert refused.value.mend
    assert refused.value.exit_code == 3


def test_a_file_that_is_too_large_is_refused(tmp_path) -> None:
    path = tmp_path / "report.pdf"
    with path.open("wb") as file:
        file.truncate(limits.FILE_BYTES + 1)

    with pytest.raises(Untaken, match="larger than 50 MB"):
        take_in(path)


def test_a_path_and_its_bytes_are_read_alike(tmp_path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(WORDS)

    assert take_in(path) == take_in(WORDS.encode(), "report.txt")
