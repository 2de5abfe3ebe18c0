"""Small census files for the tests of reading and checking."""

import io
from collections.abc import Mapping

from village.engine import checks
from village.engine.checks.census.cases import HEADER, a_child
from village.engine.intake import Received, receive
from village.engine.intake.census import Reading, read
from village.engine.specs.census import Child
from village.engine.specs.census_document import ChildSpec, Value, document


def xml(*children: ChildSpec, header: Mapping[str, Value] = HEADER) -> str:
    return "".join(document(header, children or (a_child(),)))


def received(content: str | bytes) -> Received:
    held = content.encode() if isinstance(content, str) else content
    return receive(io.BytesIO(held), name="census.xml")


def reading(content: str | bytes) -> tuple[Reading, list[Child]]:
    started = read(received(content))
    return started, list(started)


def only_child(content: str | bytes) -> Child:
    _, children = reading(content)
    assert len(children) == 1
    return children[0]


def checked(content: str | bytes, *, year: str | None = None) -> checks.Checked:
    return checks.run(received(content), spec="census", year=year)
