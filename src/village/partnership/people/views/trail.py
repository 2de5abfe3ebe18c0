"""Pages of the trail: what happened to a record, who looked, what was refused, what is unposted."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from village.partnership.people.access import Request, granted, roles, signed_in
from village.partnership.people.selectors import trail as selectors
from village.partnership.people.services.letters import send_again
from village.partnership.people.views.acting import say
from village.trail import read

minds_the_post = roles("business manager", "administrator", "information governance officer")


@granted("trail")
def find(request: Request) -> HttpResponse:
    """What was refused lately, and the way to the trail of a record or a person."""
    if ref := request.GET.get("ref", "").strip():
        return redirect("people:trail_of", ref=ref)
    shown = selectors.refusals(page=request.GET.get("page"))
    hours = selectors.anonymous_refusals()
    read("people.read_refusals", by=request.user, at=request.at, kind="trail", ref="refusals")
    return render(request, "people/trail.html", {"shown": shown, "hours": hours})


@granted("trail")
def of_record(request: Request, ref: str) -> HttpResponse:
    """Everything that was done to one record; that it was read is itself recorded."""
    read("people.read_trail", by=request.user, at=request.at, kind="trail", ref=ref)
    shown = selectors.of_record(ref, page=request.GET.get("page"))
    return render(request, "people/trail_of.html", {"shown": shown, "ref": ref})


@granted("trail")
def who_looked(request: Request, ref: str) -> HttpResponse:
    """Who looked at one record."""
    read("people.read_who_looked", by=request.user, at=request.at, kind="trail", ref=ref)
    shown = selectors.who_looked(ref, page=request.GET.get("page"))
    return render(request, "people/who_looked.html", {"shown": shown, "ref": ref})


@granted("trail")
def of_person(request: Request, ref: str) -> HttpResponse:
    """What one person did, saw or was refused."""
    read("people.read_person_trail", by=request.user, at=request.at, kind="trail", ref=ref)
    shown = selectors.of_person(ref, page=request.GET.get("page"))
    return render(request, "people/trail_by.html", {"shown": shown, "ref": ref})


@signed_in
def looked_at_me(request: Request) -> HttpResponse:
    """Who did what to my own entry, and who looked."""
    shown = selectors.of_record(request.rights.ref, page=request.GET.get("page"))
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
