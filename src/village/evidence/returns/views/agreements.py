"""The pages of sharing agreements: the register, one of them, its text, and what is done to it."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from village import trail
from village.design import conflict, documents, drafts
from village.design.forms import carry_out
from village.evidence.returns.forms.agreements import Change, End, Find, Sign, Write
from village.evidence.returns.selectors import agreement_text
from village.evidence.returns.selectors import agreements as selectors
from village.evidence.returns.selectors.agreements import Shown
from village.evidence.returns.services import agreements, house
from village.evidence.returns.views.acting import acting, posted, takes_forms
from village.jobs import drafts as typing
from village.jobs.keys import once
from village.partnership.people import selectors as people
from village.partnership.people.access import Request, must, signed_in
from village.partnership.people.selectors.trail import last_change

ONLY_KEEPERS = "Only an information governance officer ends an agreement early."
ONLY_WRITERS = "Only an information governance officer or the business manager writes agreements."
ONLY_SIGNERS = (
    "Only a delegated safeguarding partner or an agency lead signs, each for their own body."
)
NEW = "returns.agreement:new"


@require_safe
@signed_in
def index(request: Request) -> HttpResponse:
    """Every agreement that the reader may see, with how it stands."""
    rights = request.rights
    selectors.register(rights)  # closed before anything else is asked, where there is none
    bodies, titles = selectors.parties_in(rights), selectors.titles_in(rights)
    form = Find(request.GET or None, bodies=bodies, titles=titles)
    shown = selectors.register(rights, **form.chosen)
    context = {"form": form, "agreements": shown, "may_write": selectors.may_write(rights)}
    return render(request, "returns/agreements.html", context)


@require_safe
@signed_in
def one(request: Request, ref: str) -> HttpResponse:
    """One agreement: its parts, who signed, and what may be done with it."""
    shown = selectors.agreement(request.rights, ref)
    return render(request, "returns/agreements_one.html", about(request, shown))


def about(request: Request, shown: Shown, form: Any = None) -> dict[str, Any]:
    rights = request.rights
    editions = selectors.editions(rights, shown)
    is_newest = editions[0].ref == shown.ref
    return {
        "shown": shown,
        "agreement": shown.agreement,
        "bases": [(basis, agreement_text.read(basis)) for basis in shown.agreement.gateway],
        "editions": editions,
        "newest": editions[0],
        "is_newest": is_newest,
        "may_keep": selectors.may_keep(rights),
        "may_write": selectors.may_write(rights),
        "to_sign": selectors.to_sign(rights, shown) if is_newest else (),
        "form": form,
    }


@require_safe
@signed_in
def text(request: Request, ref: str, kind: str) -> HttpResponse:
    """The agreement's text for signature, as DOCX or PDF."""
    shown = selectors.agreement(request.rights, ref)
    trail.read(
        "returns.take_out_agreement",
        by=request.user,
        at=request.at,
        kind="agreement",
        ref=shown.ref,
    )
    return documents.response(kind, agreement_text.text(shown, rights=request.rights))


@takes_forms
@signed_in
@once
def add(request: Request) -> HttpResponse:
    """Write a new agreement."""
    must_write(request)
    if saved := drafts.keep(request, NEW, **acting(request)):
        return saved
    form = Write(posted(request)[0], initial=typed(request, Write, NEW), **offered(request))
    verb = lambda: agreements.draft(form.terms, **acting(request))  # noqa: E731
    if made := carry_out(request, form, verb):
        typing.drop(NEW, by=request.rights)
        messages.success(request, "The agreement is written. Each party signs it now.")
        return redirect("returns:agreement", made.ref)
    return render(request, "returns/agreements_write.html", {"form": form})


@takes_forms
@signed_in
@once
def change(request: Request, ref: str) -> HttpResponse:
    """Change an agreement; of one that anybody has signed, write the next edition."""
    shown, name = selectors.agreement(request.rights, ref), f"returns.agreement:{ref}"
    must_write(request)
    if saved := drafts.keep(request, name, **acting(request)):
        return saved
    initial = {**said(shown), **typed(request, Change, name), "version": shown.agreement.version}
    form = Change(posted(request)[0], initial=initial, **offered(request, shown))
    verb = lambda: agreements.change(shown.agreement, form.terms, **seen(request, form))  # noqa: E731
    if made := carry_out(request, form, verb):
        typing.drop(name, by=request.rights)
        messages.success(request, after_change(shown, made))
        return redirect("returns:agreement", made.ref)
    page = render(request, "returns/agreements_write.html", {"form": form, "shown": shown})
    return changed_meanwhile(request, shown, form) or page


def after_change(shown: Shown, made: Any) -> str:
    if made.ref == shown.ref:
        return "The agreement is changed."
    return f"Edition {made.edition} is written. It needs every signature again."


@takes_forms
@signed_in
@once
def sign(request: Request, ref: str) -> HttpResponse:
    """Ask, then sign for the reader's own body."""
    shown = selectors.agreement(request.rights, ref)
    waiting = selectors.to_sign(request.rights, shown)
    must(selectors.may_sign(request.rights, shown), ONLY_SIGNERS)
    first = waiting[0].body.ref if waiting else ""
    form = Sign(posted(request)[0], initial={"version": shown.agreement.version, "body": first})
    if carry_out(request, form, lambda: sign_for(request, shown, form)):
        messages.success(request, "It is signed.")
        return redirect("returns:agreement", ref)
    if not waiting or form.errors:
        return render(request, "returns/agreements_one.html", about(request, shown, form))
    context = {**about(request, shown, form), "party": waiting[0]}
    return render(request, "returns/agreements_sign.html", context)


def sign_for(request: Request, shown: Shown, form: Sign) -> Any:
    for party in shown.parties:
        if party.body.ref == form.cleaned_data["body"]:
            return agreements.sign(shown.agreement, body=party.body, **seen(request, form))
    raise Http404


@takes_forms
@signed_in
@once
def end(request: Request, ref: str) -> HttpResponse:
    """Ask, then end an agreement early, with the reason."""
    shown = selectors.agreement(request.rights, ref)
    must_keep(request)
    form = End(posted(request)[0], initial={"version": shown.agreement.version})
    verb = lambda: agreements.end(  # noqa: E731
        shown.agreement, why=form.answers["why"], **seen(request, form)
    )
    if carry_out(request, form, verb):
        messages.success(request, "The agreement is ended. It covers no return any more.")
        return redirect("returns:agreement", ref)
    context = {"shown": shown, "agreement": shown.agreement, "form": form}
    return render(request, "returns/agreements_end.html", context)


def must_write(request: Request) -> None:
    """Open to whoever writes agreements; to others who may see them closed with a reason."""
    if not selectors.may_see(request.rights):
        raise Http404
    must(selectors.may_write(request.rights), ONLY_WRITERS)


def must_keep(request: Request) -> None:
    """Open to whoever ends agreements; to others who may see them closed with a reason."""
    if not selectors.may_see(request.rights):
        raise Http404
    must(selectors.may_keep(request.rights), ONLY_KEEPERS)


def seen(request: Request, form: Any) -> dict[str, Any]:
    """Who acts and when, on which version."""
    return {**acting(request), "version": form.cleaned_data["version"]}


def typed(request: Request, form: type[Write], name: str) -> dict[str, Any]:
    """What the reader had typed and not sent."""
    return drafts.so_far(form, name, **acting(request))


def offered(request: Request, shown: Shown | None = None) -> dict[str, Any]:
    """What there is to choose from; a party that is no more stays on the list of its agreement."""
    rights = request.rights
    listed = people.bodies_by_kind(rights).values()
    bodies = {body.ref: body for some in listed for body in some}
    for party in shown.parties if shown else ():
        bodies.setdefault(party.body.ref, party.body)
    return {
        "bodies": bodies.values(),
        "titles": selectors.titles(),
        "gateways": house.gateways(),
    }


def said(shown: Shown) -> dict[str, Any]:
    """What the agreement says now, as the form asks for it."""
    agreement = shown.agreement
    return {
        "title": agreement.title,
        "bodies": [party.body.ref for party in shown.parties],
        "specs": [covered.spec for covered in shown.covered],
        "purpose": agreement.purpose,
        "gateway": [basis["key"] for basis in agreement.gateway],
        "conditions": "\n".join(agreement.conditions),
        "retention_months": agreement.retention_months,
        "destroyed": agreement.destroyed,
        "from_on": agreement.from_on,
        "last_on": agreement.until_on - timedelta(days=1),
        "review_on": agreement.review_on,
    }


def changed_meanwhile(request: Request, shown: Shown, form: Change) -> HttpResponse | None:
    """The typed beside the saved, where somebody else changed the agreement meanwhile."""
    if not getattr(form, "is_stale", False):
        return None
    now = selectors.agreement(request.rights, shown.ref)
    who, at = last_change(now.ref)
    return conflict.response(
        request,
        form,
        saved=said(now),
        version=now.agreement.version,
        by=who,
        at=at or request.at,
        href=reverse("returns:agreement", args=[now.ref]),
    )
