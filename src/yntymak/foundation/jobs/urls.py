from django.urls import path

from yntymak.foundation.jobs import views

app_name = "jobs"
urlpatterns = [path("<path:key>/", views.state, name="state")]
