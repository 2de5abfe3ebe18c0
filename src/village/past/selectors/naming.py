"""How the trail names what was brought: by kind and day, never by what is in it."""

from collections.abc import Collection, Mapping

from village.past.models import Bringing
from village.trail import words
from village.trail.words import Named, Page

WHY = "the trail's own readers see which sheet, and nothing that is in it"
KIND = "bringing"

VERBS = {
    "past.receive": "Brought a spreadsheet",
    "past.read": "Read a spreadsheet",
    "past.refuse": "Refused a spreadsheet that could not be read",
    "past.lay_out": "Said where the rows stand in",
    "past.match": "Said what the columns hold in",
    "past.match_words": "Said what the words mean in",
    "past.take": "Took in the good rows of",
    "past.undo": "Took back what came of",
    "past.drop": "Dropped",
    "past.forget_again": "Forgot again, after a restore,",
    "past.sweep": "Destroyed the rows of an old spreadsheet",
}
LOOKS = {"past.look": "Looked at the rows of", "past.export": "Took out what was left out of"}
PAGES = {
    "past.index": Page("the page to bring the past"),
    "past.add": Page("the page to bring a spreadsheet"),
    "past.one": Page("the page of", KIND),
    "past.lay_out": Page("the way to say where the rows stand in", KIND),
    "past.columns": Page("the page to say what the columns hold in", KIND),
    "past.words": Page("the page to say what the words mean in", KIND),
    "past.dry_run": Page("the dry run of", KIND),
    "past.take": Page("the way to take in", KIND),
    "past.left_out": Page("the list of what was left out of", KIND),
    "past.undo": Page("the page to take back", KIND),
    "past.drop": Page("the way to drop", KIND),
}


def bringings(refs: Collection[str]) -> Mapping[str, Named]:
    found = Bringing.objects.system(WHY).filter(ref__in=refs)
    return {one.ref: Named(in_words(one)) for one in found}


def in_words(one: Bringing) -> str:
    return f"a spreadsheet of {one.kind}, brought on {one.at.day} {one.at:%B %Y}"


def tell() -> None:
    """Tell the trail what our verbs, pages and records are called."""
    words.tell(VERBS | LOOKS)
    words.tell_pages(PAGES)
    words.tell_kind(KIND, "a spreadsheet that was brought", namer=bringings)
    words.tell_room("past", "Bring your past")
