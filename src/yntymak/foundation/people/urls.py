from django.urls import path

from yntymak.foundation.people import views

app_name = "people"
urlpatterns = [
    path("roles/", views.roles, name="roles"),
    path("roles/<int:pk>/handover/", views.handover, name="handover"),
]
