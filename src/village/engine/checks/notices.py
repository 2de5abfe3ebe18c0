"""Village's own notices: what the reader saw about a value, apart from any published rule."""

from collections.abc import Mapping
from dataclasses import dataclass

from village.engine.checks.findings import Severity


@dataclass(frozen=True, slots=True)
class OwnNotice:
    """What a notice says and what to do about it."""

    code: str
    severity: Severity
    message: str
    mend: str


_ALL = (
    OwnNotice(
        "V-DATE",
        Severity.ERROR,
        "This is not a date, so every rule treats it as missing.",
        "Write the date as year-month-day, for example 2026-03-31.",
    ),
    OwnNotice(
        "V-NUMBER",
        Severity.ERROR,
        "This is not a whole number, so every rule treats it as missing.",
        "Write the number in digits alone, for example 0 or 12.",
    ),
    OwnNotice(
        "V-TWICE",
        Severity.ERROR,
        "This element stands twice where one is allowed; the first was read, not this one.",
        "Remove one of the two, or give each a record of its own.",
    ),
    OwnNotice(
        "V-EMPTY",
        Severity.ERROR,
        "The return holds no children.",
        "Check the export's filters and dates, then export it again.",
    ),
    OwnNotice(
        "V-SPACE",
        Severity.NOTICE,
        "Spaces around the value were left out before checking.",
        "Remove them at the source: the department compares codes exactly.",
    ),
    OwnNotice(
        "V-ELEMENT",
        Severity.NOTICE,
        "An element that the census does not have was left out (shown once for each name).",
        "Check its spelling; if the supplier added it, ask for an export without it.",
    ),
    OwnNotice(
        "V-TEXT",
        Severity.NOTICE,
        "Text stands between the elements and was left out (shown once for each place).",
        "Ask the supplier of the export; the text may be a value that lost its element.",
    ),
    OwnNotice(
        "V-LAYOUT",
        Severity.NOTICE,
        "The pre-proceedings and family group decision making block was read; "
        "its layout is not verified and no rule looks at it.",
        "Nothing to mend. Compare the block with the department's specification before sending.",
    ),
)

NOTICES: Mapping[str, OwnNotice] = {notice.code: notice for notice in _ALL}
