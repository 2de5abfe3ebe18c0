"""Pages on which an information governance officer bars a person, or lifts a bar.

For everybody else none of them exists: that somebody is barred may itself say too much.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from village.jobs.keys import once
from village.partnership.people import services
from village.partnership.people.access import Request, signed_in
from village.partnership.people.forms import BarForm, LiftForm
from village.partnership.people.selectors import bars as selectors
from village.partnership.people.views.acting import acting, carry_out


@signed_in
def index(request: Request) -> HttpResponse:
    """Every bar that stands."""
    standing = selectors.guarded_bars(request.rights)
    return render(request, "people/bars.html", {"bars": standing})


@signed_in
@once
def bar(request: Request, ref: str) -> HttpResponse:
    """From what, and why; then asked once more, with all that goes; then done."""
    found = selectors.person_to_bar(request.rights, ref=ref)
    groups = selectors.barrable(request.rights, found)
    form = BarForm(request.POST or None, groups=groups)
    shown = {"form": form, "person": found}
    if form.is_valid() and not form.answers["sure"]:
        taken = selectors.taken_with(form.answers["scope"])
        return render(request, "people/bar_sure.html", shown | {"taken": taken})
    if carry_out(request, form, lambda: services.bar(found, **form.asked, **acting(request))):
        messages.success(request, f"{found.name} is barred, from their next click.")
        return redirect("people:person", ref=ref)
    return render(request, "people/bar.html", shown)


@signed_in
@once
def lift(request: Request, ref: str) -> HttpResponse:
    """Let somebody see again what they were barred from."""
    shown = selectors.bar(request.rights, ref=ref)
    form = LiftForm(request.POST or None)
    if carry_out(
        request, form, lambda: services.lift(shown.bar, **form.answers, **acting(request))
    ):
        messages.success(request, "The bar is lifted.")
        return redirect("people:person", ref=shown.bar.person.ref)
    return render(request, "people/lift.html", {"form": form, "shown": shown})
