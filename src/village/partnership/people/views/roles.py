"""Pages on which roles are given, confirmed, lent and ended."""

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from village.jobs.keys import once
from village.partnership.people import selectors, services
from village.partnership.people.access import Request, must, signed_in
from village.partnership.people.forms import AppointForm, ConfirmForm, EndForm, StandInForm
from village.partnership.people.models import Role
from village.partnership.people.views.acting import acting, carry_out, changed_meanwhile, say


@signed_in
@once
def appoint(request: Request, ref: str | None = None) -> HttpResponse:
    """Give somebody a role, at this body or at none."""
    body = selectors.body(request.rights, ref=ref) if ref else None
    allowed = bool(selectors.kinds_to_give(request.rights, body=body))
    must(allowed, "Only a business manager or the body's contact gives roles here.")
    start = {"starts_on": request.rights.day}
    form = AppointForm(request.POST or None, rights=request.rights, body=body, initial=start)
    role = carry_out(
        request,
        form,
        lambda: services.appoint(**form.answers, body=body, by=request.user, at=request.at),
    )
    if role:
        return redirect("people:person", ref=role.person.ref)
    return render(request, "people/appoint.html", {"form": form, "body": body})


@signed_in
def to_confirm(request: Request) -> HttpResponse:
    """The roles at the bodies that I speak for, each with its button."""
    roles = selectors.roles_to_confirm(request.rights)
    return render(request, "people/to_confirm.html", {"roles": roles})


@signed_in
@require_POST
def confirm(request: Request, ref: str) -> HttpResponse:
    """Say that somebody still holds their role."""
    role = selectors.role(request.rights, ref=ref)
    must(selectors.may_give_role(request.rights, role), "Only the body's contact confirms it.")
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        raise BadRequest("Open the page of roles to confirm again, then confirm this one.")
    say(
        request,
        lambda: services.confirm(role, **form.answers_and_version, **acting(request)),
        done=f"Confirmed: {role.person.name}, {role.kind}.",
    )
    return redirect("people:to_confirm")


@signed_in
@once
def end(request: Request, ref: str) -> HttpResponse:
    """End a role: one's own, or one that I could give."""
    role = own_or_given(request, ref)
    form = EndForm(
        request.POST or None, initial={"on": request.rights.day, "version": role.version}
    )
    if carry_out(
        request, form, lambda: services.end(role, **form.answers_and_version, **acting(request))
    ):
        return redirect("people:person", ref=role.person.ref)
    saved, href = lambda: {"on": role.ends_on}, reverse("people:person", args=[role.person.ref])
    changed = changed_meanwhile(request, form, role, saved=saved, href=href)
    return changed or render(request, "people/end.html", {"form": form, "role": role})


@signed_in
@once
def stand_in(request: Request, ref: str) -> HttpResponse:
    """Let somebody stand in for the holder of a role."""
    role = own_or_given(request, ref)
    form = StandInForm(request.POST or None, rights=request.rights, holder=role.person)
    if carry_out(
        request,
        form,
        lambda: services.delegate(role, **form.answers, by=request.user, at=request.at),
    ):
        return redirect("people:person", ref=role.person.ref)
    return render(request, "people/stand_in.html", {"form": form, "role": role})


@signed_in
@require_POST
def end_stand_in(request: Request, ref: str) -> HttpResponse:
    """End a stand-in today."""
    lent = selectors.delegation(request.rights, ref=ref)
    say(
        request,
        lambda: services.end_delegation(lent, by=request.user, at=request.at),
        done=f"{lent.person.name} stands in no longer.",
    )
    return redirect("people:me")


def own_or_given(request: Request, ref: str) -> Role:
    """A role that the asker holds or could give; 404 where unseen, 403 where only seen."""
    role = selectors.role(request.rights, ref=ref)
    own = role.person_id == request.rights.person_pk
    allowed = own or selectors.may_give_role(request.rights, role)
    must(allowed, "Only who holds this role, or could give it, can do this.")
    return role
