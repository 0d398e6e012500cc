from django.urls import path

from yntymak.foundation.registry import views

app_name = "registry"
urlpatterns = [
    path("", views.places, name="list"),
    path("", views.places, name="search"),  # the same page: /places/?q=…
]
