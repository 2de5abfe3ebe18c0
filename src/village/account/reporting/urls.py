"""The addresses of reports that are checked."""

from django.urls import path

from village.account.reporting import views

app_name = "reporting"
urlpatterns = [
    path("reports/", views.index, name="index"),
    path("reports/add/", views.add, name="add"),
    path("reports/<slug:ref>/", views.one, name="one"),
    path("reports/<slug:ref>/next/", views.following, name="next"),
    path("reports/<slug:ref>/findings/<slug:key>/", views.finding, name="finding"),
    path("reports/<slug:ref>/findings/<slug:key>/aside/", views.set_aside, name="set_aside"),
    path("reports/<slug:ref>/findings/<slug:key>/back/", views.put_back, name="put_back"),
    path("reports/<slug:ref>/findings/<slug:key>/numbers/<slug:number>/", views.correct,
         name="correct"),
    path("reports/<slug:ref>/corrections/<slug:number>/", views.take_back, name="take_back"),
    path("reports/<slug:ref>/checked/<slug:part>/", views.take, name="take"),
    path("reports/<slug:ref>/destroy/", views.destroy, name="destroy"),
]  # fmt: skip
