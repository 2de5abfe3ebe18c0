"""The addresses of what is brought."""

from django.urls import path

from village.past import views

app_name = "past"
urlpatterns = [
    path("past/", views.index, name="index"),
    path("past/add/<slug:kind>/", views.add, name="add"),
    path("past/<slug:ref>/", views.one, name="one"),
    path("past/<slug:ref>/sheet/", views.lay_out, name="lay_out"),
    path("past/<slug:ref>/columns/", views.columns, name="columns"),
    path("past/<slug:ref>/words/", views.words, name="words"),
    path("past/<slug:ref>/dry-run/", views.dry_run, name="dry_run"),
    path("past/<slug:ref>/take/", views.take, name="take"),
    path("past/<slug:ref>/left-out.csv", views.left_out, name="left_out"),
    path("past/<slug:ref>/undo/", views.undo, name="undo"),
    path("past/<slug:ref>/drop/", views.drop, name="drop"),
]
