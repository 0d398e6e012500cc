from django.urls import path

from yntymak.apps.risks import views

app_name = "risks"
urlpatterns = [
    path("report/", views.report, name="report"),
    path("report/<str:receipt>/sent/", views.sent, name="sent"),
    path("report/<str:receipt>/", views.receipt, name="receipt"),
    path("worries/", views.signals, name="signals"),
    path("worries/enter/", views.enter, name="enter"),
    path("worries/<str:receipt>/", views.signal, name="signal"),
    path("worries/<str:receipt>/open/", views.open_text, name="signal_open"),
    path("worries/<str:receipt>/check/", views.check, name="signal_check"),
    path("worries/<str:receipt>/link/", views.link, name="signal_link"),
    path("worries/<str:receipt>/set-aside/", views.set_aside, name="signal_set_aside"),
    path("matrix/", views.matrix_page, name="matrix"),
    path("new/", views.create, name="create"),
    path("<int:pk>/", views.risk, name="risk"),
    path("<int:pk>/assess/", views.assess, name="assess"),
    path("<int:pk>/close/", views.close, name="close"),
    path("", views.register, name="list"),
]
