"""The pages on which a spreadsheet is brought: file, columns, words, dry run, and the way back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from village.design import sheets
from village.design.forms import carry_out
from village.jobs.keys import once
from village.partnership.people.access import Request, acting, roles, takes_files
from village.past import forms
from village.past.models import Bringing
from village.past.rules import State
from village.past.selectors import kinds, leaving, shown, tables
from village.past.services import deciding, looking, matching, reading

takes_forms = require_http_methods(["GET", "HEAD", "POST"])
bringers = roles("business manager", "QA manager", "agency data lead")


def posted(request: Request) -> Any:  # Any: what a form takes
    return request.POST if request.method == "POST" else None


def seen(found: Bringing) -> dict[str, Any]:  # Any: the initial values of a form
    return {"version": found.version}


@require_safe
@bringers
def index(request: Request) -> HttpResponse:
    """What can be brought, and what was."""
    context = {"kinds": kinds.open_to(request.rights), "found": shown.bringings(request.rights)}
    return render(request, "past/index.html", context)


@takes_forms
@takes_files("figures")
@bringers
@once
def add(request: Request, kind: str) -> HttpResponse:
    """Bring one spreadsheet of one kind."""
    of = kinds.for_(request.rights, kind)
    form = forms.Bring(posted(request), request.FILES or None)

    def receive() -> Bringing:
        return reading.receive(of.key, upload=form.cleaned_data["file"], **acting(request))

    if found := carry_out(request, form, receive):
        return redirect("past:one", found.ref)
    return render(request, "past/add.html", {"kind": of, "form": form})


@require_safe
@bringers
def one(request: Request, ref: str) -> HttpResponse:
    """How it stands with one sheet: what is still to be said, or what became of it."""
    found = shown.bringing(request.rights, ref)
    if shown.is_open(found):
        return redirect("past:dry_run" if found.matched else "past:columns", found.ref)
    context = {"found": found, "kind": kinds.of(found.kind), "progress": shown.progress(found)}
    seen_at = reverse(kinds.SEEN_AT[found.kind])
    return render(request, "past/one.html", {**context, "seen_at": seen_at})


def open_one(request: Request, ref: str) -> Bringing | None:
    """A sheet that may still be matched; None where its page now says otherwise."""
    found = shown.bringing(request.rights, ref)
    return found if shown.is_open(found) else None


@require_POST
@bringers
@once
def lay_out(request: Request, ref: str) -> HttpResponse:
    """Choose another sheet or another row of heads."""
    found = open_one(request, ref)
    if found is None:
        return redirect("past:one", ref)
    form = layout(found, tables.sheets_of(found), request.POST)

    def lay() -> Bringing:
        return matching.lay_out(found, **form.layout(found), **acting(request))

    if not carry_out(request, form, lay):
        messages.warning(request, "Choose a sheet and a row of it.")
    return redirect("past:columns", ref)


def layout(found: Bringing, all_sheets: tables.Sheets, data: Any = None) -> forms.LayOut:
    rows = tables.heads_to_choose(all_sheets, found.sheet)
    initial = {"sheet": found.sheet, "head": found.head, **seen(found)}
    return forms.LayOut(data, sheets=list(all_sheets), rows=rows, initial=initial)


@takes_forms
@bringers
@once
def columns(request: Request, ref: str) -> HttpResponse:
    """Say what each column holds."""
    found = open_one(request, ref)
    if found is None:
        return redirect("past:one", ref)
    all_sheets = looking.look(found, **acting(request))
    laid = tables.Laid(found, all_sheets)
    options = kinds.all_options(laid.kind, request.rights)
    form = forms.Columns(posted(request), laid=laid, options=options, initial=seen(found))

    def match() -> Bringing:
        return matching.match(found, columns=form.columns, **version(form), **acting(request))

    if now := carry_out(request, form, match):
        return redirect("past:words" if shown.lacks_words(now) else "past:dry_run", ref)
    context = {"found": found, "kind": laid.kind, "form": form, "laid": laid}
    return render(request, "past/columns.html", {**context, "layout": layout(found, all_sheets)})


def version(form: Any) -> dict[str, Any]:  # Any: a form over something saved; a keyword
    """The version that the person saw."""
    return {"version": form.cleaned_data["version"]}


@takes_forms
@bringers
@once
def words(request: Request, ref: str) -> HttpResponse:
    """Say what each word means."""
    found = open_one(request, ref)
    if found is None or not found.matched:
        return redirect("past:one", ref)
    looking.look(found, **acting(request))
    told = shown.words(found, rights=request.rights)
    form = forms.MatchWords(posted(request), told=told, meant=found.words, initial=seen(found))

    def match() -> Bringing:
        return matching.match_words(found, words=form.words, **version(form), **acting(request))

    if carry_out(request, form, match):
        return redirect("past:dry_run", ref)
    context = {"found": found, "kind": kinds.of(found.kind), "form": form}
    return render(request, "past/words.html", context)


@require_safe
@bringers
def dry_run(request: Request, ref: str) -> HttpResponse:
    """What would come of it, row by row; nothing is written but the look."""
    found = open_one(request, ref)
    if found is None or not found.matched:
        return redirect("past:one", ref)
    return render(request, "past/dry_run.html", about_dry_run(request, found))


def about_dry_run(request: Request, found: Bringing, form: Any = None) -> dict[str, Any]:
    looking.look(found, **acting(request))
    run = shown.dry_run(found, rights=request.rights, at=request.at)
    return {
        "found": found,
        "kind": kinds.of(found.kind),
        "run": run,
        "lines": run.page(request.GET.get("page", "1")),
        "form": form or forms.Take(initial={"ready": run.ready, **seen(found)}),
        "drop_form": forms.Drop(initial=seen(found)),
    }


@require_POST
@bringers
@once
def take(request: Request, ref: str) -> HttpResponse:
    """Take the good rows in."""
    found = open_one(request, ref)
    if found is None:
        return redirect("past:one", ref)
    form = forms.Take(request.POST)

    def take_in() -> Bringing:
        return deciding.take(found, **form.answers, **version(form), **acting(request))

    if done := carry_out(request, form, take_in):
        messages.success(request, f"{done.summary['rows']:,} rows are taken in.")
        return redirect("past:one", ref)
    context = about_dry_run(request, found)
    return render(request, "past/dry_run.html", {**context, "refused": form})


@require_safe
@bringers
def left_out(request: Request, ref: str) -> HttpResponseBase:
    """The rows that are not brought, with why and what to do, as a CSV."""
    found = shown.bringing(request.rights, ref)
    if not found.has_rows:
        messages.warning(request, looking.RowsGone().message)
        return redirect("past:one", ref)
    label, table = leaving.left_out(looking.exported(found, **acting(request)), request.rights)
    return sheets.response("csv", label, table)


@takes_forms
@bringers
@once
def undo(request: Request, ref: str) -> HttpResponse:
    """Take back all that came of a sheet."""
    found = shown.bringing(request.rights, ref)
    if found.state != State.TAKEN:
        return redirect("past:one", ref)
    form = forms.Undo(posted(request), initial=seen(found))

    def take_back() -> Bringing:
        return deciding.undo(found, **form.answers, **version(form), **acting(request))

    if carry_out(request, form, take_back):
        messages.success(request, "What came of it is taken back.")
        return redirect("past:one", ref)
    context = {"found": found, "kind": kinds.of(found.kind), "form": form}
    return render(request, "past/undo.html", context)


@require_POST
@bringers
@once
def drop(request: Request, ref: str) -> HttpResponse:
    """Let a sheet go that was not taken in."""
    found = shown.bringing(request.rights, ref)
    form = forms.Drop(request.POST)

    def let_go() -> Bringing:
        return deciding.drop(found, **version(form), **acting(request))

    if carry_out(request, form, let_go):
        messages.success(request, "The sheet is dropped, and its rows are destroyed.")
        return redirect("past:index")
    messages.warning(request, "It has changed meanwhile. Look at it again.")
    return redirect("past:one", ref)
