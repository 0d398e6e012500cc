from django.urls import path

from yntymak.apps.consultations.views import desk, public

app_name = "consultations"
urlpatterns = [
    path("", public.consultations, name="list"),
    path("new/", desk.create, name="create"),
    path("receipt/<str:receipt>/", public.receipt, name="receipt"),
    path("answer/<str:receipt>/", desk.answer, name="answer"),
    path("answer/<str:receipt>/publish/", desk.show, name="show"),
    path("answer/<str:receipt>/hide/", desk.hide, name="hide"),
    path("<slug:code>/", public.detail, name="detail"),
    path("<slug:code>/edit/", desk.edit, name="edit"),
    path("<slug:code>/publish/", desk.publish, name="publish"),
    path("<slug:code>/queue/", desk.queue, name="queue"),
    path("<slug:code>/enter/", desk.enter, name="enter"),
    path("<slug:code>/meeting/", desk.meeting, name="meeting"),
    path("<slug:code>/voices/", public.voices, name="voices"),
    path("<slug:code>/comment/", public.comment, name="comment"),
    path("<slug:code>/comment/<str:key>/", public.comment, name="comment"),
]
