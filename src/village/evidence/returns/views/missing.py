"""The pages of reconciled lists: figures for everybody, and each sender's own lonely rows."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from village.design import sheets
from village.evidence.returns import selectors
from village.evidence.returns.selectors import missing
from village.evidence.returns.services import alone, house
from village.evidence.returns.views.editions import back
from village.kernel.refusal import Refusal
from village.partnership.people.access import Request, granted, signed_in


@require_safe
@granted("figures")
def lists(request: Request) -> HttpResponse:
    """What the police, the missing team and the looked-after return tell, side by side."""
    context = {
        "lists": missing.lists(house.store()),
        "own": missing.own_editions(request.rights),
    }
    return render(request, "returns/missing.html", context)


@require_safe
@signed_in
def own(request: Request, ref: str) -> HttpResponse:
    """The rows of one edition that no other list knows of, for the agency that sent them."""
    shown = selectors.edition(request.rights, ref)
    try:
        rows = alone.own_rows(shown, name=alone.LOOK, rights=request.rights, at=request.at)
    except Refusal as no:
        return back(request, shown, no)
    context = {"edition": shown, "owed": shown.of, "table": missing.own_table(shown, rows)}
    return render(request, "returns/missing_own.html", context)


@require_safe
@signed_in
def own_sheet(request: Request, ref: str, kind: str) -> HttpResponseBase:
    """The same as CSV or XLSX."""
    shown = selectors.edition(request.rights, ref)
    try:
        rows = alone.own_rows(shown, name=alone.EXPORT, rights=request.rights, at=request.at)
    except Refusal as no:
        return back(request, shown, no)
    table = missing.own_table(shown, rows)
    label = missing.own_label(shown, table, rights=request.rights)
    return sheets.response(kind, label, table, is_worked=True)
