from django.urls import path

from yntymak.apps.risks.views import register, signals, warning

app_name = "risks"
urlpatterns = [
    path("report/", signals.report, name="report"),
    path("report/<str:receipt>/sent/", signals.sent, name="sent"),
    path("report/<str:receipt>/", signals.receipt, name="receipt"),
    path("worries/", signals.signals, name="signals"),
    path("worries/enter/", signals.enter, name="enter"),
    path("worries/<str:receipt>/", signals.signal, name="signal"),
    path("worries/<str:receipt>/open/", signals.open_text, name="signal_open"),
    path("worries/<str:receipt>/check/", signals.check, name="signal_check"),
    path("worries/<str:receipt>/link/", signals.link, name="signal_link"),
    path("worries/<str:receipt>/set-aside/", signals.set_aside, name="signal_set_aside"),
    path("warnings/", warning.warnings, name="warnings"),
    path("warnings/precision/", warning.warning_precision, name="warning_precision"),
    path("warnings/how/", warning.warning_how, name="warning_how"),
    path("warnings/quarters/", warning.quarters, name="quarters"),
    path("warnings/<int:pk>/", warning.alert, name="alert"),
    path("warnings/<int:pk>/acknowledge/", warning.acknowledge, name="alert_acknowledge"),
    path("warnings/<int:pk>/explain/", warning.explain, name="alert_explain"),
    path("warnings/<int:pk>/close/", warning.close_alert, name="alert_close"),
    path("matrix/", register.matrix_page, name="matrix"),
    path("new/", register.create, name="create"),
    path("<int:pk>/", register.risk, name="risk"),
    path("<int:pk>/assess/", register.assess, name="assess"),
    path("<int:pk>/close/", register.close, name="close"),
    path("", register.register, name="list"),
]
