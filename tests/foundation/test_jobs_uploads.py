"""An upload that is too large is not stored, and the page can say so."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, JsonResponse
from django.urls import path


def receive(request: HttpRequest) -> JsonResponse:
    sizes = {name: file.size for name, file in request.FILES.items()}
    return JsonResponse(
        {"sizes": sizes, "too_large": request.upload_too_large, "title": request.POST.get("title")}
    )


urlpatterns = [path("receive/", receive)]


@pytest.fixture
def send(client, settings):
    settings.ROOT_URLCONF = __name__
    settings.UPLOAD_LIMIT_BYTES = 100_000

    def send(**sizes: int) -> dict:
        files = {name: SimpleUploadedFile(name, b"x" * size) for name, size in sizes.items()}
        return client.post("/receive/", {"title": "Токтом", **files}).json()

    return send


def test_a_file_within_the_limit_arrives_whole(send):
    assert send(a=100_000) == {"sizes": {"a": 100_000}, "too_large": False, "title": "Токтом"}


def test_a_file_over_the_limit_is_not_kept_and_the_form_knows(send):
    found = send(a=300_000)
    assert found == {"sizes": {}, "too_large": True, "title": "Токтом"}


def test_the_limit_is_for_each_file(send):
    assert send(a=90_000, b=90_000)["sizes"] == {"a": 90_000, "b": 90_000}
