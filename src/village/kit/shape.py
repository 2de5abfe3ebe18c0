"""Words in which the shape of a kit's file is said once: for the checker, and for YAML editors."""

from collections.abc import Iterable, Mapping
from typing import Any

Shape = dict[str, Any]  # Any: a JSON Schema is open by nature

DIALECT = "https://json-schema.org/draft/2020-12/schema"
REFERS = "x-refers-to"
"""Our own keyword: the text must be the key of an entry of that section. Others ignore it."""

KEY = r"^[a-z][a-z0-9-]{0,63}$"


def text(about: str, *, example: str, pattern: str = r"\S", longest: int = 2000) -> Shape:
    """Words that a person reads. about: what they say; example: what to write."""
    return {
        "type": "string",
        "description": about,
        "pattern": pattern,
        "maxLength": longest,
        "examples": [example],
    }


def key(about: str, *, example: str) -> Shape:
    """A stable key: small letters, figures and hyphens."""
    return text(about, example=example, pattern=KEY, longest=64)


def day(about: str) -> Shape:
    return {"type": "string", "format": "date", "description": about, "examples": ["2026-04-01"]}


def flag(about: str) -> Shape:
    return {"type": "boolean", "description": about, "examples": [True]}


def number(about: str, *, least: int = 0, example: int) -> Shape:
    return {"type": "integer", "minimum": least, "description": about, "examples": [example]}


def amount(about: str, *, example: float) -> Shape:
    return {"type": "number", "description": about, "examples": [example]}


def choice(about: str, options: Iterable[str]) -> Shape:
    listed = list(options)
    return {"type": "string", "enum": listed, "description": about, "examples": [listed[0]]}


def refers(section: str, about: str, *, example: str) -> Shape:
    """The key of an entry that stands elsewhere in the kit, or in a kit that it extends."""
    return {"type": "string", REFERS: section, "description": about, "examples": [example]}


def each(part: Shape, about: str, *, least: int = 0) -> Shape:
    return {"type": "array", "items": part, "minItems": least, "description": about}


def record(about: str, must: Mapping[str, Shape], may: Mapping[str, Shape] | None = None) -> Shape:
    """A list of keys. must: those that are needed; may: those that can be left out."""
    return {
        "type": "object",
        "description": about,
        "properties": {**must, **(may or {})},
        "required": list(must),
        "additionalProperties": False,
    }


def cited() -> Shape:
    """Where a fact stands, so that a reader can go and look."""
    return record(
        "Where this stands",
        {"document": refers("sources", "Key of a document in sources.yaml", example="plan")},
        {"section": text("Section or page", example="Budget", longest=200)},
    )


def document(title: str, shape: Shape) -> Shape:
    """A whole file's schema, as it is published."""
    return {"$schema": DIALECT, "title": title, **shape}
