from django.urls import path

from yntymak.portal import sums_views, views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("desk/", views.desk, name="desk"),
    path("track/", views.track, name="track"),
    path("oversight/", views.oversight, name="oversight"),
    path("oversight/compare/", sums_views.compare, name="compare"),
    path("oversight/<str:code>/", sums_views.area, name="area"),
    path("warnings/map/", views.warnings_on_map, name="warning_map"),
    path("places/<str:code>/", views.place, name="place"),
]
