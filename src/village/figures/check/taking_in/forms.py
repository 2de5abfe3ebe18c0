"""Which form a file has, told by its content; its name only decides between kinds of text."""

import re
import zipfile
from enum import StrEnum
from io import BytesIO
from pathlib import PurePath
from typing import Final

from village.figures.check.taking_in.faults import Untaken
from village.figures.check.taking_in.letters import decoded


class Form(StrEnum):
    DOCX = "DOCX"
    PDF = "PDF"
    HTML = "HTML"
    MARKDOWN = "Markdown"
    TEXT = "plain text"
    YAML = "YAML of claims"
    CSV = "CSV of claims"


FORMS = "DOCX, PDF, HTML, Markdown, plain text, and claims as YAML or CSV"
_COMMON: Final = (
    "key", "value", "unit", "n", "period", "measure", "population", "parent", "page", "section",
    "quote",
)  # fmt: skip
KEYS: Final = (
    *_COMMON, "split", "parts", "same", "whose", "between", "from", "until", "rule", "target",
    "note",
)  # fmt: skip
_BINARY: Final = {".docx": Form.DOCX, ".pdf": Form.PDF}
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_HTML: Final = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|main|article"
    r"|section|div|h[1-6]|p|table|ul|ol)\b",
    re.IGNORECASE | re.DOTALL,
)
_MARKDOWN: Final = re.compile(
    r"^(?:#{1,6} +\S|```|~~~|\|.*\|\s*$|:?-{3,}:? *\|)"
    r"|\*\*\S.{0,200}?\*\*|\[[^\]\n]{1,200}\]\([^)\n]{1,400}\)",
    re.M,
)
_YAML: Final = re.compile(
    r"\s*(?:#.*\n\s*)*(?:---[ \t]*\r?\n\s*)?(?:document\s*:.*\n\s*)?"
    r"(?:claims\s*:\s*(?:&\w+\s*)?(?:\n|\[)|-\s+\{?\s*(?:" + "|".join(_COMMON) + r")\s*:)"
)
_OFFICE: Final = (("xl/", "an Excel workbook"), ("ppt/", "a PowerPoint presentation"))


def form_of(data: bytes, name: str) -> Form:
    """The form of a file. Raises Untaken for what is no report, or not what its name says."""
    form = _by_content(data, name)
    says = _BINARY.get(PurePath(name).suffix.lower())
    if says and says is not form:
        raise Untaken(
            f"The file's name says {says}, but it holds {form}.",
            where=name,
            mend=f"Save it as {says} again, or give it the name of what it is.",
        )
    return form


def _by_content(data: bytes, name: str) -> Form:
    if not data.strip():
        raise empty(name)
    if b"%PDF-" in data[:1024]:
        return Form.PDF
    if data.startswith(b"PK"):
        return _of_zip(data, name)
    if data.startswith(_OLE):
        raise _of_ole(data, name)
    text = None if data.startswith(b"{\\rtf") else decoded(data)
    if text is None:
        raise Untaken(
            "This is neither a document nor text.", where=name, mend=f"Village reads {FORMS}."
        )
    return _of_text(text, name)


def _of_text(text: str, name: str) -> Form:
    suffix = PurePath(name).suffix.lower()
    if _HTML.match(text):
        return Form.HTML
    if text.lstrip().startswith("<?xml"):
        raise Untaken("This is XML of an unknown kind.", where=name, mend=f"Village reads {FORMS}.")
    if _YAML.match(text) or suffix in {".yaml", ".yml"}:
        return Form.YAML
    if suffix == ".csv" or _is_header(text):
        return Form.CSV
    return Form.MARKDOWN if suffix == ".md" or _MARKDOWN.search(text) else Form.TEXT


def _is_header(text: str) -> bool:
    """Whether the first line names columns of claims."""
    first = text.lstrip("\ufeff \t\r\n").partition("\n")[0].strip().lower()
    names = [one.strip(' "') for one in re.split("[,;\t]", first)]
    return "value" in names and len(set(names) & set(KEYS)) > 1


def _of_zip(data: bytes, name: str) -> Form:
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            parts = packed.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        raise Untaken(
            "This file is cut short or damaged.", where=name, mend="Save it again and send that."
        ) from None
    if any(part.startswith("word/") for part in parts):
        return Form.DOCX
    kind = next((kind for start, kind in _OFFICE if any(p.startswith(start) for p in parts)), "")
    if not kind and "content.xml" in parts:
        kind = "an OpenDocument file"
    raise Untaken(
        f"This is {kind or 'a ZIP archive'}, not a report.",
        where=name,
        mend="Save the report as DOCX or PDF." if kind else "Send the report itself.",
    )


def _of_ole(data: bytes, name: str) -> Untaken:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return encrypted(name)
    return Untaken(
        "This is an Office file of the form from before 2007.",
        where=name,
        mend="Open it and save it as DOCX.",
    )


def empty(name: str) -> Untaken:
    return Untaken(
        "There is nothing to read in this file.", where=name, mend="Send the report with its text."
    )


def encrypted(name: str) -> Untaken:
    return Untaken(
        "This file is locked with a password.",
        where=name,
        mend="Save a copy without a password and check that.",
    )
