"""How the addresses of the API are described, in the words of OpenAPI 3.1 and JSON Schema."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from village.design.answers import PROBLEM

Plain = dict[str, Any]  # Any: plain JSON
JSON: Final = "application/json"

PROBLEMS: Final[Mapping[int, str]] = {
    400: "The call cannot be read, or a header that it must have is missing.",
    401: "The call carries no key that works.",
    403: "The key was made for something else.",
    404: "There is no such thing, or none that this key may see.",
    409: "It does not fit how things stand now.",
    413: "What was sent is larger than this house takes.",
    415: "It is of a type that is not taken here.",
    422: "What was sent is not as it is asked for.",
    429: "The key has called too often within a minute.",
}
BY_KEY: Final = (401, 403, 429)
"""What every call may be told."""

TEXT: Final[Plain] = {"type": "string"}
NUMBER: Final[Plain] = {"type": "number"}
WHOLE: Final[Plain] = {"type": "integer", "minimum": 0}
DAY: Final[Plain] = {"type": "string", "format": "date"}
MOMENT: Final[Plain] = {"type": "string", "format": "date-time"}
HREF: Final[Plain] = {"type": "string", "format": "uri-reference"}


def or_null(schema: Plain) -> Plain:
    return {"anyOf": [schema, {"type": "null"}]}


def array(of: Plain) -> Plain:
    return {"type": "array", "items": of}


def shape(description: str, **properties: Plain) -> Plain:
    """An object that has all of these and nothing else."""
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def named(name: str) -> Plain:
    """A schema that stands among the document's own."""
    return {"$ref": f"#/components/schemas/{name}"}


def in_path(name: str, description: str) -> Plain:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": description,
        "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"},
    }


def answered(description: str, schema: Plain, *, headers: Mapping[str, str] | None = None) -> Plain:
    """A response. headers: what each of them says, by name."""
    found: Plain = {"description": description, "content": {JSON: {"schema": schema}}}
    if headers:
        said = {name: {"description": says, "schema": TEXT} for name, says in headers.items()}
        found["headers"] = said
    return found


def problems(*statuses: int) -> Plain:
    """The problems that a call may be told, beside those of every call."""
    return {str(status): _problem(status) for status in sorted({*BY_KEY, *statuses})}


def _problem(status: int) -> Plain:
    told: Plain = {
        "description": PROBLEMS[status],
        "content": {PROBLEM: {"schema": named("Problem")}},
    }
    if status == 429:
        told["headers"] = {
            "Retry-After": {"description": "Seconds until the next call.", "schema": WHOLE}
        }
    return told


def get(
    name: str,
    summary: str,
    schema: Plain,
    *,
    tag: str,
    parameters: Sequence[Plain] = (),
    statuses: Sequence[int] = (),
) -> Plain:
    """An address that is read. statuses: of the problems that it may tell."""
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "tags": [tag],
            "parameters": list(parameters),
            "responses": {"200": answered("As asked.", schema), **problems(*statuses)},
        }
    }


PROBLEM_SCHEMA: Final[Plain] = {
    "type": "object",
    "description": "What went wrong, where, and what to do (RFC 9457).",
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": TEXT,
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What went wrong."},
        "where": {"type": "string", "description": "A header, a part, or a JSON pointer."},
        "mend": {"type": "string", "description": "What to do."},
        "faults": array(shape("One thing that is wrong.", where=TEXT, what=TEXT)),
    },
    "required": ["type", "title", "status", "detail", "where", "mend"],
    "additionalProperties": False,
}
