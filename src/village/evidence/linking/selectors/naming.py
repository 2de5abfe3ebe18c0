"""How the trail names pairs and decisions: by agency and day, never by what the records say."""

import re
from collections.abc import Collection, Mapping

from village.evidence.linking.models import PairDecision
from village.trail import words
from village.trail.words import Named, Page

WHY = "the trail's own readers see that a pair was decided, and nothing of its records"
OF_PAIR = re.compile(r"[0-9a-f]{16}")
"""What `queue_ref` makes; refs of records are of other letters too."""
PAIR, DECISION, FOLLOWED = "pair", "pair_decision", "followed_decisions"

VERBS = {
    "linking.decide": "Decided of two records",
    "linking.take_back": "Took back what was decided of two records",
    "linking.ask": "Asked for a version with what was decided of pairs",
}
LOOKS = {"linking.look": "Looked at the identifiers of"}
PAGES = {
    "linking.queue": Page("the pairs that wait"),
    "linking.pair": Page("the page of a pair of records"),
    "linking.decided": Page("the pairs that are decided"),
    "linking.take_back": Page("the way to take back", DECISION),
    "linking.ask": Page("the way to ask for a version"),
    "linking.statement": Page("the linkage statement of a version"),
    "linking.statement_file": Page("the linkage statement of a version, as a file"),
}


def decisions(refs: Collection[str]) -> Mapping[str, Named]:
    found = PairDecision.objects.system(WHY).filter(ref__in=refs)
    return {one.ref: Named(in_words(one)) for one in found}


def pairs(refs: Collection[str]) -> Mapping[str, Named]:
    """By the beginning of their ref, which tells one from another and nothing else."""
    return {
        ref: Named(f"pair {ref[:6]} of the linker’s queue")
        for ref in refs
        if OF_PAIR.fullmatch(ref)
    }


def in_words(one: PairDecision) -> str:
    """When it was decided, and not what: whose child is whose is the linker's to know."""
    return f"two records ({one.at.day} {one.at:%B %Y})"


def tell() -> None:
    """Tell the trail what our verbs, pages and records are called."""
    words.tell(VERBS | LOOKS, about_children=LOOKS)
    words.tell_pages(PAGES)
    words.tell_kind(PAIR, "a pair of records", namer=pairs)
    words.tell_kind(DECISION, "what was decided of two records", namer=decisions)
    words.tell_kind(FOLLOWED, "which decisions a version was made with")
    words.tell_room("linking", "Linking")
