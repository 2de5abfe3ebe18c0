"""The address to which a system sends a return: its file, or its counts as JSON."""

import json
import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any, Final

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from village.design.answers import Fault, Problem, answer, takes
from village.evidence.returns import selectors
from village.evidence.returns.api import told
from village.evidence.returns.api.document import COUNTS_SENT, NO_UNSEEN
from village.evidence.returns.models import Return
from village.evidence.returns.rules.corrections import LONGEST
from village.evidence.returns.services import counts, sending
from village.evidence.returns.services.meanwhile import BeingChecked
from village.evidence.returns.services.sending import Brought, Reused
from village.files.services import Upload
from village.kernel.refusal import Refusal
from village.partnership.people.access import Request, keyed, takes_files

ONCE: Final = "Idempotency-Key"
SOUND = re.compile(r"[\x21-\x7e]{1,200}")
HALF = re.compile("[\ud800-\udfff]")
"""Half a sign, which JSON can spell and no text can hold."""
SEEN = re.compile(NO_UNSEEN)
MEMBER = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")
MOST_FAULTS = 20
SHAPE = Draft202012Validator(COUNTS_SENT)
SMALLER = "Export one period or one return at a time and send each by itself."
LOOK = "Look at the document of the API, /api/v1/openapi.json, and send it again."
SAID = {
    "anyOf": "This is neither a whole number from 0 on nor one of the marks.",
    "maxItems": "This is a longer list than is taken.",
    "maxLength": "This text is too long.",
    "minItems": "This list is empty.",
    "minLength": "This text is empty.",
    "pattern": "This text holds a sign that cannot be seen.",
    "required": "Something that must be here is missing.",
    "type": "This is of another type than the document says.",
}


@takes("POST")
@takes_files("returns")
@keyed("returns")
def send(request: Request, ref: str) -> HttpResponse:
    """Take a return in to be checked; nothing of it is in the data set until a person says so."""
    owed = get_object_or_404(selectors.returns(request.rights), ref=ref)
    selectors.must_send(request.rights, owed)
    once = once_of(request)
    brought = brought_by(request, owed)
    try:
        sent, again = sending.send(owed, brought, once=once, by=request.rights, at=request.at)
    except Refusal as no:
        raise refused(no) from no
    said = told.edition(sent)
    headers = {"Location": said["href"]} | ({"Idempotent-Replayed": "true"} if again else {})
    return answer(said, status=HTTPStatus.ACCEPTED, headers=headers)


def once_of(request: Request) -> str:
    """The key that the sender made up for this call."""
    once = request.headers.get(ONCE, "")
    if SOUND.fullmatch(once):
        return once
    raise Problem(
        HTTPStatus.BAD_REQUEST,
        f"The header {ONCE} is missing, or is no plain word of up to 200 letters.",
        where=ONCE,
        mend="Make up a new word for each thing that you send, such as a UUID, and repeat it when "
        "you send the same again: it is then taken in once.",
    )


def brought_by(request: Request, owed: Return) -> Brought:
    """What came: a file with its reason, or counts. Raises Problem."""
    kinds = {"multipart/form-data": file_of, "application/json": counts_of}
    read = kinds.get(request.content_type or "")
    if read is None:
        raise Problem(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "A return is sent as a file in multipart/form-data, or counts as application/json.",
            where="Content-Type",
            mend=LOOK,
        )
    try:
        return read(request, owed)
    except RequestDataTooBig as fault:
        raise too_large("What was sent beside the file is larger than this house takes.") from fault


def file_of(request: Request, owed: Return) -> Brought:
    """The part named `file`, sealed as it came in, and why it is sent once more."""
    upload = request.FILES.get("file")
    if not isinstance(upload, Upload):
        raise unfit(Fault("file", "There is no file. Send it in the part named “file”."))
    if upload.spool is None:
        raise too_large("The file is larger than this house takes.")
    if not upload.size:
        raise unfit(Fault("file", "The file is empty: export it again."))
    reason = sound(request.POST.get("reason", ""), where="reason")
    if len(reason) > LONGEST:
        raise unfit(Fault("reason", SAID["maxLength"]))
    return Brought(upload, upload.spool.sha256, reason)


def counts_of(request: Request, owed: Return) -> Brought:
    """Counts in JSON, as the file that they could have come in; every check is that file's."""
    if counts.asked(owed) is None:
        raise Problem(
            HTTPStatus.CONFLICT,
            "This return is no return of counts.",
            where="Content-Type",
            mend="Send its file, in multipart/form-data.",
        )
    said = json_of(request)
    if faults := list(faults_in(said)):
        raise unfit(*faults[:MOST_FAULTS])
    for number, line in enumerate(said["counts"]):
        for name, value in line.items():
            sound(value, where=f"/counts/{number}/{name}")
    reason = sound(said.get("reason", ""), where="/reason")
    return sending.counts_as_file(owed, said["counts"], reason=reason)


def json_of(request: Request) -> Any:  # Any: whatever was sent
    try:
        return json.loads(request.body.decode(), parse_constant=refuse_constant)
    except (ValueError, RecursionError) as fault:
        raise Problem(
            HTTPStatus.BAD_REQUEST, "The body is not JSON in UTF-8.", where="body", mend=LOOK
        ) from fault


def refuse_constant(name: str) -> None:
    """NaN and Infinity are no JSON, though Python would read them."""
    raise ValueError("no JSON")


def faults_in(said: Any) -> Iterator[Fault]:  # Any: as above
    """What the shape does not allow, without a value of what was sent; an unknown name once."""
    strange: dict[str, list[str]] = {}
    for fault in SHAPE.iter_errors(said):
        if fault.validator != "additionalProperties":
            yield Fault(pointer(fault), SAID.get(str(fault.validator), SAID["type"]))
            continue
        for name in fault.instance.keys() - fault.schema["properties"].keys():
            strange.setdefault(in_words(name), []).append(pointer(fault))
    for name, places in sorted(strange.items()):
        more = f" It stands in {len(places):,} places." if len(places) > 1 else ""
        yield Fault(places[0], f"{name} is not known here: leave it out.{more}")


def in_words(name: str) -> str:
    """A name that a sender made up, where it is one that a program would have."""
    return f"“{name}”" if MEMBER.fullmatch(name) else "A name"


def pointer(fault: ValidationError) -> str:
    """Where it stands, as a JSON pointer (RFC 6901)."""
    steps = (str(step).replace("~", "~0").replace("/", "~1") for step in fault.absolute_path)
    return "".join(f"/{step}" for step in steps) or "body"


def sound(value: Any, *, where: str) -> Any:  # Any: text, or a value that holds none
    """Text without a sign that cannot be seen, which no database and no reader would keep."""
    if isinstance(value, str) and (HALF.search(value) or not SEEN.match(value)):
        raise unfit(Fault(where, SAID["pattern"]))
    return value


def unfit(*faults: Fault) -> Problem:
    return Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        faults[0].what if len(faults) == 1 else "What was sent is not as it is asked for.",
        where=faults[0].where,
        mend=LOOK,
        faults=faults,
    )


def too_large(what: str) -> Problem:
    return Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, what, where="body", mend=SMALLER)


def refused(no: Refusal) -> Problem:
    """An expected no of the house: what was sent is sound, and does not fit how things stand."""
    if isinstance(no, Reused):
        mend = "Send it with a new key."
        return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, no.message, where=ONCE, mend=mend)
    if isinstance(no, BeingChecked):
        what = "An edition of this return is being checked."
        mend = "Look at the return, wait until its edition has been checked, then send this again."
        return Problem(HTTPStatus.CONFLICT, what, where=no.edition.ref, mend=mend)
    mend = "Look at the return and its editions, mend this, and send it with a new key."
    return Problem(HTTPStatus.CONFLICT, no.message, where=no.field or "", mend=mend)
