"""What each audience sees of a small count and of a large one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from village.evidence.indicators.selectors import audiences
from village.partnership.people.access import Request, granted


@require_safe
@granted("figures")
def each(request: Request) -> HttpResponse:
    """A count of 0, 3, 7 and 40 as people inside, partners and the public see it."""
    context = {"tables": audiences.tables(), "rules": audiences.rules()}
    return render(request, "indicators/audiences.html", context)
