"""Small looked-after returns for the tests of reading and checking."""

import io
import zipfile
from collections.abc import Mapping, Sequence

from village.engine.checks.findings import Checked
from village.engine.checks.looked_after.cases import Case, Kid, looked_after
from village.engine.checks.looked_after.run import check
from village.engine.intake import Received, receive
from village.engine.intake.looked_after import Reading, read
from village.engine.specs.looked_after import TABLES, Child
from village.engine.specs.looked_after_document import document, tables

EVERY_TABLE = tuple(table.name for table in TABLES)
BYSTANDER = "Z9"
"""A child in order that stands in every set, so that no needed table is empty."""


def numbered(children: Sequence[Kid]) -> list[tuple[str, Kid]]:
    return [(f"A{number}", kid) for number, kid in enumerate(children, start=1)]


def files(*children: Kid, only: Sequence[str] = ()) -> dict[str, str]:
    """The CSV tables of these children, by file name."""
    return tables(numbered(children), only=only)


def zipped(held: Mapping[str, str | bytes], *, name: str = "return.zip") -> Received:
    """Files as one zip that has arrived."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, content in held.items():
            archive.writestr(file, content)
    return receive(io.BytesIO(out.getvalue()), name=name)


def reading(held: Mapping[str, str | bytes]) -> tuple[Reading, list[Child]]:
    started = read(zipped(held))
    return started, list(started)


def sent(*children: Kid, last: Sequence[Kid] = ()) -> Received:
    """A set with these children, every table in it, and last year's beside it where given."""
    bystander = (BYSTANDER, looked_after(header={"UPN": "UN3"}))
    held = dict(tables([*numbered(children), bystander], only=EVERY_TABLE))
    if last:
        before = tables([*numbered(last), bystander], only=EVERY_TABLE)
        held |= {f"last-year/{name}": text for name, text in before.items()}
    return zipped(held)


def of_case(case: Case) -> Checked:
    return check(sent(*case.children, last=case.last), year=case.year)


def xml(*children: Kid, name: str = "return.xml") -> Received:
    text = "".join(document(numbered(children)))
    return receive(io.BytesIO(text.encode()), name=name)
