"""Pages of the trail: what happened to a record, who looked, what was refused, what is unposted."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from village.partnership.people.access import Request, granted, roles, signed_in
from village.partnership.people.forms import TrailFilter
from village.partnership.people.selectors import trail as selectors
from village.partnership.people.services.letters import send_again
from village.partnership.people.views.acting import say
from village.trail import read

minds_the_post = roles("business manager", "administrator", "information governance officer")


@granted("trail")
def find(request: Request) -> HttpResponse:
    """The latest events of all, or those that are looked for; the look is itself recorded."""
    form = TrailFilter(request.GET or None)
    answers = form.answers
    if ref := answers.get("ref"):
        return redirect("people:trail_of", ref=ref)
    people = selectors.people_named(answers["who"]) if answers.get("who") else None
    name = "people.search_trail" if people else "people.read_refusals"
    about = tuple(people or ())
    read(name, by=request.user, at=request.at, kind="trail", ref="trail", subjects=about)
    shown = selectors.search(request.rights, form.asked(people), page=request.GET.get("page"))
    hours = selectors.anonymous_refusals()
    context = {"form": form, "shown": shown, "hours": hours, "people": people}
    return render(request, "people/trail.html", context)


@granted("trail")
def of_record(request: Request, ref: str) -> HttpResponse:
    """Everything that was done to one record; that it was read is itself recorded."""
    kind, named = selectors.title_of(request.rights, ref)
    read("people.read_trail", by=request.user, at=request.at, kind=kind, ref=ref)
    shown = selectors.of_record(request.rights, ref, page=request.GET.get("page"))
    context = {"shown": shown, "ref": ref, "named": named, "is_person": kind == "people.person"}
    return render(request, "people/trail_of.html", context)


@granted("trail")
def who_looked(request: Request, ref: str) -> HttpResponse:
    """Who looked at one record."""
    kind, named = selectors.title_of(request.rights, ref)
    read("people.read_who_looked", by=request.user, at=request.at, kind=kind, ref=ref)
    shown = selectors.who_looked(request.rights, ref, page=request.GET.get("page"))
    return render(request, "people/who_looked.html", {"shown": shown, "ref": ref, "named": named})


@granted("trail")
def of_person(request: Request, ref: str) -> HttpResponse:
    """What one person did, saw or was refused."""
    kind, named = selectors.title_of(request.rights, ref)
    read("people.read_person_trail", by=request.user, at=request.at, kind=kind, ref=ref)
    shown = selectors.of_person(request.rights, ref, page=request.GET.get("page"))
    return render(request, "people/trail_by.html", {"shown": shown, "ref": ref, "named": named})


@signed_in
def looked_at_me(request: Request) -> HttpResponse:
    """Who did what to my own entry, and who looked."""
    shown = selectors.of_oneself(request.rights, page=request.GET.get("page"))
    return render(request, "people/looked_at_me.html", {"shown": shown})


@minds_the_post
def letters(request: Request) -> HttpResponse:
    """Letters that could not be delivered; none of them shows what it says."""
    return render(request, "people/letters.html", {"letters": selectors.undelivered()})


@minds_the_post
@require_POST
def letter_again(request: Request, ref: str) -> HttpResponse:
    """Try a letter once more."""
    say(
        request,
        lambda: send_again(ref, by=request.user, at=request.at),
        done="The letter is on its way again.",
    )
    return redirect("people:letters")
