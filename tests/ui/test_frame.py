"""The frame of every page: language switch, navigation, error pages, the style guide."""

import re

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings
from django.utils import translation

from yntymak.ui import context, views
from yntymak.ui.checks import navigation_resolves

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_style_guide_is_whole_in_each_language(client, language):
    response = client.get(f"/{language}/style-guide/")
    page = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}">' in page
    assert page.count("<h1>") == 1
    assert 'href="#main"' in page
    assert 'id="main"' in page


def test_the_windows_title_repeats_the_heading(client):
    page = client.get("/ky/style-guide/").content.decode()
    assert "<title>Стиль эрежелери · Ынтымак</title>" in page


def test_the_language_switch_stays_on_the_page_with_its_query(client):
    page = client.get("/ky/style-guide/?page=2").content.decode()
    assert 'href="/ru/style-guide/?page=2" lang="ru"' in page
    assert 'href="/en/style-guide/?page=2" lang="en"' in page


def test_the_language_switch_works_where_nothing_answers(client):
    response = client.get("/ky/nowhere/at-all/")
    assert response.status_code == 404
    assert 'href="/ru/nowhere/at-all/" lang="ru"' in response.content.decode()
    assert "Мындай барак жок" in response.content.decode()


def nav_of_the_request(request):
    return [("ui:style_guide", "From a callable")] if request.GET.get("show") else []


def is_hidden(request):
    return False


NAV = [
    ("ui:style_guide", "Guide"),
    ("ui:style_guide", "Secret", is_hidden),
    ("no:such", "Nowhere"),
    ("https://example.org/", "Elsewhere"),
    nav_of_the_request.__module__ + ".nav_of_the_request",
]


def test_navigation_shows_what_the_visitor_may_follow():
    request = RequestFactory().get("/ky/style-guide/deeper/")
    with override_settings(YNTYMAK_NAV=NAV[:4]), translation.override("ky"):
        links = context.links("YNTYMAK_NAV", request)
    assert [link.label for link in links] == ["Guide", "Elsewhere"]
    assert [link.current for link in links] == [True, False]


def test_navigation_may_come_from_a_callable():
    entries = [nav_of_the_request]
    request = RequestFactory().get("/ky/?show=1")
    with override_settings(YNTYMAK_NAV=entries), translation.override("ky"):
        assert [link.label for link in context.links("YNTYMAK_NAV", request)] == ["From a callable"]


def test_a_link_to_nowhere_is_reported_to_the_operator():
    with override_settings(YNTYMAK_NAV=NAV[:4], YNTYMAK_BAR=[], YNTYMAK_FOOTER=[]):
        assert [warning.id for warning in navigation_resolves(None)] == ["ui.W001"]


def test_pages_say_that_they_are_a_demonstration_only_where_they_are(client):
    with override_settings(DEMONSTRATION=True):
        assert 'class="demonstration"' in client.get("/ky/style-guide/").content.decode()
    with override_settings(DEMONSTRATION=False):
        assert 'class="demonstration"' not in client.get("/ky/style-guide/").content.decode()


@pytest.mark.parametrize("name", ["400.html", "413.html", "500.html"])
def test_the_last_pages_need_neither_request_nor_database(name, django_assert_num_queries):
    with django_assert_num_queries(0), translation.override("ru"):
        page = render_to_string(name)
    assert '<html lang="ru">' in page
    assert "<h1>" in page


def test_too_much_at_once_is_told_from_a_broken_request():
    request = RequestFactory().post("/ky/")
    assert views.bad_request(request, RequestDataTooBig()).status_code == 413
    assert views.bad_request(request, SuspiciousOperation()).status_code == 400


def expired(origin, **data):
    """A form that lay open past its token."""
    client = Client(enforce_csrf_checks=True, headers={"origin": origin})
    return client.post("/ky/style-guide/", {"csrfmiddlewaretoken": "stale", **data})


def test_an_expired_form_keeps_what_was_typed():
    response = expired("http://testserver", words="Суу кезеги", topics=["a", "b"])
    page = response.content.decode()
    assert response.status_code == 403
    assert 'name="words" value="Суу кезеги"' in page
    assert page.count('name="topics"') == 2
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    assert token != "stale"


def test_a_foreign_page_gets_nothing_carried_on():
    page = expired("https://example.org", words="Суу кезеги").content.decode()
    assert "Суу кезеги" not in page
    assert "csrfmiddlewaretoken" not in page


def test_a_password_is_not_written_into_a_page():
    page = expired("http://testserver", login="aigul", password="сыр-сөз-123").content.decode()
    assert "сыр-сөз-123" not in page


def test_a_code_of_the_second_step_is_not_written_into_a_page():
    client = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    page = client.post("/ky/account/2fa/authenticate/", {"code": "123456"}).content.decode()
    assert 'value="123456"' not in page
    assert "Форма кабыл алынган жок" in page


def test_the_language_switch_leads_home_from_an_address_without_a_language(client):
    page = client.get("/nowhere").content.decode()
    assert 'href="/ru/" lang="ru"' in page


def test_what_was_typed_is_escaped_in_the_expired_form():
    page = expired("http://testserver", words='"><script>').content.decode()
    assert "<script>" not in page


def test_a_tone_that_does_not_exist_is_refused():
    with pytest.raises(TemplateSyntaxError):
        Template('{% load ui %}{% tag "x" "pink" %}').render(Context())


def test_a_tag_escapes_its_words():
    page = Template('{% load ui %}{% tag words "ok" %}').render(Context({"words": "<b>"}))
    assert page == '<span class="tag ok">&lt;b&gt;</span>'


def test_shares_are_drawn_with_points_in_a_language_with_commas():
    page = Template("{% load ui %}{% bar parts %}")
    parts = [("a", 1, "agree"), ("b", 2, "disagree")]
    with translation.override("ru"):
        drawn = page.render(Context({"parts": parts}))
    assert 'width="33.333"' in drawn
    assert 'x="33.333" width="66.667"' in drawn


def test_shares_of_nothing_are_not_nought_per_cent():
    drawn = Template("{% load ui %}{% bar parts %}").render(Context({"parts": [("a", 0, "agree")]}))
    assert "%" not in drawn


def test_the_next_page_keeps_the_filter(client):
    page = client.get("/ky/style-guide/?place=ak-suu&page=2").content.decode()
    assert 'href="?place=ak-suu&amp;page=3"' in page


@pytest.mark.parametrize("name", ["account_login", "account_reset_password"])
def test_the_pages_of_accounts_look_like_ours(client, name):
    from django.urls import reverse

    with translation.override("ky"):
        page = client.get(reverse(name)).content.decode()
    assert 'class="felt"' in page
    assert 'class="button' in page
    assert "placeholder" not in page


@pytest.mark.parametrize(
    ("level", "tone", "role"),
    [(25, "ok", "status"), (30, "wait", "status"), (40, "stop", "alert"), (20, "info", "status")],
)
def test_messages_stand_as_banners(level, tone, role):
    from django.contrib.messages.storage.base import Message

    page = render_to_string("ui/base.html", {"messages": [Message(level, "Жазылды <b>")]})
    assert f'class="notice {tone}" role="{role}"' in page
    assert "Жазылды &lt;b&gt;" in page


def test_the_style_guide_says_how_each_component_is_written(client):
    page = client.get("/en/style-guide/").content.decode()
    for word in (
        "{% tag plan",
        "{% steps ",
        "{% bar ",
        "{% pagination ",
        "{% notice ",
        "{{ form }}",
    ):
        assert word in page
