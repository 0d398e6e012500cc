from django.urls import path

from yntymak.apps.laws.views import acts, imports

app_name = "laws"
urlpatterns = [
    path("", acts.acts, name="list"),
    path("upload/", imports.upload, name="upload"),
    path("import/<int:pk>/", imports.confirm, name="confirm"),
    path("import/<int:pk>/correct/", imports.correct, name="correct"),
    path("import/<int:pk>/discard/", imports.discard, name="discard"),
    path("<slug:code>/", acts.detail, name="detail"),
    path("<slug:code>/<str:key>/", acts.article, name="article"),
]
