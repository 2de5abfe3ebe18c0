"""Every address of the site, room by room."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from village.desk import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("village.desk.urls")),
    path("", include("village.past.urls")),
    path("", include("village.account.reporting.urls")),
    # Before indicators, whose addresses of one figure of a version would take the statement's.
    path("", include("village.evidence.linking.urls")),
    path("", include("village.evidence.indicators.urls")),
    path("", include("village.evidence.returns.urls")),
    path("", include("village.partnership.people.urls")),
    path("design/", include("village.design.urls")),
    re_path(r"^api/v1/(?P<rest>.*)", api.nothing, name="no_such_call"),
]

handler400 = "village.design.errors.bad_request"
handler403 = "village.design.errors.permission_denied"
handler404 = "village.design.errors.page_not_found"
handler500 = "village.design.errors.server_error"
