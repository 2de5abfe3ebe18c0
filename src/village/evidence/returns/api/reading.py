"""Addresses from which a system reads what its body owes, has sent, and what was found in it."""

from http import HTTPStatus

from django.http import Http404, HttpResponse

from village.design.answers import answer, problem, takes
from village.evidence.returns import selectors
from village.evidence.returns.api import told
from village.evidence.returns.selectors import by_key
from village.evidence.returns.services import counts as counting
from village.evidence.returns.services import looking
from village.kernel.refusal import Refusal
from village.partnership.people.access import Request, keyed

ALL = "csv"
"""As many rows as the sender's list in this form has."""


@takes("GET", "HEAD")
@keyed("returns")
def returns(request: Request) -> HttpResponse:
    """Every return that the key's body owes, and how it stands."""
    found = by_key.owed(request.rights)
    return answer({"returns": [told.owed(one) for one in found]})


@takes("GET", "HEAD")
@keyed("returns")
def owed(request: Request, ref: str) -> HttpResponse:
    """One of them, with the editions that were sent for it."""
    one = by_key.one(request.rights, ref)
    sent = by_key.editions(request.rights, one.owed)
    return answer({**told.owed(one), "sent": [told.edition(edition) for edition in sent]})


@takes("GET", "HEAD")
@keyed("returns")
def counts(request: Request, ref: str) -> HttpResponse:
    """The blank form of a return of counts: each line that is asked for."""
    one = by_key.one(request.rights, ref).owed
    spec = counting.asked(one)
    if spec is None or not counting.asks_form(one):
        raise Http404
    return answer(told.blank(one, spec))


@takes("GET", "HEAD")
@keyed("returns")
def edition(request: Request, ref: str) -> HttpResponse:
    """One edition: its state, and what the check found by rule."""
    shown = by_key.edition(request.rights, ref)
    return answer(told.whole(shown, kinds=selectors.kinds(shown), why_not=why_not(shown, request)))


def why_not(shown: told.Edition, request: Request) -> str:
    """What keeps an edition out of the data set, in words; "" where nothing does."""
    trouble = selectors.trouble(shown)
    if trouble or shown.state != told.State.CHECKED:
        return trouble
    return selectors.why_not(shown) or ""


@takes("GET", "HEAD")
@keyed("returns")
def issues(request: Request, ref: str) -> HttpResponse:
    """Each cell that a rule found, in the ids of the sender's file; the look is recorded."""
    shown = by_key.edition(request.rights, ref)
    try:
        found = looking.all_rows(shown, kind=ALL, rights=request.rights, at=request.at)
    except Refusal as no:
        mend = "Look at the edition: findings lie there while it is checked or accepted."
        return problem(HTTPStatus.CONFLICT, no.message, mend=mend)
    return answer(told.issues(shown, found))
