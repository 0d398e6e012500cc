"""Under `bills/`, in the namespace `bills`: after every other address there."""

from django.urls import path

from yntymak.apps.laws.views import bill_reading

urlpatterns = [
    path("<slug:code>/", bill_reading.bill, name="read"),
    path("<slug:code>/<slug:act>/<str:unit>/", bill_reading.article, name="read_article"),
]
