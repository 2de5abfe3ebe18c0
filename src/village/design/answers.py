"""What another system is answered: JSON, and problems that say what, where and what to do.

Problems are "problem details" of RFC 9457 (July 2023), with two members of our own beside theirs:
`where` and `mend`.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import wraps
from http import HTTPStatus
from typing import Any, Final, TypeVar, cast

from django.http import HttpRequest, HttpResponse

BEGINS: Final = "/api/v1/"
"""Every address of the API; what goes wrong under it is told to a system, not to a person."""
PROBLEM: Final = "application/problem+json"

# Any: a view takes what its address gives it.
View = TypeVar("View", bound=Callable[..., HttpResponse])


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with what was sent. where: a JSON pointer, or a header's name."""

    where: str
    what: str


def answer(
    said: Mapping[str, Any], *, status: int = 200, headers: Mapping[str, str] | None = None
) -> HttpResponse:  # Any: plain JSON
    """A JSON object."""
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, status=status, headers=headers, content_type="application/json")


def moment(at: datetime) -> str:
    """A moment as every answer tells it, in UTC, whichever clock it was read from."""
    return at.astimezone(UTC).isoformat()


def problem(
    status: HTTPStatus,
    what: str,
    *,
    mend: str,
    where: str = "",
    faults: Sequence[Fault] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Say what went wrong, where, and what to do; never a value of what was sent."""
    said: dict[str, Any] = {  # Any: plain JSON
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": what,
        "where": where,
        "mend": mend,
    }
    if faults:
        said["faults"] = [asdict(fault) for fault in faults]
    text = json.dumps(said, ensure_ascii=False)
    return HttpResponse(text, status=status, headers=headers, content_type=PROBLEM)


class Problem(Exception):
    """What keeps a call from being answered; `takes` turns it into its answer."""

    # Any: as `problem` takes them.
    def __init__(self, status: HTTPStatus, what: str, **named: Any) -> None:
        super().__init__(f"{status.value}")
        self.response = problem(status, what, **named)


def takes(*methods: str) -> Callable[[View], View]:
    """Answer these methods, say of any other which ones there are, and answer a Problem."""
    allowed = ", ".join(methods)

    def decorate(view: View) -> View:
        @wraps(view)
        def asked(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:  # Any: as View
            if request.method in methods:
                return _answered(lambda: view(request, *given, **named))
            return problem(
                HTTPStatus.METHOD_NOT_ALLOWED,
                "This address does not take that method.",
                mend=f"Use {allowed}.",
                headers={"Allow": allowed},
            )

        return cast(View, asked)

    return decorate


def _answered(view: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        return view()
    except Problem as no:
        return no.response


def is_of_a_system(request: HttpRequest) -> bool:
    """Whether another system asks, so that an error is told to it and not shown as a page."""
    return request.path_info.startswith(BEGINS)
