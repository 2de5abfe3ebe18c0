"""Pages of the people: who they are, which roles they hold, how they come in."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from village.jobs.keys import once
from village.partnership.people import selectors, services
from village.partnership.people.access import Request, must, roles, signed_in
from village.partnership.people.forms import CorrectForm, PersonForm, WhyForm
from village.partnership.people.models import Person
from village.partnership.people.selectors.bars import bars_on
from village.partnership.people.views.acting import acting, carry_out, changed_meanwhile, say


@signed_in
def me(request: Request) -> HttpResponse:
    """My roles, what they show me, and my stand-ins."""
    return render(
        request,
        "people/me.html",
        {
            "roles": selectors.own_roles(request.rights),
            "stand_ins": selectors.stand_ins(request.rights),
            "to_confirm": selectors.roles_to_confirm(request.rights),
        },
    )


@signed_in
def index(request: Request) -> HttpResponse:
    """Everybody who works in the partnership."""
    show = request.GET.get("show", "")
    listed = selectors.people_page(request.rights, page=request.GET.get("page"), show=show)
    may_add = selectors.may_add_people(request.rights)
    context = {"listed": listed, "may_add": may_add, "show": show}
    return render(request, "people/people.html", context)


@signed_in
def person(request: Request, ref: str) -> HttpResponse:
    """One person: their roles, and for some their address and what they may see."""
    shown = selectors.person_page(request.rights, ref=ref)
    barred = bars_on(request.rights, shown.person)
    return render(request, "people/person.html", {"shown": shown, "barred": barred})


@signed_in
@once
def add(request: Request) -> HttpResponse:
    """Note somebody by name."""
    must(selectors.may_add_people(request.rights), "Only who gives roles can add people.")
    form = PersonForm(request.POST or None)
    added = carry_out(
        request,
        form,
        lambda: services.add_person(**form.answers, by=request.user, at=request.at),
    )
    if added:
        return redirect("people:person", ref=added.ref)
    return render(request, "people/add_person.html", {"form": form})


@signed_in
@require_POST
def invite(request: Request, ref: str) -> HttpResponse:
    """Send somebody a link to choose a password."""
    found = selectors.person(request.rights, ref=ref)
    say(
        request,
        lambda: services.invite(found, by=request.user, at=request.at),
        done=f"A letter to {found.name} is on its way.",
    )
    return redirect("people:person", ref=found.ref)


@roles("business manager")
@once
def sign_in(request: Request, ref: str) -> HttpResponse:
    """Close somebody's sign-in, with a letter that says why, or open it again."""
    found = selectors.person(request.rights, ref=ref)
    form = WhyForm(request.POST or None, initial={"version": found.version})
    turn = services.close_sign_in if found.is_active else services.reopen_sign_in
    if carry_out(request, form, lambda: turn(found, **form.answers_and_version, **acting(request))):
        return redirect("people:person", ref=found.ref)
    return render(request, "people/sign_in.html", {"form": form, "person": found})


@roles("business manager")
@once
def second_step(request: Request, ref: str) -> HttpResponse:
    """Help somebody who lost their telephone: they set up one-time codes anew."""
    found = selectors.person(request.rights, ref=ref)
    form = WhyForm(request.POST or None, initial={"version": found.version})
    act = services.take_off_second_step
    if carry_out(request, form, lambda: act(found, **form.answers_and_version, **acting(request))):
        return redirect("people:person", ref=found.ref)
    return render(request, "people/second_step.html", {"form": form, "person": found})


@roles("business manager")
@once
def correct(request: Request, ref: str) -> HttpResponse:
    """Put right somebody's name or e-mail address."""
    found = selectors.person(request.rights, ref=ref)
    start = {**noted(found), "version": found.version}
    form = CorrectForm(request.POST or None, initial=start)
    act = services.correct_person
    if carry_out(request, form, lambda: act(found, **form.answers_and_version, **acting(request))):
        return redirect("people:person", ref=ref)
    href = reverse("people:person", args=[ref])
    changed = changed_meanwhile(request, form, found, saved=lambda: noted(found), href=href)
    return changed or render(request, "people/correct.html", {"form": form, "person": found})


def noted(person: Person) -> dict[str, str]:
    return {"name": person.name, "email": person.email or ""}
