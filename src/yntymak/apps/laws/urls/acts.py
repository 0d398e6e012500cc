from django.urls import path

from yntymak.apps.laws.views import acts, comparing, imports

app_name = "laws"
urlpatterns = [
    path("", acts.acts, name="list"),
    path("upload/", imports.upload, name="upload"),
    path("import/<int:pk>/", imports.confirm, name="confirm"),
    path("import/<int:pk>/correct/", imports.correct, name="correct"),
    path("import/<int:pk>/discard/", imports.discard, name="discard"),
    path("<slug:code>/", acts.detail, name="detail"),
    # No provision has such a key: these stand before the pages of articles.
    path("<slug:code>/bills/", comparing.bills, name="bills"),
    path("<slug:code>/compare/", comparing.compare, name="compare"),
    path("<slug:code>/print/", acts.printed, name="print"),
    path("<slug:code>/<str:key>/", acts.article, name="article"),
]
