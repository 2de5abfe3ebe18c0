"""The addresses of returns."""

from django.urls import path, re_path

from village.evidence.returns import api
from village.evidence.returns.views import agreements, counts, editions, missing

app_name = "returns"
by_key = [
    path("api/v1/returns", api.returns, name="api_returns"),
    path("api/v1/returns/<slug:ref>", api.owed, name="api_return"),
    path("api/v1/returns/<slug:ref>/counts", api.counts, name="api_counts"),
    path("api/v1/returns/<slug:ref>/editions", api.send, name="api_send"),
    path("api/v1/editions/<slug:ref>", api.edition, name="api_edition"),
    path("api/v1/editions/<slug:ref>/issues", api.issues, name="api_issues"),
]
urlpatterns = [
    *by_key,
    path("returns/", editions.calendar, name="calendar"),
    path("returns/<slug:ref>/", editions.one, name="one"),
    path("returns/<slug:ref>/counts/", counts.fill_in, name="counts"),
    path("returns/<slug:ref>/counts.xlsx", counts.workbook, name="counts_workbook"),
    path("editions/<slug:ref>/", editions.edition, name="edition"),
    path("editions/<slug:ref>/accept/", editions.accept, name="accept"),
    path("editions/<slug:ref>/refuse/", editions.refuse, name="refuse"),
    path("editions/<slug:ref>/withdraw/", editions.withdraw, name="withdraw"),
    path("editions/<slug:ref>/rules/<slug:code>/", editions.rule, name="rule"),
    re_path(
        r"^editions/(?P<ref>[\w-]+)/issues\.(?P<kind>csv|xlsx)$", editions.issues, name="issues"
    ),
    path("missing/", missing.lists, name="missing"),
    path("editions/<slug:ref>/missing/", missing.own, name="missing_own"),
    re_path(
        r"^editions/(?P<ref>[\w-]+)/missing\.(?P<kind>csv|xlsx)$",
        missing.own_sheet,
        name="missing_sheet",
    ),
    path("agreements/", agreements.index, name="agreements"),
    path("agreements/add/", agreements.add, name="add_agreement"),
    path("agreements/<slug:ref>/", agreements.one, name="agreement"),
    path("agreements/<slug:ref>/change/", agreements.change, name="change_agreement"),
    path("agreements/<slug:ref>/sign/", agreements.sign, name="sign_agreement"),
    path("agreements/<slug:ref>/end/", agreements.end, name="end_agreement"),
    re_path(
        r"^agreements/(?P<ref>[\w-]+)/text\.(?P<kind>docx|pdf)$",
        agreements.text,
        name="agreement_text",
    ),
]
