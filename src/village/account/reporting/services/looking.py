"""Shows a report's findings to its owner: the look is written down before a word leaves."""

from datetime import datetime

from village import trail
from village.account.reporting.models import Report
from village.account.reporting.selectors import shown
from village.files import services as files
from village.kernel.refusal import Refusal
from village.partnership.people.models import Person


def look(report: Report, *, by: Person, at: datetime) -> shown.Findings:
    """All that was found. Refused: the look could not be recorded."""
    found = shown.findings(report)
    rows = len(found.told["findings"])
    trail.read("reporting.look", by=by, at=at, kind="report", ref=report.ref, rows=rows)
    return found


def export(report: Report, part: str, *, by: Person, at: datetime) -> bytes:
    """The findings (JSON), the annotated page or Word file. Refused: there is none; as above."""
    ref = getattr(report, f"{part}_ref")
    if not ref:
        raise Refusal("There is no such file of this report.")
    trail.read("reporting.export", by=by, at=at, kind="report", ref=report.ref)
    with files.open_file(ref) as stream:
        return stream.read()
