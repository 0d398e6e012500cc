"""The list of places and its search, on a phone and without JavaScript."""

import gzip
import re

import pytest
from django.urls import reverse
from django.utils import translation

from yntymak.foundation.registry.actions import load_places_2023


@pytest.fixture
def register(db):
    load_places_2023()


@pytest.fixture
def page(client, register):
    def get(language: str = "ky", **query: str) -> str:
        answer = client.get(f"/{language}/places/", query)
        assert answer.status_code == 200
        return answer.content.decode()

    return get


def in_order(html: str, *words: str) -> bool:
    positions = [html.find(f">{word}<") for word in words]
    return -1 not in positions and positions == sorted(positions)


def test_the_first_page_has_the_nine_units_of_oblast_level_in_kyrgyz_order(page):
    html = page()
    assert in_order(
        html,
        "Баткен облусу",
        "Бишкек шаары",
        "Жалал-Абад облусу",
        "Нарын облусу",
        "Ош облусу",
        "Ош шаары",
        "Талас облусу",
        "Чүй облусу",
        "Ысык-Көл облусу",
    )
    assert "Кызыл-Октябрь айыл аймагы" not in html


def test_the_counts_of_the_oblasts_and_two_cities_make_484(page):
    counts = [int(n) for n in re.findall(r"(\d+) municipalities</p>", page("en"))]
    assert len(counts) == 7
    assert sum(counts) == 482


def test_an_oblast_shows_its_raions_with_their_places(page):
    html = page(oblast="41702000000000")
    assert in_order(html, "Ак-Суу району", "Жети-Өгүз району", "Тоң району", "Түп району")
    assert in_order(html, "Балыкчы шаары", "Каракол шаары", "Ак-Суу району")
    assert "Ош облусу" not in html
    with translation.override("ky"):
        assert reverse("portal:place", args=["41702205805000"]) in html


@pytest.mark.parametrize("words", ["Өзгөн", "озгон", "Узген", "UZGEN", "  узген   шаар"])
def test_a_search_finds_the_place_from_any_keyboard(page, words):
    html = page(q=words)
    assert "Өзгөн шаары" in html
    assert "Баткен" not in html


def test_a_search_is_narrowed_to_a_kind(page):
    cities = page(kind="city")
    assert "Бишкек шаары" in cities
    assert "Каракол шаары" in cities
    assert "айыл аймагы</a>" not in cities
    both = page(q="каракол")
    assert "Каракол айыл аймагы" in both
    only = page(q="каракол", kind="city")
    assert "Каракол шаары" in only
    assert "Каракол айыл аймагы" not in only


def test_what_was_typed_stays_in_the_form(page):
    html = page(q='жонундо"><b>', kind="raion")
    assert 'value="жонундо&quot;&gt;&lt;b&gt;"' in html
    assert '<option value="raion" selected>' in html
    assert "<b>" not in html.split("</form>")[0].split('role="search"')[1]


def test_a_search_without_a_find_says_what_to_do(page):
    html = page("en", q="Atlantis")
    assert "No place is called so" in html
    assert "Try a shorter part of the name" in html


@pytest.mark.parametrize("query", [{"kind": "castle"}, {"oblast": "1"}, {"q": "x" * 5000}])
def test_a_query_that_makes_no_sense_shows_the_page(page, query):
    assert 'role="search"' in page(**query)


def test_a_search_for_all_is_cut_and_says_so(page):
    html = page("en", q="айыл")
    assert "More than 200 places fit" in html


def test_names_are_in_the_language_of_the_page(page):
    assert "город Узген" in page("ru", q="узген")
    assert "Uzgen city" in page("en", q="узген")


def test_an_empty_register_says_how_to_fill_it(client, db):
    html = client.get("/en/places/").content.decode()
    assert "yntymak registry load" in html


def test_pages_ask_few_queries_and_are_light(client, register, django_assert_max_num_queries):
    client.get("/ky/places/")  # what the first request of a process reads once
    for query in ({}, {"oblast": "41708000000000"}, {"q": "кызыл"}, {"kind": "aiyl_aimak"}):
        with django_assert_max_num_queries(4):
            answer = client.get("/ky/places/", query)
        assert len(gzip.compress(answer.content)) < 12_000
