"""The linker's addresses, and each version's linkage statement, which is permanent."""

from django.urls import path, re_path

from village.evidence.linking import views

app_name = "linking"
urlpatterns = [
    path("linking/", views.queue, name="queue"),
    path("linking/pairs/<slug:ref>/", views.pair, name="pair"),
    path("linking/decided/", views.decided, name="decided"),
    path("linking/decided/<slug:ref>/", views.take_back, name="take_back"),
    path("linking/ask/", views.ask, name="ask"),
    path("versions/<slug:name>/linkage/", views.statement, name="statement"),
    re_path(
        r"^versions/(?P<name>[\w-]+)/linkage\.(?P<kind>csv|json)$",
        views.statement_file,
        name="statement_file",
    ),
]
