"""How the API's addresses of returns are described."""

from typing import Any, Final

from village.design.described import (
    DAY,
    HREF,
    JSON,
    MOMENT,
    TEXT,
    WHOLE,
    answered,
    array,
    get,
    in_path,
    named,
    or_null,
    problems,
    shape,
)
from village.evidence.returns.rules import State
from village.evidence.returns.rules.corrections import LONGEST

Plain = dict[str, Any]  # Any: plain JSON
TAG: Final = "Returns"
MOST_LINES: Final = 5_000
MARKS: Final = ["suppressed", "not collected"]
"""The engine's own; a test holds the two together, so that the web need not load it for this."""

REF = in_path("ref", "As the list of returns says it.")
EDITION_REF = in_path("ref", "As the answer to sending says it.")
STATES = {"type": "string", "enum": [state.value for state in State]}
STANDINGS = {
    "type": "string",
    "enum": ["expected", "late", "received", "checked", "accepted"],
}

NO_UNSEEN: Final = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
"""Text may break into lines, and holds no other sign that cannot be seen."""
WORDS: Final[Plain] = {"type": "string", "pattern": NO_UNSEEN}
LINE: Final[Plain] = {**WORDS, "maxLength": 200}
REASON: Final[Plain] = {
    **WORDS,
    "maxLength": LONGEST,
    "description": "Why it is sent once more, where it corrects what was sent. Name no child.",
}
COUNT: Final[Plain] = {
    "anyOf": [{"type": "integer", "minimum": 0, "maximum": 100_000_000}, {"enum": MARKS}]
}
UNREAD: Final[Plain] = {"description": "As the blank form has it. It is not read."}
COUNTS_SENT: Final[Plain] = {
    "type": "object",
    "description": "A return of counts, line by line as the blank form asks for them: the form "
    "itself, filled in, or its lines alone.",
    "properties": {
        "reason": REASON,
        **dict.fromkeys(("return", "title", "quarter", "marks", "send_to"), UNREAD),
        "counts": {
            "type": "array",
            "minItems": 1,
            "maxItems": MOST_LINES,
            "items": {
                "type": "object",
                "properties": {
                    "quarter": {**LINE, "minLength": 1, "examples": ["April to June 2026"]},
                    "indicator": {**LINE, "minLength": 1},
                    "breakdown": {**LINE, "description": "“all” where it is left out."},
                    "group": {**LINE, "description": "“all” where it is left out."},
                    "numerator": COUNT,
                    "denominator": or_null(COUNT),
                    "comment": {
                        **WORDS,
                        "type": ["string", "null"],
                        "maxLength": 1_000,
                        "description": "What readers of the figure should know. Name no child.",
                    },
                    **dict.fromkeys(("title", "asks"), UNREAD),
                },
                "required": ["quarter", "indicator", "numerator"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["counts"],
    "additionalProperties": False,
}
FILE_SENT: Final[Plain] = {
    "type": "object",
    "properties": {
        "file": {
            "type": "string",
            "format": "binary",
            "minLength": 1,
            "description": "As your system exported it: XML, CSV or XLSX.",
        },
        "reason": REASON,
    },
    "required": ["file"],
}

_OWED: Final[Plain] = {
    "ref": TEXT,
    "title": TEXT,
    "kind": TEXT,
    "form": {"enum": ["counts", "file"]},
    "body": TEXT,
    "period": named("Period"),
    "due_on": DAY,
    "state": STANDINGS,
    "href": HREF,
    "send_to": HREF,
    "blank": or_null(HREF),
}
_EDITION: Final[Plain] = {
    "ref": TEXT,
    "of": TEXT,
    "number": WHOLE,
    "state": STATES,
    "sent_at": MOMENT,
    "checked_at": or_null(MOMENT),
    "sent_by_key": or_null(TEXT),
    "reason": TEXT,
    "sha256": TEXT,
    "size": WHOLE,
    "href": HREF,
}
NOTHING: Final[Plain] = {"type": "null"}
_LINE_ASKED = shape(
    "What the words of one line mean.", numerator=TEXT, denominator=or_null(TEXT), guidance=TEXT
)

SCHEMAS: Final[Plain] = {
    "Period": shape("Both days are part of it.", first=DAY, last=DAY, label=TEXT),
    "Return": shape("What a body owes, and how it stands.", **_OWED),
    "ReturnWhole": shape("A return with what was sent.", **_OWED, sent=array(named("Edition"))),
    "Returns": shape("All that the body owes.", returns=array(named("Return"))),
    "Edition": shape("One file that was sent.", **_EDITION),
    "EditionWhole": shape(
        "One file that was sent, and what the check found. next: what comes now. why_not: what "
        "keeps it out of the data set.",
        **_EDITION,
        next=TEXT,
        why_not=TEXT,
        failure=or_null(named("Failure")),
        children=or_null(WHOLE),
        errors=or_null(WHOLE),
        queries=or_null(WHOLE),
        rules=array(named("Rule")),
        issues=HREF,
    ),
    "Failure": shape("Why a file could not be read.", what=TEXT, where=TEXT, mend=TEXT),
    "Rule": shape(
        "How one rule ended over an edition, in counts. message and mend: of a rule that did not "
        "hold. children: of a return that names children.",
        rule=TEXT,
        severity={"enum": ["error", "query", "notice"]},
        message=or_null(TEXT),
        mend=or_null(TEXT),
        end={"enum": ["held", "found", "could not run"]},
        findings=WHOLE,
        issues=WHOLE,
        children=or_null(WHOLE),
        why=TEXT,
        places=TEXT,
    ),
    "Issues": shape(
        "Each cell that a rule found. of: how many there are.",
        edition=TEXT,
        of=WHOLE,
        issues=array(named("Issue")),
    ),
    "Issue": shape(
        "One cell, in the ids of the sender's file.",
        child_id=or_null(TEXT),
        table=or_null(TEXT),
        row=or_null(WHOLE),
        line=or_null(WHOLE),
        column=or_null(TEXT),
        value=or_null(TEXT),
        rule=TEXT,
        severity=TEXT,
        message=TEXT,
    ),
    "CountsSent": COUNTS_SENT,
    "CountsBlank": shape(
        "What a return of counts asks for. Fill in each line and send it back.",
        **{"return": TEXT},
        title=TEXT,
        quarter=TEXT,
        marks=array(TEXT),
        send_to=HREF,
        counts=array(named("CountsLine")),
    ),
    "CountsLine": shape(
        "One line that is asked for. Fill in what is null: a denominator where `asks` has one, a "
        "comment where there is something to say. `title` and `asks` may come back, and are not "
        "read.",
        quarter=TEXT,
        indicator=TEXT,
        title=TEXT,
        breakdown=TEXT,
        group=TEXT,
        numerator=NOTHING,
        denominator=NOTHING,
        comment=NOTHING,
        asks=_LINE_ASKED,
    ),
}

ONCE_HEADER: Final[Plain] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "Made up anew for each thing that you send; the same call sent again is "
    "taken in once.",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,200}$"},
}
SEND: Final[Plain] = {
    "operationId": "sendReturn",
    "summary": "Send a return to be checked",
    "description": "Its file, or counts as JSON. Nothing of it is in the data set until a data "
    "lead has read on the site what was found, and accepted it.",
    "tags": [TAG],
    "parameters": [REF, ONCE_HEADER],
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {"schema": FILE_SENT},
            JSON: {"schema": named("CountsSent")},
        },
    },
    "responses": {
        "202": answered(
            "It is being checked. Ask at its address how it went.",
            named("Edition"),
            headers={
                "Location": "The edition's address.",
                "Idempotent-Replayed": "“true” where this very call was acted on before.",
            },
        ),
        **problems(400, 404, 409, 413, 415, 422),
    },
}

PATHS: Final[Plain] = {
    "/api/v1/returns": get("listReturns", "What your body owes", named("Returns"), tag=TAG),
    "/api/v1/returns/{ref}": get(
        "readReturn",
        "One return, with what was sent for it",
        named("ReturnWhole"),
        tag=TAG,
        parameters=[REF],
        statuses=[404],
    ),
    "/api/v1/returns/{ref}/counts": get(
        "readBlankCounts",
        "The blank form of a return of counts",
        named("CountsBlank"),
        tag=TAG,
        parameters=[REF],
        statuses=[404],
    ),
    "/api/v1/returns/{ref}/editions": {"post": SEND},
    "/api/v1/editions/{ref}": get(
        "readEdition",
        "How the check of what you sent went",
        named("EditionWhole"),
        tag=TAG,
        parameters=[EDITION_REF],
        statuses=[404],
    ),
    "/api/v1/editions/{ref}/issues": get(
        "readIssues",
        "Each cell that was found, in the ids of your file",
        named("Issues"),
        tag=TAG,
        parameters=[EDITION_REF],
        statuses=[404, 409],
    ),
}
