"""How the trail names agreements and what is done with them."""

from collections.abc import Collection, Mapping

from django.urls import reverse

from village.evidence.returns.models import Agreement
from village.trail import words
from village.trail.words import Named, Page

WHY = "the trail's own readers see which agreement"
AGREEMENT = "agreement"

VERBS = {
    "returns.change_agreement": "Changed a sharing agreement",
    "returns.draft_agreement": "Wrote a sharing agreement",
    "returns.end_agreement": "Ended a sharing agreement early",
    "returns.furnish_agreements": "Took over sharing agreements from the kit",
    "returns.sign_agreement": "Signed a sharing agreement",
    "returns.tell_of_agreement": "Wrote to people about a sharing agreement that runs out",
    "returns.take_out_agreement": "Took out the text of a sharing agreement",
}
PAGES = {
    "returns.agreements": Page("the register of sharing agreements"),
    "returns.add_agreement": Page("the way to write a sharing agreement"),
    "returns.agreement": Page("the page of", AGREEMENT),
    "returns.agreement_text": Page("the text of", AGREEMENT),
    "returns.change_agreement": Page("the way to change", AGREEMENT),
    "returns.end_agreement": Page("the way to end", AGREEMENT),
    "returns.sign_agreement": Page("the way to sign", AGREEMENT),
}


def agreements(refs: Collection[str]) -> Mapping[str, Named]:
    found = Agreement.objects.system(WHY).filter(ref__in=refs)
    return {
        one.ref: Named(
            f"sharing agreement “{one.title}”, edition {one.edition}",
            reverse("returns:agreement", args=[one.ref]),
        )
        for one in found
    }


def tell() -> None:
    """Tell the trail what our verbs, pages and records are called."""
    words.tell(VERBS)
    words.tell_pages(PAGES)
    words.tell_kind(AGREEMENT, "a sharing agreement", namer=agreements)
