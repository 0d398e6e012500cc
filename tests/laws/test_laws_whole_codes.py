"""Whole codes through the web: nothing of the text is lost, and no page grows with the act."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from yntymak.apps.laws.models import Act, ActImport, Provision, ProvisionText
from yntymak.methods.lawtext import parse, read_document, to_text
from yntymak.methods.lawtext.document import visible

ARTICLES = 600


def long_code(language: str) -> str:
    head, part = {
        "ky": ("{}-берене. Аталышы {}", "Жобо"),
        "ru": ("Статья {}. Название {}", "Норма"),
    }[language]
    articles = [
        f"{head.format(n, n)}\n\n1. {part} {n}:\n1) биринчи;\n2) экинчи.\n2. {part} {n} дагы.\n"
        for n in range(1, ARTICLES + 1)
    ]
    return "\n".join(articles)


def send(client, ky: SimpleUploadedFile, ru: SimpleUploadedFile | None = None) -> ActImport:
    files = {"file_ky": ky} | ({"file_ru": ru} if ru else {})
    answer = client.post(reverse("laws:upload"), {"title_ky": "Кодекс", "kind": "code", **files})
    assert answer.status_code == 302
    return ActImport.objects.get()


@pytest.fixture
def code(as_user, aigul) -> Act:
    client = as_user(aigul)
    files = [SimpleUploadedFile(f"{c}.txt", long_code(c).encode()) for c in ("ky", "ru")]
    waiting = send(client, *files)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.post(reverse("laws:confirm", args=[waiting.pk]))
    inserts = [each for each in queries if each["sql"].startswith("INSERT")]
    assert len(inserts) < 100, "provisions are written many at a time"
    return Act.objects.get()


def test_six_hundred_articles_cost_no_more_queries_than_one(
    visitor, as_user, aigul, code, django_assert_max_num_queries
):
    assert Provision.objects.filter(kind="article").count() == ARTICLES
    assert ProvisionText.objects.count() == 2 * Provision.objects.count()
    for client in (visitor, as_user(aigul)):
        for name, args in (("detail", [code.code]), ("article", [code.code, "art_300"])):
            with django_assert_max_num_queries(6):
                assert client.get(reverse(f"laws:{name}", args=args)).status_code == 200
        with django_assert_max_num_queries(6):
            client.get(reverse("laws:list"))


def test_the_confirmation_of_a_long_code_is_a_page_that_loads(as_user, aigul):
    client = as_user(aigul)
    waiting = send(client, SimpleUploadedFile("ky.txt", long_code("ky").encode()))
    address = reverse("laws:confirm", args=[waiting.pk])
    page = client.get(address + "?at=art_300", headers={"accept-encoding": "gzip"})
    assert len(page.content) < 60_000
    text = client.get(address + "?at=art_300").content.decode()
    assert 'id="art_300__para_1"' in text
    assert 'id="art_10__para_1"' not in text
    assert "?at=art_600#art_600" in text
    assert client.get(address + "?at=no_such_place").status_code == 200


@pytest.mark.shared_data
@pytest.mark.parametrize("name", ["constitution", "family_201_2003", "land_149_2025"])
def test_a_real_code_keeps_every_character_in_both_languages(as_user, aigul, shared_data, name):
    client = as_user(aigul)
    data = {c: (shared_data / f"laws/docx/{name}_{c}.docx").read_bytes() for c in ("ky", "ru")}
    files = [SimpleUploadedFile(f"{c}.docx", data[c]) for c in ("ky", "ru")]
    client.post(reverse("laws:confirm", args=[send(client, *files).pk]))
    for language in ("ky", "ru"):
        rows = ProvisionText.objects.filter(language=language)
        kept = "".join(
            "".join([row.label, row.heading, *row.paragraphs, *row.remarks]) for row in rows
        )
        said = to_text(parse(read_document(data[language], f"{name}.docx"), language))
        assert sorted(visible(kept)) == sorted(visible(said))
