"""Under `bills/<code>/documents/`, in the namespace `bills`."""

from django.urls import path

from yntymak.apps.laws.views import documents

urlpatterns = [
    path("", documents.documents, name="documents"),
    path("comparison/", documents.comparison, name="comparison"),
    path("<slug:name>.<slug:extension>", documents.document, name="document"),
]
