"""Writes a document as PDF that meets PDF/UA-1: tagged, titled, in a named language."""

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from village.design.documents.parts import Document, Grid, Part, held

TEMPLATE = Path(__file__).with_name("document.typ")
STANDARD: Final = "ua-1"
# What the typeface holds beside what it is asked for here would differ from machine to machine.
OUTSIDE = re.compile(
    r"[^\t\n\x20-\x7e\xa0-\u017f\u0386-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f"
    r"\u2010-\u2026\u20ac\u25a1]"
)
NO_SIGN = "□"


def pdf_bytes(document: Document) -> bytes:
    """The same document makes the same bytes. Cost: some 200 ms, the first time twice that.

    The template is ours and takes all words as strings, which are set as they stand. A sign that
    the typeface lacks (it has Latin, Greek and Cyrillic) becomes a box, as no PDF/UA may lack one.
    """
    import typst

    document.must_be_sound()
    return typst.compile(
        str(TEMPLATE),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(told(document))},
        pdf_standards=STANDARD,
        timestamp=int(document.day.timestamp()),
    )


def told(document: Document) -> dict[str, Any]:  # Any: plain values, for JSON
    """The document as the template reads it."""
    at = document.day
    return {
        "title": shown(document.title),
        "about": [[shown(name), shown(value)] for name, value in document.about],
        "parts": [_part(part) for part in document.parts],
        "made": shown(document.made),
        "note": document.note,
        "day": [at.year, at.month, at.day],
    }


def shown(text: str) -> str:
    return OUTSIDE.sub(NO_SIGN, held(text))


def _part(part: Part) -> dict[str, Any]:
    shares = {"shares": list(part.shares)} if isinstance(part, Grid) else {}
    plain = {**asdict(part), **shares}
    return {"kind": type(part).__name__.lower()} | {
        name: _shown(value) for name, value in plain.items()
    }


def _shown(value: Any) -> Any:
    match value:
        case str():
            return shown(value)
        case dict():
            return {key: _shown(one) for key, one in value.items()}
        case list() | tuple():
            return [_shown(one) for one in value]
        case _:
            return value
