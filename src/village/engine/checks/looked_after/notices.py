"""What the reader of a looked-after return notices about a file, apart from any rule."""

from collections.abc import Mapping

from village.engine.checks.findings import Severity
from village.engine.checks.notices import OwnNotice

_ALL = (
    OwnNotice(
        "V-COLUMN",
        Severity.NOTICE,
        "A column that the table does not have was left out.",
        "Check its name; if the supplier added it, nothing is to be done.",
    ),
    OwnNotice(
        "V-NO-ROWS",
        Severity.NOTICE,
        "The table has its header and no rows.",
        "Make sure that there is nothing to return in it; if there is, export it again.",
    ),
    OwnNotice(
        "V-ENCODING",
        Severity.NOTICE,
        "The table was read as Windows-1252, an older way to write letters.",
        "Save it as “CSV UTF-8” next time.",
    ),
)

NOTICES: Mapping[str, OwnNotice] = {notice.code: notice for notice in _ALL}
