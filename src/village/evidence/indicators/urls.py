"""The addresses of figures; each version's are permanent."""

from django.urls import path, re_path

from village.evidence.indicators import views

app_name = "indicators"
urlpatterns = [
    path("indicators/", views.listed, name="list"),
    path("indicators/<slug:indicator>/", views.one, name="one"),
    path("charts/<slug:name>.svg", views.picture, name="picture"),
    path("versions/", views.versions, name="versions"),
    path("versions/<slug:name>/", views.version, name="version"),
    path("versions/<slug:name>/<slug:indicator>/", views.one, name="permanent"),
    re_path(
        r"^versions/(?P<name>[\w-]+)/(?P<indicator>[\w-]+)\.(?P<kind>csv|xlsx)$",
        views.sheet,
        name="sheet",
    ),
]
