from django.urls import path

from yntymak.portal import views

urlpatterns = [path("", views.choose_language)]
