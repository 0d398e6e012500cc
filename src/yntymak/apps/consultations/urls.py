from django.urls import path

from yntymak.apps.consultations import desk_views, views

app_name = "consultations"
urlpatterns = [
    path("", views.consultations, name="list"),
    path("new/", desk_views.create, name="create"),
    path("receipt/<str:receipt>/", views.receipt, name="receipt"),
    path("answer/<str:receipt>/", desk_views.answer, name="answer"),
    path("answer/<str:receipt>/publish/", desk_views.show, name="show"),
    path("answer/<str:receipt>/hide/", desk_views.hide, name="hide"),
    path("<slug:code>/", views.detail, name="detail"),
    path("<slug:code>/edit/", desk_views.edit, name="edit"),
    path("<slug:code>/publish/", desk_views.publish, name="publish"),
    path("<slug:code>/queue/", desk_views.queue, name="queue"),
    path("<slug:code>/enter/", desk_views.enter, name="enter"),
    path("<slug:code>/meeting/", desk_views.meeting, name="meeting"),
    path("<slug:code>/voices/", views.voices, name="voices"),
    path("<slug:code>/comment/", views.comment, name="comment"),
    path("<slug:code>/comment/<str:key>/", views.comment, name="comment"),
]
