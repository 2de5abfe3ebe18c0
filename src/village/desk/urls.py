"""The addresses of the front page, and of what tells about the API."""

from django.urls import path

from village.desk import api, views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("api/", views.api, name="api"),
    path("api/v1/openapi.json", api.document, name="api_document"),
]
