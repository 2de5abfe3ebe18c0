"""Pages of the bodies: which there are, what they were, who acts for them."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from village.partnership.people import selectors, services
from village.partnership.people.access import Request, roles, signed_in
from village.partnership.people.forms import ContactForm
from village.partnership.people.views.acting import carry_out


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
def contact(request: Request, ref: str) -> HttpResponse:
    """Say who speaks for a body."""
    found = selectors.body(request.rights, ref=ref)
    start = {"version": found.version, "contact": found.contact.ref if found.contact else ""}
    form = ContactForm(request.POST or None, rights=request.rights, initial=start)

    def name() -> object:
        given = form.cleaned_data
        return services.name_contact(
            found,
            contact=given["contact"],
            version=given["version"],
            by=request.user,
            at=request.at,
        )

    if carry_out(request, form, name):
        return redirect("people:body", ref=found.ref)
    return render(request, "people/contact.html", {"form": form, "body": found})
