"""Pages of the bodies: which there are, what they were, who acts for them."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from village.jobs.keys import once
from village.partnership.people import selectors, services
from village.partnership.people.access import Request, roles, signed_in
from village.partnership.people.forms import ContactForm
from village.partnership.people.models import Body
from village.partnership.people.views.acting import acting, carry_out, changed_meanwhile


@signed_in
def index(request: Request) -> HttpResponse:
    """All bodies by kind, and those that became others."""
    kinds = selectors.bodies_by_kind(request.rights)
    past = selectors.past_bodies(request.rights)
    return render(request, "people/bodies.html", {"kinds": kinds, "past": past})


@signed_in
def body(request: Request, ref: str) -> HttpResponse:
    """One body: its people, and its history."""
    shown = selectors.body_page(request.rights, ref=ref)
    return render(request, "people/body.html", {"shown": shown})


@roles("business manager")
@once
def contact(request: Request, ref: str) -> HttpResponse:
    """Say who speaks for a body."""
    found = selectors.body(request.rights, ref=ref)
    start = {"version": found.version, "contact": contact_ref(found)}
    form = ContactForm(request.POST or None, rights=request.rights, initial=start)
    if carry_out(
        request,
        form,
        lambda: services.name_contact(found, **form.answers_and_version, **acting(request)),
    ):
        return redirect("people:body", ref=ref)
    saved, href = lambda: {"contact": contact_ref(found)}, reverse("people:body", args=[ref])
    changed = changed_meanwhile(request, form, found, saved=saved, href=href)
    return changed or render(request, "people/contact.html", {"form": form, "body": found})


def contact_ref(body: Body) -> str:
    return body.contact.ref if body.contact else ""
