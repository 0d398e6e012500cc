from django.urls import path

from yntymak.apps.opinions.views import desk, reports, voting

app_name = "opinions"
urlpatterns = [
    path("", desk.polls, name="list"),
    path("creation/", desk.create, name="create"),
    path("<slug:code>/", voting.poll, name="poll"),
    path("<slug:code>/place/", voting.place, name="place"),
    path("<slug:code>/report/", reports.report, name="report"),
    path("<slug:code>/report/refresh/", reports.refresh, name="refresh"),
    path("<slug:code>/report/<int:pk>/<str:name>", reports.download, name="download"),
    path("<slug:code>/statements/", desk.statements, name="statements"),
    path("<slug:code>/statements/<int:number>/", desk.statement, name="statement"),
    path("<slug:code>/statements/<int:number>/moderation/", desk.moderate, name="moderate"),
    path("<slug:code>/publication/", desk.publish, name="publish"),
    path("<slug:code>/sheets/", desk.sheet, name="sheet"),
    path("<slug:code>/sheets/<int:pk>/withdrawal/", desk.withdraw, name="withdraw"),
]
