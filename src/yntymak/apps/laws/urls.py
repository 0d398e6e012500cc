from django.urls import path

from yntymak.apps.laws import views

app_name = "laws"
urlpatterns = [
    path("", views.acts, name="list"),
    path("upload/", views.upload, name="upload"),
    path("import/<int:pk>/", views.confirm, name="confirm"),
    path("import/<int:pk>/correct/", views.correct, name="correct"),
    path("import/<int:pk>/discard/", views.discard, name="discard"),
    path("<slug:code>/", views.detail, name="detail"),
    path("<slug:code>/<str:key>/", views.article, name="article"),
]
