"""The pages of returns: what is owed, what was sent, what the check found, what was decided."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from village.design import sheets
from village.evidence.returns import selectors
from village.evidence.returns.forms import Decide, Send, Withdraw
from village.evidence.returns.models import Edition, Return
from village.evidence.returns.services import editions, looking
from village.kernel.refusal import Refusal
from village.partnership.people.access import signed_in

Page = HttpResponse


@require_GET
@signed_in
def calendar(request: HttpRequest) -> Page:
    """What each body owes and how it stands."""
    lines = selectors.calendar(request.rights)
    return render(request, "returns/calendar.html", {"lines": lines})


@require_http_methods(["GET", "POST"])
@signed_in
def one(request: HttpRequest, ref: str) -> Page:
    """One return: its editions, and where its data lead sends the next one."""
    owed = get_object_or_404(selectors.returns(request.rights), ref=ref)
    form = Send(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = tried(form, "file", lambda: sent_in(request, owed, form))
        if sent is not None:
            return redirect("returns:edition", sent.ref)
    return render(request, "returns/one.html", about_one(request, owed, form))


def sent_in(request: HttpRequest, owed: Return, form: Send) -> Edition:
    selectors.must_send(request.rights, owed)
    upload = form.cleaned_data["file"]
    return editions.receive(owed, upload=upload, by=request.rights.person, at=request.at)


def about_one(request: HttpRequest, owed: Return, form: Send) -> dict[str, Any]:
    return {
        "owed": owed,
        "form": form,
        "editions": selectors.editions(request.rights, owed),
        "may_send": selectors.may_send(request.rights, owed),
    }


def tried(form: Any, field: str | None, act: Callable[[], Edition]) -> Edition | None:
    """Do it, or put the refusal where the person looks for it."""
    try:
        return act()
    except Refusal as no:
        form.add_error(field, str(no))
        return None


def given(form: Any) -> dict[str, Any]:
    """What the person typed and the version that they saw."""
    return {**form.answers, "version": form.cleaned_data["version"]}


@require_GET
@signed_in
def edition(request: HttpRequest, ref: str) -> Page:
    """One edition: how its check goes, or what it found and what may be done."""
    shown = selectors.edition(request.rights, ref)
    return render(request, "returns/edition.html", about(request, shown))


def about(request: HttpRequest, shown: Edition, form: Any = None) -> dict[str, Any]:
    return {
        "edition": shown,
        "owed": shown.of,
        "kinds": selectors.kinds(shown),
        "progress": selectors.progress(shown),
        "why_not": selectors.why_not(shown),
        "may_decide": selectors.may_send(request.rights, shown.of),
        "decide": form or Decide(initial={"version": shown.version}),
        "form": form,
    }


@require_http_methods(["GET", "POST"])
@signed_in
def accept(request: HttpRequest, ref: str) -> Page:
    """Take the edition into the data set."""
    return decided(request, ref, editions.accept, "The return is accepted. Figures follow.")


@require_http_methods(["GET", "POST"])
@signed_in
def refuse(request: HttpRequest, ref: str) -> Page:
    """Leave the edition out; its file is destroyed."""
    return decided(request, ref, editions.refuse, "The file and its findings are destroyed.")


def decided(request: HttpRequest, ref: str, act: Callable[..., Edition], done: str) -> Page:
    shown = selectors.edition(request.rights, ref)
    form = Decide(request.POST or None, initial={"version": shown.version})
    if request.method == "POST" and form.is_valid():
        selectors.must_send(request.rights, shown.of)
        made = tried(
            form,
            None,
            lambda: act(shown, by=request.rights.person, at=request.at, **given(form)),
        )
        if made is not None:
            messages.success(request, done)
            return redirect("returns:edition", ref)
    return render(request, "returns/edition.html", about(request, shown, form))


@require_http_methods(["GET", "POST"])
@signed_in
def withdraw(request: HttpRequest, ref: str) -> Page:
    """Take an accepted edition back, with the reason."""
    shown = selectors.edition(request.rights, ref)
    form = Withdraw(request.POST or None, initial={"version": shown.version})
    if request.method == "POST" and form.is_valid():
        selectors.must_send(request.rights, shown.of)
        by, at = request.rights.person, request.at
        if tried(form, None, lambda: editions.withdraw(shown, by=by, at=at, **given(form))):
            messages.success(request, "The edition is withdrawn; its rows leave the data set.")
            return redirect("returns:edition", ref)
    return render(request, "returns/withdraw.html", about(request, shown, form))


@require_GET
@signed_in
def rule(request: HttpRequest, ref: str, code: str) -> Page:
    """The rows that one rule found, for the agency that sent them."""
    shown = selectors.edition(request.rights, ref)
    kind = selectors.kind(shown, code)
    number = selectors.page_number(request.GET.get("page"))
    found = looking.rows_of_rule(
        shown, rule=code, page=number, rights=request.rights, at=request.at
    )
    turned = Paginator(range(found.of), looking.PAGE).get_page(number)
    context = {"edition": shown, "owed": shown.of, "kind": kind, "rows": found.rows}
    return render(request, "returns/rule.html", context | {"turned": turned})


@require_GET
@signed_in
def issues(request: HttpRequest, ref: str, kind: str) -> Page:
    """The sender's list of all that was found, as CSV or XLSX."""
    shown = selectors.edition(request.rights, ref)
    found = looking.all_rows(shown, rights=request.rights, at=request.at)
    table = selectors.issues_table(shown, found.rows)
    label = selectors.issues_label(shown, table, rights=request.rights)
    return sheets.response(kind, label, table)
