from django.urls import include, path

from yntymak.apps.laws.urls.bill_reading import urlpatterns as reading
from yntymak.apps.laws.views import bills, editor

app_name = "bills"
urlpatterns = [
    path("", bills.bills, name="list"),
    path("new/", bills.create, name="create"),
    path("<slug:code>/documents/", include("yntymak.apps.laws.urls.documents")),
    path("<slug:code>/work/", bills.work, name="work"),
    path("<slug:code>/work/describe/", bills.change, name="change"),
    path("<slug:code>/work/publish/", bills.publish, name="publish"),
    path("<slug:code>/work/begin/", bills.begin, name="begin"),
    path("<slug:code>/work/acts/", bills.join, name="join"),
    path("<slug:code>/work/closing/", bills.close, name="close"),
    path("<slug:code>/work/stage/", bills.stage, name="stage"),
    path("<slug:code>/work/enact/", bills.enact, name="enact"),
    path("<slug:code>/work/<slug:act>/follow/", bills.follow, name="follow"),
    path("<slug:code>/work/<slug:act>/new/", editor.add, name="add"),
    path("<slug:code>/work/<slug:act>/<str:unit>/", editor.edit, name="edit"),
    path("<slug:code>/work/<slug:act>/<str:unit>/try/", editor.try_out, name="try"),
    path("<slug:code>/work/<slug:act>/<str:unit>/drop/", editor.drop, name="drop"),
    *reading,
]
