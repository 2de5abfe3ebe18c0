"""The addresses of returns."""

from django.urls import path, re_path

from village.evidence.returns import views

app_name = "returns"
urlpatterns = [
    path("returns/", views.calendar, name="calendar"),
    path("returns/<slug:ref>/", views.one, name="one"),
    path("editions/<slug:ref>/", views.edition, name="edition"),
    path("editions/<slug:ref>/accept/", views.accept, name="accept"),
    path("editions/<slug:ref>/refuse/", views.refuse, name="refuse"),
    path("editions/<slug:ref>/withdraw/", views.withdraw, name="withdraw"),
    path("editions/<slug:ref>/rules/<slug:code>/", views.rule, name="rule"),
    re_path(r"^editions/(?P<ref>[\w-]+)/issues\.(?P<kind>csv|xlsx)$", views.issues, name="issues"),
]
