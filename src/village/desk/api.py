"""The document of the API, put together from what each room says of its own addresses."""

from functools import cache
from typing import Any, Final

from django.http import Http404, HttpResponse

from village.design.answers import answer, takes
from village.design.described import PROBLEM_SCHEMA
from village.evidence.indicators import api as indicators
from village.evidence.returns import api as returns
from village.guard import open_to_all
from village.partnership.people.access import Request, keyed
from village.partnership.people.rules import CALLS_A_MINUTE

ROOMS: Final = (returns, indicators)
ABOUT: Final = (
    "Systems of an agency send its returns and read the partnership's figures. Each call carries "
    f"a key of the agency; a key makes at most {CALLS_A_MINUTE} calls a minute. What goes wrong "
    "is told as problem details (RFC 9457): what, where, and what to do."
)


@cache
def written() -> dict[str, Any]:  # Any: plain JSON
    """The whole document, in OpenAPI 3.1."""
    paths = {path: said for room in ROOMS for path, said in room.PATHS.items()}
    schemas = {name: said for room in ROOMS for name, said in room.SCHEMAS.items()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Village", "version": "1", "description": ABOUT},
        "servers": [{"url": "/"}],
        "security": [{"key": []}],
        "tags": [
            {"name": "Returns", "description": "For a key that sends returns."},
            {"name": "Figures", "description": "For a key that reads figures."},
        ],
        "paths": paths,
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Problem": PROBLEM_SCHEMA, **schemas},
        },
    }


@takes("GET", "HEAD")
@open_to_all
def document(request: Request) -> HttpResponse:
    """What the API does, for programs and for who writes them; it holds nothing of anybody."""
    return answer(written())


@keyed()
def nothing(request: Request, rest: str = "") -> HttpResponse:
    """Every other address of the API: a stranger is told the same here as anywhere."""
    raise Http404
