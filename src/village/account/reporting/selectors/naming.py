"""How the trail names reports that are checked: by day, never by what is in them."""

from collections.abc import Collection, Mapping

from village.account.reporting.models import Report
from village.trail import words
from village.trail.words import Named, Page

WHY = "the trail's own readers see that a report was checked, and nothing that is in it"
KIND = "report"

VERBS = {
    "reporting.receive": "Dropped to be checked",
    "reporting.check": "Checked",
    "reporting.refuse": "Refused, as it could not be read,",
    "reporting.stay": "Kept what was found before in",
    "reporting.correct": "Corrected what was read of a number in",
    "reporting.set_aside": "Set aside a finding in",
    "reporting.put_back": "Put back a finding in",
    "reporting.destroy": "Destroyed",
    "reporting.forget_again": "Destroyed again, after a restore,",
    "reporting.sweep": "Destroyed, 30 days after it came,",
}
LOOKS = {"reporting.look": "Looked at the findings in", "reporting.export": "Took out findings of"}
PAGES = {
    "reporting.index": Page("the page to check a report"),
    "reporting.add": Page("the way to check a report"),
    "reporting.one": Page("the page of", KIND),
    "reporting.next": Page("the way to check the next version of", KIND),
    "reporting.finding": Page("a finding in", KIND),
    "reporting.correct": Page("the way to correct a number of", KIND),
    "reporting.set_aside": Page("the way to set aside a finding in", KIND),
    "reporting.put_back": Page("the way to put back a finding in", KIND),
    "reporting.take_back": Page("the way to take back a correction of", KIND),
    "reporting.take": Page("the findings to take along of", KIND),
    "reporting.destroy": Page("the way to destroy", KIND),
}


def reports(refs: Collection[str]) -> Mapping[str, Named]:
    found = Report.objects.system(WHY).filter(ref__in=refs)
    return {one.ref: Named(in_words(one)) for one in found}


def in_words(one: Report) -> str:
    return f"a report that came to be checked on {one.at.day} {one.at:%B %Y}"


def tell() -> None:
    """Tell the trail what our verbs, pages and records are called."""
    words.tell(VERBS | LOOKS)
    words.tell_pages(PAGES)
    words.tell_kind(KIND, "a report to be checked", namer=reports)
    words.tell_room("reporting", "Check a report")
