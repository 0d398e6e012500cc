from django.urls import path

from yntymak.apps.coordination import views

app_name = "coordination"
urlpatterns = [
    path("", views.commitments, name="list"),
    path("measures/<int:pk>/", views.measure, name="measure"),
    path("measures/<int:pk>/commit/", views.commit, name="commit"),
    path("commitments/<int:pk>/confirm/", views.confirm, name="confirm"),
    path("commitments/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
