"""Pages round sign-in: invitation, second step, sittings, what was kept, the demo's front door."""

from allauth.account import views as account
from allauth.mfa.totp import views as totp
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from village.jobs.keys import once
from village.partnership.people import selectors, services
from village.partnership.people.access import (
    Request,
    is_on_this_machine,
    must,
    open_to_all,
    signed_in,
    while_signing_in,
)
from village.partnership.people.adapters import page
from village.partnership.people.forms import ChoosePasswordForm
from village.partnership.people.services import invitations
from village.partnership.people.services import kept as keeping
from village.partnership.people.services import sittings as sitting
from village.partnership.people.signals import SECOND_STEP
from village.partnership.people.views.acting import carry_out

BACKEND = "village.partnership.people.adapters.SignInBackend"


@signed_in
@page
def change_password(request: Request) -> HttpResponseBase:
    """The library's page; who came in without a password, as in the demo, has none to change."""
    has_one = request.user.has_usable_password()
    must(has_one, "You came in without a password, so there is none to change.")
    response: HttpResponseBase = account.password_change(request)
    return response


@while_signing_in
@page
def set_up_second_step(request: Request) -> HttpResponseBase:
    """The library's page; whoever has set it up already sees how it stands."""
    if request.user.is_authenticated and is_mfa_enabled(request.user):
        return redirect("mfa_index")
    response: HttpResponseBase = totp.activate_totp(request)
    return response


@while_signing_in
@once
def accept(request: Request, token: str) -> HttpResponse:
    """The page behind an invitation: choose a password; then sign in with it."""
    digest = invitations.digest_of(token)
    invitation = selectors.open_invitation(digest=digest, at=request.at)
    if invitation is None:
        return render(request, "people/invitation_spent.html", status=404)
    form = ChoosePasswordForm(request.POST or None, person=invitation.person)
    answers = form.answers if form.is_valid() else {}
    if carry_out(
        request, form, lambda: services.accept(token, password=answers["password"], at=request.at)
    ):
        messages.success(request, "Your password is set. Sign in with it.")
        return redirect("account_login")
    return render(request, "people/accept.html", {"form": form, "person": invitation.person})


@signed_in
def sittings(request: Request) -> HttpResponse:
    """Where I am signed in; one button ends the others."""
    here = request.session.get("sitting", "")
    if request.method == "POST":
        ended = sitting.end_others(request.user, keep=here, by=request.user, at=request.at)
        messages.success(request, f"Signed out elsewhere: {ended}.")
        return redirect("people:sittings")
    found = selectors.sittings(request.rights)
    return render(request, "people/sittings.html", {"sittings": found, "here": here})


@signed_in
def kept(request: Request, ref: str) -> HttpResponse:
    """What I typed before my sitting ended: send it again, or throw it away."""
    found = selectors.kept(request.rights, ref=ref)
    if request.method == "POST":
        keeping.discard(found, by=request.user, at=request.at)
        messages.success(request, "Thrown away.")
        return redirect("people:me")
    fields = keeping.fields_of(found, person=request.user)
    return render(request, "people/kept.html", {"kept": found, "fields": fields})


@open_to_all
def demo(request: Request) -> HttpResponse:
    """The demo's front door: one click signs in as a made-up person. On this machine alone."""
    if not is_on_this_machine(request):
        raise Http404
    people = {person.ref: person for person in selectors.demo_people(at=request.at)}
    if request.method != "POST":
        return render(request, "people/demo.html", {"people": people.values()})
    chosen = people.get(request.POST.get("person", ""))
    if chosen is None:
        raise Http404
    login(request, chosen, backend=BACKEND)
    request.session[SECOND_STEP] = chosen.ref
    if found := selectors.kept_for(chosen, at=request.at):
        return redirect("people:kept", found.ref)
    return redirect(settings.LOGIN_REDIRECT_URL)
