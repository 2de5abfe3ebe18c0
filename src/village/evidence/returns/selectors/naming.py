"""How the trail names returns and their editions: by title and period, never by what is in them."""

from collections.abc import Collection, Mapping

from village.evidence.returns.models import Edition, Return, Withdrawal
from village.trail import words
from village.trail.words import Named, Page

WHY = "the trail's own readers see which return, and nothing that is in it"
RETURN, EDITION = "return", "edition"

VERBS = {
    "returns.accept": "Agreed to take the return in",
    "returns.bring": "Brought years of counts",
    "returns.check": "Checked a file",
    "returns.comment": "Changed the commentary of",
    "returns.expect": "Noted a return that is owed",
    "returns.furnish": "Noted the returns that are owed, from the kit",
    "returns.keep": "Put the rows of an accepted return into the data set",
    "returns.receive": "Sent a file for a return",
    "returns.remind": "Wrote to people about a return that is owed",
    "returns.refuse": "Left a file out",
    "returns.refuse_unreadable": "Refused a file that could not be read",
    "returns.take_rules": "Took over rules from the kit",
    "returns.withdraw": "Took a return back",
}
LOOKS = {
    "returns.export": "Took out the list of what the checks found in",
    "returns.export_alone": "Took out the rows that no other list knows of",
    "returns.look": "Looked at rows that the checks found in",
    "returns.look_alone": "Looked at the rows that no other list knows of",
    "returns.look_counts": "Looked at the counts of",
}
PAGES = {
    "returns.accept": Page("the way to take in", EDITION),
    "returns.api_counts": Page("the blank form for", RETURN),
    "returns.api_edition": Page("the answer about", EDITION),
    "returns.api_issues": Page("the list of what was found in", EDITION),
    "returns.api_return": Page("the answer about", RETURN),
    "returns.api_returns": Page("the list of returns"),
    "returns.api_send": Page("the way to send", RETURN),
    "returns.calendar": Page("the list of returns"),
    "returns.counts": Page("the form to fill in for", RETURN),
    "returns.counts_workbook": Page("the workbook to fill in for", RETURN),
    "returns.edition": Page("the page of", EDITION),
    "returns.issues": Page("the list of what was found in", EDITION),
    "returns.missing": Page("the lists of missing children"),
    "returns.missing_own": Page("the rows that no other list knows of", EDITION),
    "returns.missing_sheet": Page("the rows that no other list knows of", EDITION),
    "returns.one": Page("the page of", RETURN),
    "returns.refuse": Page("the way to leave out", EDITION),
    "returns.rule": Page("what a rule found in", EDITION),
    "returns.withdraw": Page("the page to take back", EDITION),
}


def returns(refs: Collection[str]) -> Mapping[str, Named]:
    found = Return.objects.system(WHY).filter(ref__in=refs).select_related("body")
    return {owed.ref: Named(in_words(owed)) for owed in found}


def editions(refs: Collection[str]) -> Mapping[str, Named]:
    found = Edition.objects.system(WHY).filter(ref__in=refs).select_related("of__body")
    return {edition.ref: Named(edition_in_words(edition)) for edition in found}


def withdrawals(refs: Collection[str]) -> Mapping[str, Named]:
    found = Withdrawal.objects.system(WHY).filter(ref__in=refs).select_related("edition__of__body")
    return {taken.ref: Named(f"taken back: {edition_in_words(taken.edition)}") for taken in found}


def in_words(owed: Return) -> str:
    return f"{owed.title}, {owed.period.label}, {owed.body.name}"


def edition_in_words(edition: Edition) -> str:
    return f"edition {edition.number} of {in_words(edition.of)}"


def tell() -> None:
    """Tell the trail what our verbs, pages and records are called."""
    words.tell(VERBS | LOOKS, about_children=LOOKS)
    words.tell_pages(PAGES)
    words.tell_kind(EDITION, "an edition of a return", namer=editions)
    words.tell_kind(RETURN, "a return that is owed", namer=returns)
    words.tell_kind("withdrawal", "a return taken back", namer=withdrawals)
    words.tell_kind("rule", "a rule of the kit")
    words.tell_room("returns", "Returns")
