from django.urls import path

from yntymak.ui import views

app_name = "ui"

urlpatterns = [path("style-guide/", views.style_guide, name="style_guide")]
