"""The pages of returns: what is owed, what was sent, what the check found, what was decided."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from village.design import conflict, drafts, sheets, slots
from village.design.forms import carry_out
from village.evidence.returns import selectors
from village.evidence.returns.forms import Decide, Refuse, Send, Withdraw
from village.evidence.returns.models import Edition, Return
from village.evidence.returns.rules import State
from village.evidence.returns.selectors import agreements
from village.evidence.returns.selectors.lookers import looks
from village.evidence.returns.selectors.meanwhile import overtaken_by
from village.evidence.returns.services import counts, editions, looking
from village.evidence.returns.views import meanwhile
from village.evidence.returns.views.acting import acting, posted, takes_forms
from village.jobs import drafts as typing
from village.jobs.keys import once
from village.kernel.refusal import Refusal
from village.partnership.people.access import Request, signed_in, takes_files

COLUMNS = "Edition|State|#Children|#Errors|Sent|Decided|What its sender says"
COLUMNS_OF_COUNTS = COLUMNS.replace("#Children|", "")


@require_safe
@signed_in
def calendar(request: Request) -> HttpResponse:
    """What each body owes and how it stands."""
    lines = selectors.calendar(request.rights)
    context = {
        "agencies": selectors.by_body(lines),
        "open": selectors.still_open(lines),
        "by_counts": counts.specs_of_counts(),
        "sees_all": selectors.sees_every_agency(request.rights),
        "sees_agreements": agreements.may_see(request.rights),
    }
    return render(request, "returns/calendar.html", context)


@takes_forms
@takes_files("returns")
@signed_in
@once
def one(request: Request, ref: str) -> HttpResponse:
    """One return: its editions, and where its data lead sends the next one."""
    owed = get_object_or_404(selectors.returns(request.rights), ref=ref)
    if request.method == "POST":
        selectors.must_send(request.rights, owed)
    form = Send(*posted(request), takes=counts.comes_as(owed), **meanwhile.asking(request, owed))
    if sent := carry_out(request, form, lambda: receive(request, owed, form)):
        return redirect("returns:edition", sent.ref)
    if form.is_bound and (told := meanwhile.came_in(request, owed, form)):
        return told
    return render(request, "returns/one.html", about_one(request, owed, form))


def receive(request: Request, owed: Return, form: Send) -> Edition:
    file = form.cleaned_data["file"]
    return editions.receive(owed, upload=file, **form.telling, **acting(request))


def about_one(request: Request, owed: Return, form: Send) -> dict[str, Any]:
    sent = list(selectors.editions(request.rights, owed))
    may_send = selectors.may_send(request.rights, owed)
    return {
        "owed": owed,
        "form": form,
        "editions": sent,
        "last": sent[0] if sent else None,
        "uses": uses_of(request, sent),
        "looks": looks(owed) if may_send and sent else None,
        "may_send": may_send,
        "reminded": selectors.reminded(owed),
        "asks_counts": counts.asked(owed) is not None,
        "columns": COLUMNS_OF_COUNTS if counts.asked(owed) else COLUMNS,
        "asks_form": counts.asks_form(owed),
        "cover": agreements.cover(request.rights, owed),
    }


def uses_of(request: Request, sent: Sequence[Edition]) -> list[tuple[int, slots.Use]]:
    """Which edition is in which version, and what draws on it, to those who see figures."""
    numbers = {one.ref: one.number for one in sent}
    found = slots.parts(slots.USED, request.rights, list(numbers)) if numbers else ()
    return [(numbers[use.subject], use) for use in found]


def given(form: Any) -> dict[str, Any]:
    """What the person typed and the version that they saw."""
    return {**form.answers, "version": form.cleaned_data["version"]}


@require_safe
@signed_in
def edition(request: Request, ref: str) -> HttpResponse:
    """One edition: how its check goes, or what it found and what may be done."""
    shown = selectors.edition(request.rights, ref)
    if trouble := selectors.trouble(shown):
        messages.warning(request, trouble)
    return render(request, "returns/edition.html", about(request, shown))


def about(request: Request, shown: Edition, form: Any = None) -> dict[str, Any]:
    may_decide = selectors.may_send(request.rights, shown.of)
    kinds = selectors.kinds(shown)
    is_open = may_decide and shown.state == State.CHECKED
    return {
        "edition": shown,
        "owed": shown.of,
        "kinds": kinds,
        "top": selectors.top(kinds),
        "progress": selectors.progress(shown),
        "asks_counts": counts.asked(shown.of) is not None,
        "asks_form": counts.asks_form(shown.of),
        "uses": uses_of(request, [shown]) if is_counted(shown) else (),
        "why_not": selectors.why_not(shown),
        "may_decide": may_decide,
        "cover": agreements.cover(request.rights, shown.of) if is_open else None,
        "decide": form if isinstance(form, Decide) else deciding(request, shown, may_decide),
        "form": form,
    }


def is_counted(shown: Edition) -> bool:
    """Whether its rows are in the data set, so that figures may be counted with them."""
    return shown.state == State.ACCEPTED and shown.stored_at is not None


def deciding(request: Request, shown: Edition, may_decide: bool) -> Decide:
    """The form beside the decision, with what its reader had typed before."""
    draft = drafts.so_far(Decide, draft_of(shown), **acting(request)) if may_decide else {}
    return Decide(initial={**draft, "version": shown.version}, asks_reason=asks_reason(shown))


def asks_reason(shown: Edition) -> bool:
    """Whether another edition was accepted while this one waited for its decision."""
    return shown.state == State.CHECKED and overtaken_by(shown) is not None


def draft_of(shown: Edition) -> str:
    return f"returns.decide:{shown.ref}"


@takes_forms
@signed_in
@once
def accept(request: Request, ref: str) -> HttpResponse:
    """Take the edition into the data set; of one that is accepted, change the commentary."""
    shown = selectors.edition(request.rights, ref)
    selectors.must_send(request.rights, shown.of)
    if saved := drafts.keep(request, draft_of(shown), **acting(request)):
        return saved
    is_new = shown.state != State.ACCEPTED
    verb = editions.accept if is_new else editions.comment
    unsent = deciding(request, shown, True)
    form = Decide(posted(request)[0], initial=unsent.initial, asks_reason="reason" in unsent.fields)
    if carry_out(request, form, lambda: verb(shown, **given(form), **acting(request))):
        typing.drop(draft_of(shown), by=request.rights)
        done = "The return is accepted. Figures follow." if is_new else "The commentary is saved."
        messages.success(request, done)
        return redirect("returns:edition", ref)
    return changed_meanwhile(request, shown, form) or page(request, shown, form)


def changed_meanwhile(request: Request, shown: Edition, form: Decide) -> HttpResponse | None:
    """The typed beside the saved, where somebody else accepted the edition meanwhile."""
    if not getattr(form, "is_stale", False):
        return None
    shown.refresh_from_db()
    if shown.state != State.ACCEPTED:
        return None
    who, at = selectors.said_last(shown)
    return conflict.response(
        request,
        form,
        saved={"commentary": shown.commentary},
        version=shown.version,
        by=who,
        at=at or request.at,
        href=reverse("returns:edition", args=[shown.ref]),
    )


def page(request: Request, shown: Edition, form: Any) -> HttpResponse:
    """The edition as it is now, with what is wrong with the form."""
    if getattr(form, "is_stale", False):
        shown = selectors.edition(request.rights, shown.ref)
    return render(request, "returns/edition.html", about(request, shown, form))


@takes_forms
@signed_in
@once
def refuse(request: Request, ref: str) -> HttpResponse:
    """Ask, then leave the edition out: its file is destroyed."""
    shown = selectors.edition(request.rights, ref)
    selectors.must_send(request.rights, shown.of)
    form = Refuse(posted(request)[0], initial={"version": shown.version})
    if carry_out(request, form, lambda: editions.refuse(shown, **given(form), **acting(request))):
        typing.drop(draft_of(shown), by=request.rights)
        messages.success(request, "The file and its findings are destroyed.")
        return redirect("returns:edition", ref)
    if shown.state != State.CHECKED or form.errors:
        return page(request, shown, form)
    return render(request, "returns/refuse.html", asking(shown, form))


def asking(shown: Edition, form: Any) -> dict[str, Any]:
    """What a page shows before something is destroyed."""
    stake = selectors.at_stake(shown)
    return {"edition": shown, "owed": shown.of, "form": form, "stake": stake}


@takes_forms
@signed_in
@once
def withdraw(request: Request, ref: str) -> HttpResponse:
    """Ask, then take an accepted edition back, with the reason."""
    shown = selectors.edition(request.rights, ref)
    selectors.must_send(request.rights, shown.of)
    form = Withdraw(posted(request)[0], initial={"version": shown.version})
    if carry_out(request, form, lambda: editions.withdraw(shown, **given(form), **acting(request))):
        messages.success(request, "The edition is withdrawn; its rows leave the data set.")
        return redirect("returns:edition", ref)
    if shown.state != State.ACCEPTED and not form.is_bound:
        return page(request, shown, form)
    return render(request, "returns/withdraw.html", asking(shown, form))


@require_safe
@signed_in
def rule(request: Request, ref: str, code: str) -> HttpResponse:
    """The rows that one rule found, for the agency that sent them."""
    shown = selectors.edition(request.rights, ref)
    kind = selectors.kind(shown, code)
    number = selectors.page_number(request.GET.get("page"))
    by, at = request.rights, request.at
    try:
        found = looking.rows_of_rule(shown, rule=code, page=number, rights=by, at=at)
    except Refusal as no:
        return back(request, shown, no)
    turned = Paginator(range(found.of), looking.PAGE).get_page(found.page)
    context = {"edition": shown, "owed": shown.of, "kind": kind, "rows": found.rows}
    cut = selectors.cut(kind, listed=found.of)
    context |= {"source": looking.source_of(shown, kind.rule), "turned": turned, "cut": cut}
    context["asks_counts"] = counts.asked(shown.of) is not None
    context["asks_form"] = counts.asks_form(shown.of)
    return render(request, "returns/rule.html", context)


@require_safe
@signed_in
def issues(request: Request, ref: str, kind: str) -> HttpResponseBase:
    """The sender's list of all that was found, as CSV or XLSX."""
    shown = selectors.edition(request.rights, ref)
    try:
        found = looking.all_rows(shown, kind=kind, rights=request.rights, at=request.at)
    except Refusal as no:
        return back(request, shown, no)
    is_of_counts = counts.asked(shown.of) is not None
    table = selectors.issues_table(shown, found.rows, is_of_counts=is_of_counts)
    label = selectors.issues_label(shown, table, rights=request.rights)
    return sheets.response(kind, label, table, is_worked=True)


def back(request: Request, shown: Edition, no: Refusal) -> HttpResponse:
    """To the edition's page, with the reason why its rows are not shown."""
    messages.warning(request, no.message)
    return redirect("returns:edition", shown.ref)
