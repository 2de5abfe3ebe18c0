"""Takes an edition in from a body's own system: as on the page, and once for each call."""

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from django.db import IntegrityError

from village import engine, trail
from village.evidence.returns.models import Edition, Return, Sending
from village.evidence.returns.services import editions
from village.evidence.returns.services.counts import as_words
from village.files.services import Upload
from village.kernel.refusal import Refusal
from village.partnership.people.rights import Rights

WHY = "a key sends each call once"


class Reused(Refusal):
    """Another file came under a call's key that was used before."""

    def __init__(self) -> None:
        super().__init__(
            "This Idempotency-Key was used for something else. Make up a new one for each thing "
            "that you send, and repeat it only to send the same again."
        )


@dataclass(frozen=True, slots=True)
class Brought:
    """What a call brings. content: a digest of it. name: of a file that was made here."""

    file: Upload | BinaryIO
    content: str
    reason: str = ""
    name: str | None = None


def send(
    owed: Return, brought: Brought, *, once: str, by: Rights, at: datetime
) -> tuple[Edition, bool]:
    """Take a file in; the second part says whether this very call was acted on before.

    once: the key that the sender made up for this call. Refused: Reused, and whatever
    `editions.receive` refuses.
    """
    once, content = _digest(once), _digest(f"{owed.ref} {brought.content} {brought.reason}")
    if found := _before(by, once, content):
        return found, True
    try:
        return _receive(owed, brought, once=once, content=content, by=by, at=at), False
    except (IntegrityError, Refusal):
        # The same call twice at one moment: the other one may just have been acted on.
        if found := _before(by, once, content):
            return found, True
        raise


def _receive(
    owed: Return, brought: Brought, *, once: str, content: str, by: Rights, at: datetime
) -> Edition:
    if by.key is None:
        raise ValueError("a system sends by its key")
    with trail.verb("returns.receive", by=by, at=at) as verb:
        made = editions.receive(
            owed, upload=brought.file, name=brought.name, reason=brought.reason, by=by, at=at
        )
        Sending.objects.create(edition=made, key=by.key, once=once, content=content, sent_at=at)
        verb.wrote("edition", made.ref, fields=("sending",), subjects=(owed.body.ref,))
    return made


def _before(by: Rights, once: str, content: str) -> Edition | None:
    sent = Sending.objects.system(WHY).filter(key=by.key, once=once).first()
    if sent is None:
        return None
    if sent.content != content:
        raise Reused
    return Edition.objects.visible_to(by).select_related("of__body").get(pk=sent.edition_id)


def counts_as_file(owed: Return, lines: Sequence[Mapping[str, Any]], *, reason: str) -> Brought:
    """Counts that came as JSON, as the file that their sender could have sent.

    lines: by the names of `engine.COUNT_COLUMNS`, of which some may be left out.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.title for column in engine.COUNT_COLUMNS])
    for line in lines:
        writer.writerow([_cell(line.get(column.name)) for column in engine.COUNT_COLUMNS])
    data = text.getvalue().encode()
    name = f"{owed.spec} {owed.period.label}.csv"
    return Brought(io.BytesIO(data), hashlib.sha256(data).hexdigest(), reason, name)


def _cell(value: Any) -> str:  # Any: text, a whole number or nothing
    if value is None:
        return ""
    return as_words(value) if isinstance(value, str) else str(int(value))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
