"""Pages on which a body's data lead gives its systems keys, and ends them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from village.jobs.keys import once
from village.partnership.people import selectors
from village.partnership.people.access import Request, must, roles, signed_in
from village.partnership.people.forms import EndKeyForm, KeyForm
from village.partnership.people.selectors import keys as found
from village.partnership.people.services import keys
from village.partnership.people.views.acting import acting, carry_out

FOR_SENDERS = "The keys of a body are for its data leads, its contact and the business unit."
FOR_LEADS = "Only a data lead of this body makes its keys, and nobody in their place."


@require_safe
@roles("business manager", "administrator", "information governance officer")
def everywhere(request: Request) -> HttpResponse:
    """The keys of all bodies."""
    return render(request, "people/all_keys.html", {"keys": found.everywhere(request.rights)})


@require_safe
@signed_in
def of_body(request: Request, ref: str) -> HttpResponse:
    """The keys of one body, those that are over too."""
    body = selectors.body(request.rights, ref=ref)
    must(found.may_see(request.rights, body), FOR_SENDERS)
    context = {
        "body": body,
        "keys": found.of_body(request.rights, body),
        "may_make": found.may_make(request.rights, body),
    }
    return render(request, "people/keys.html", context)


@signed_in
@once
def make(request: Request, ref: str) -> HttpResponse:
    """Make a key, and show it this one time: it stands in no address, session or letter."""
    body = selectors.body(request.rights, ref=ref)
    must(found.may_see(request.rights, body), FOR_SENDERS)
    must(found.may_make(request.rights, body), FOR_LEADS)
    form = KeyForm(request.POST or None, rights=request.rights)
    made = carry_out(request, form, lambda: keys.make(body, **form.answers, **acting(request)))
    if made:
        key, token = made
        return render(request, "people/key_made.html", {"body": body, "key": key, "token": token})
    return render(request, "people/make_key.html", {"body": body, "form": form})


@signed_in
@once
def end(request: Request, ref: str) -> HttpResponse:
    """Ask, then end a key: its next call is refused."""
    key = found.key(request.rights, ref=ref)
    form = EndKeyForm(request.POST or None)
    if carry_out(request, form, lambda: keys.end(key, **acting(request))):
        messages.success(request, f"The key “{key.label}” has ended.")
        return redirect("people:keys", ref=key.body.ref)
    shown = found.shown(key, request.rights)
    return render(request, "people/end_key.html", {"shown": shown, "key": key, "form": form})
