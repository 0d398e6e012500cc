from django.urls import path

from yntymak.apps.consultations.views import (
    clock,
    desk,
    field,
    lineage,
    meetings,
    minutes,
    pack,
    public,
    rounds,
)

app_name = "consultations"
urlpatterns = [
    path("", public.consultations, name="list"),
    path("new/", desk.create, name="create"),
    path("calendar.ics", clock.whole_calendar, name="whole_calendar"),
    path("field/worker.js", field.worker, name="field_worker"),
    path("field/<slug:code>/<int:number>/", field.field, name="field"),
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
    path("<slug:code>/archive/", rounds.archive, name="archive"),
    path("<slug:code>/clock/", clock.clock, name="clock"),
    path("<slug:code>/clock/document/", clock.provide, name="provide"),
    path("<slug:code>/clock/notice/", clock.notify, name="notify"),
    path("<slug:code>/calendar.ics", clock.calendar, name="calendar"),
    path("<slug:code>/lineage/", lineage.lineage, name="lineage"),
    path("<slug:code>/rounds/new/", rounds.open_next, name="open_round"),
    path("<slug:code>/rounds/<int:number>/", rounds.round_page, name="round"),
    path("<slug:code>/rounds/<int:number>/close/", rounds.close, name="close_round"),
    path("<slug:code>/rounds/<int:number>/places/", rounds.areas, name="areas"),
    path("<slug:code>/rounds/<int:number>/attendance.csv", lineage.attendance, name="attendance"),
    path("<slug:code>/rounds/<int:number>/positions/new/", rounds.position, name="position_new"),
    path(
        "<slug:code>/rounds/<int:number>/positions/<int:at>/edit/",
        rounds.position,
        name="position_edit",
    ),
    path("<slug:code>/rounds/<int:number>/asks/<int:at>/", lineage.speak_on, name="position"),
    path("<slug:code>/meetings/new/", meetings.plan_meeting, name="plan_meeting"),
    path("<slug:code>/meetings/<int:number>/", meetings.meeting_page, name="meeting_page"),
    path("<slug:code>/meetings/<int:number>/edit/", meetings.change_meeting, name="change_meeting"),
    path(
        "<slug:code>/meetings/<int:number>/cancel/", meetings.cancel_meeting, name="cancel_meeting"
    ),
    path("<slug:code>/meetings/<int:number>/pack/", pack.pack, name="pack"),
    path("<slug:code>/meetings/<int:number>/pack.docx", pack.pack_file, name="pack_file"),
    path("<slug:code>/meetings/<int:number>/minutes/", minutes.minutes, name="minutes"),
    path(
        "<slug:code>/meetings/<int:number>/minutes/<slug:name>/", minutes.step, name="minutes_step"
    ),
    path("<slug:code>/meetings/<int:number>/counts/", meetings.figures, name="figures"),
    path("<slug:code>/meetings/<int:number>/scans/", meetings.scans, name="scans"),
    path("<slug:code>/meetings/<int:number>/scans/<slug:sha256>/", meetings.scan, name="scan"),
]
