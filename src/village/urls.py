"""Every address of the site, room by room."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("village.desk.urls")),
    path("", include("village.past.urls")),
    path("", include("village.evidence.indicators.urls")),
    path("", include("village.evidence.returns.urls")),
    path("", include("village.partnership.people.urls")),
    path("design/", include("village.design.urls")),
]

handler400 = "village.design.errors.bad_request"
handler403 = "village.design.errors.permission_denied"
handler404 = "village.design.errors.page_not_found"
handler500 = "village.design.errors.server_error"
