"""The addresses of figures; each version's are permanent."""

from django.urls import path, re_path

from village.evidence.indicators import api
from village.evidence.indicators.views import audiences, dashboards, explore, figures, releases

app_name = "indicators"
by_key = [
    path("api/v1/indicators", api.listed, name="api_list"),
    path("api/v1/indicators/<slug:indicator>", api.one, name="api_one"),
    path("api/v1/versions", api.versions, name="api_versions"),
    path("api/v1/versions/<slug:name>", api.version, name="api_version"),
    path("api/v1/versions/<slug:name>/indicators/<slug:indicator>", api.one, name="api_permanent"),
]
urlpatterns = [
    *by_key,
    path("indicators/", figures.listed, name="list"),
    path("indicators/<slug:indicator>/", figures.one, name="one"),
    path("audiences/", audiences.each, name="audiences"),
    path("changes/", dashboards.changed, name="changed"),
    path("agencies/", dashboards.agencies, name="agencies"),
    path("agencies/<slug:key>/", dashboards.agency, name="agency"),
    path("charts/<slug:name>.svg", figures.picture, name="picture"),
    path("explore/", explore.newest, name="explore"),
    path("explore/<slug:name>/", explore.table, name="explored"),
    re_path(
        r"^explore/(?P<name>[\w-]+)\.(?P<kind>csv|xlsx|json)$",
        explore.sheet,
        name="explored_sheet",
    ),
    path("releases/", releases.listed, name="releases"),
    path("releases/<slug:ref>/", releases.one, name="release"),
    re_path(
        r"^releases/(?P<ref>[\w-]+)\.(?P<kind>csv|xlsx|json)$",
        releases.sheet,
        name="release_sheet",
    ),
    path("data-set/", figures.data_set, name="data_set"),
    path("versions/", figures.versions, name="versions"),
    path("versions/<slug:name>/", figures.version, name="version"),
    path("versions/<slug:name>/<slug:indicator>/", figures.one, name="permanent"),
    re_path(
        r"^versions/(?P<name>[\w-]+)/(?P<indicator>[\w-]+)\.(?P<kind>csv|xlsx|json)$",
        figures.sheet,
        name="sheet",
    ),
]
