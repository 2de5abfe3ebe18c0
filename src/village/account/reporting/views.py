"""The pages on which a report is dropped, its findings are read, and what was guessed is mended."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from village.account.reporting import forms
from village.account.reporting.models import Report
from village.account.reporting.rules import MOST_KEPT, State
from village.account.reporting.selectors import shown
from village.account.reporting.services import answering, dropping, looking
from village.design import sheets
from village.design.forms import Form, carry_out
from village.jobs.keys import once
from village.partnership.people.access import Request, acting, signed_in, takes_files

takes_forms = require_http_methods(["GET", "HEAD", "POST"])
PARTS = {
    "findings": ("json", "application/json"),
    "page": ("html", "text/html; charset=utf-8"),
    "word": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


@require_safe
@signed_in
def index(request: Request) -> HttpResponse:
    """Where a report is dropped, and what lies here of the reader's own."""
    return render(request, "reporting/index.html", about_all(request, forms.Drop()))


def about_all(request: Request, form: Form) -> dict[str, Any]:  # Any: what a page shows
    found = shown.reports(request.rights)[:MOST_KEPT]
    return {"form": form, "found": found, "checked": State.CHECKED}


@require_POST
@takes_files()
@signed_in
@once
def add(request: Request) -> HttpResponse:
    """Drop a report to be checked."""
    form = forms.Drop(request.POST, request.FILES or None)

    def receive() -> Report:
        return dropping.receive(form.cleaned_data["file"], **acting(request))

    if found := carry_out(request, form, receive):
        return redirect("reporting:one", found.ref)
    return render(request, "reporting/index.html", about_all(request, form))


@require_safe
@signed_in
def one(request: Request, ref: str) -> HttpResponse:
    """What was found in one report, or how far it is."""
    found = shown.report(request.rights, ref)
    return render(request, "reporting/one.html", about_one(request, found))


def about_one(
    request: Request, found: Report, form: Form | None = None
) -> dict[str, Any]:  # Any: as above
    context = {
        "found": found,
        "progress": shown.progress(found),
        "form": form or forms.Next(),
    }
    if not found.findings_ref or found.state != State.CHECKED:
        return context
    findings = looking.look(found, **acting(request))
    return {
        **context,
        "findings": findings,
        "leaves": findings.leaves(),
        "unread": findings.unread,
        "back_form": sure(found),
    }


def sure(found: Report) -> forms.Sure:
    return forms.Sure(initial={"version": found.version})


@require_POST
@takes_files()
@signed_in
@once
def following(request: Request, ref: str) -> HttpResponse:
    """Drop the next version of a report: what was corrected and set aside is known there."""
    found = shown.report(request.rights, ref)
    form = forms.Next(request.POST, request.FILES or None)

    def receive() -> Report:
        return dropping.receive(form.cleaned_data["file"], earlier=found, **acting(request))

    if newer := carry_out(request, form, receive):
        return redirect("reporting:one", newer.ref)
    return render(request, "reporting/one.html", about_one(request, found, form))


def seen(request: Request, ref: str, key: str) -> tuple[Report, shown.Shown | None]:
    """A report of the reader's own with one of its findings; the look is recorded.

    No finding where the report is read again just now: its own page says so.
    """
    found = shown.report(request.rights, ref)
    if found.state != State.CHECKED:
        messages.warning(request, "The report is being read again. Look at it, then say this anew.")
        return found, None
    return found, looking.look(found, **acting(request)).one(key)


@require_safe
@signed_in
def finding(request: Request, ref: str, key: str) -> HttpResponse:
    """One finding: the numbers it rests on, and what to say of them."""
    found, its = seen(request, ref, key)
    if its is None:
        return redirect("reporting:one", ref)
    return render(request, "reporting/finding.html", about_finding(found, its))


def about_finding(
    found: Report, its: shown.Shown, *, refused: Form | None = None
) -> dict[str, Any]:  # Any: as above
    """refused: the form that was sent and is shown again with its errors."""
    asked = [
        refused
        if isinstance(refused, forms.Correct) and refused.number.key == number.key
        else forms.Correct(number=number, version=found.version)
        for number in its.numbers
    ]
    aside = refused if isinstance(refused, forms.Aside) else None
    return {
        "found": found,
        "its": its,
        "corrections": asked,
        "aside_form": aside
        or forms.Aside(initial={"version": found.version}, auto_id="id_aside_%s"),
        "back_form": sure(found),
        "refused": refused,
    }


@require_POST
@signed_in
@once
def correct(request: Request, ref: str, key: str, number: str) -> HttpResponse:
    """Say what a number is; the report is checked again with it."""
    found, its = seen(request, ref, key)
    if its is None:
        return redirect("reporting:one", ref)
    its_number = next((one for one in its.numbers if one.mark == number), None)
    if its_number is None:
        raise Http404
    form = forms.Correct(request.POST, number=its_number, version=found.version)

    def say() -> Report:
        version = form.cleaned_data["version"]
        return answering.correct(
            found, its_number, fields=form.corrected, version=version, **acting(request)
        )

    if carry_out(request, form, say):
        messages.success(request, "The report is checked again with your correction.")
        return redirect("reporting:one", ref)
    return render(request, "reporting/finding.html", about_finding(found, its, refused=form))


@require_POST
@signed_in
@once
def take_back(request: Request, ref: str, number: str) -> HttpResponse:
    """Take a correction back; the report is checked again without it."""
    found = shown.report(request.rights, ref)

    def let_go(version: int) -> Report:
        return answering.take_back(found, number, version=version, **acting(request))

    said = "The report is checked again without that correction."
    return pressed(request, found, let_go, said=said)


def pressed(
    request: Request, found: Report, verb: Callable[[int], Report], *, said: str
) -> HttpResponse:
    """Do what a button asks, with the version that was seen, and go back to the report."""
    form = forms.Sure(request.POST)
    if carry_out(request, form, lambda: verb(form.cleaned_data["version"])):
        messages.success(request, said)
    else:
        say_why(request, form)
    return redirect("reporting:one", found.ref)


def say_why(request: Request, form: Form) -> None:
    """A button's refusal, on the page it leads back to."""
    for said in form.errors.values():
        messages.warning(request, " ".join(str(one) for one in said))


@require_POST
@signed_in
@once
def set_aside(request: Request, ref: str, key: str) -> HttpResponse:
    """Say that a finding is no fault."""
    found, its = seen(request, ref, key)
    if its is None:
        return redirect("reporting:one", ref)
    form = forms.Aside(request.POST)

    def say() -> Report:
        return answering.set_aside(
            found,
            its,
            why=form.cleaned_data["why"],
            version=form.cleaned_data["version"],
            **acting(request),
        )

    if carry_out(request, form, say):
        messages.success(request, "The finding is set aside.")
        return redirect("reporting:one", ref)
    return render(request, "reporting/finding.html", about_finding(found, its, refused=form))


@require_POST
@signed_in
@once
def put_back(request: Request, ref: str, key: str) -> HttpResponse:
    """Let a finding stand again."""
    found, its = seen(request, ref, key)
    if its is None:
        return redirect("reporting:one", ref)

    def say(version: int) -> Report:
        return answering.put_back(found, its, version=version, **acting(request))

    return pressed(request, found, say, said="The finding stands again.")


@require_safe
@signed_in
def take(request: Request, ref: str, part: str) -> HttpResponse:
    """Take the findings along: as JSON, as a page, or as Word's comments."""
    found = shown.report(request.rights, ref)
    if part not in PARTS or not getattr(found, f"{part}_ref"):
        raise Http404
    ending, kind = PARTS[part]
    taken = HttpResponse(looking.export(found, part, **acting(request)), content_type=kind)
    return sheets.attached(taken, label(request), ending)


def label(request: Request) -> sheets.Label:
    """What the file is; its name says nothing of the report."""
    return sheets.Label(
        "Report, checked",
        definition="What was found in a report",
        source="The report as it was dropped",
        audience="You alone",
        by=request.user.name,
        at=request.at,
    )


@takes_forms
@signed_in
@once
def destroy(request: Request, ref: str) -> HttpResponse:
    """Ask once more, then destroy a report with all that was found in it."""
    found = shown.report(request.rights, ref)
    form = forms.Destroy(request.POST if request.method == "POST" else None)

    def let_go() -> bool:
        dropping.destroy(found, **acting(request))
        return True

    if carry_out(request, form, let_go):
        messages.success(request, "The report is destroyed, and all that was found in it.")
        return redirect("reporting:index")
    return render(request, "reporting/destroy.html", {"found": found, "form": form})
