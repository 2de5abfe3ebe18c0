"""The address of the front page."""

from django.urls import path

from village.desk import views

app_name = "desk"
urlpatterns = [path("", views.home, name="home")]
