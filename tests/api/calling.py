"""A system of an agency, as the tests play it: it has a key and calls."""

import io
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from tests.cast import AT, Cast
from tests.returns import asking
from village.evidence.returns.models import Return
from village.kernel.refs import new_ref
from village.partnership.people.models import AgencyKey, Body, Person
from village.partnership.people.rules import KeyScope
from village.partnership.people.services import keys

EXPIRES = date(2027, 7, 15)
SEND, READ = (KeyScope.SEND,), (KeyScope.READ,)
BOTH = (*SEND, *READ)
LINES = [
    ("notices", "all", "all", 120, None),
    ("notices", "sex", "female", 70, None),
    ("notices", "sex", "male", 48, None),
    ("notices", "sex", "not known", 2, None),
    ("decided", "all", "all", 90, 118),
]


@dataclass
class System:
    """A program that calls with one key; without one, a stranger's."""

    token: str
    key: AgencyKey | None = None

    def __post_init__(self) -> None:
        self.client = Client()

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def get(self, path: str) -> HttpResponse:
        return self.client.get(f"/api/v1/{path}", headers=self.headers)

    def send_file(
        self, owed: Return, data: bytes, *, once: str = "", name: str = "return.xml", **more: str
    ) -> HttpResponse:
        return self.client.post(
            f"/api/v1/returns/{owed.ref}/editions",
            {"file": SimpleUploadedFile(name, data), **more},
            headers={**self.headers, "Idempotency-Key": once or new_ref()},
        )

    def send_json(self, owed: Return, said: Any, *, once: str = "") -> HttpResponse:
        """said: what is sent as JSON; bytes go as they are."""
        return self.client.post(
            f"/api/v1/returns/{owed.ref}/editions",
            said if isinstance(said, bytes) else json.dumps(said),
            content_type="application/json",
            headers={**self.headers, "Idempotency-Key": once or new_ref()},
        )


NOBODY = System("")


def system(body: Body, maker: Person, purposes: tuple[KeyScope, ...] = BOTH, **more: Any) -> System:
    """A system of a body, with a key that its data lead has just made."""
    said = {"label": "Nightly job", "expires_on": EXPIRES, "at": AT, **more}
    made, token = keys.make(body, purposes=purposes, by=maker, **said)
    return System(token, made)


def council(cast: Cast, purposes: tuple[KeyScope, ...] = BOTH, **more: Any) -> System:
    return system(cast.council, cast.owner, purposes, **more)


def police(cast: Cast, purposes: tuple[KeyScope, ...] = BOTH) -> System:
    return system(cast.police, cast.other, purposes)


def good_counts(**more: Any) -> dict[str, Any]:
    """What the made-up return of counts asks for, filled in."""
    names = ("indicator", "breakdown", "group", "numerator", "denominator")
    lines = [
        {"quarter": asking.SPRING.label, **dict(zip(names, line, strict=True))} for line in LINES
    ]
    return {"counts": lines, **more}


def told(answer: HttpResponse) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(answer.content)
    return said


def bytes_of(text: str) -> io.BytesIO:
    return io.BytesIO(text.encode())
