"""Addresses of the design's own page."""

from django.urls import path

from village.design import views
from village.guard import open_to_all

app_name = "design"
urlpatterns = [
    path("", open_to_all(views.components), name="components"),
    path("accessibility/", open_to_all(views.accessibility), name="accessibility"),
    path("charts/<str:name>.svg", open_to_all(views.picture), name="picture"),
]
