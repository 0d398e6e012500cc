"""A person speaks about an article without an account and follows the receipt."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from consultation_pages import TODAY, announce, comment, url
from django.test import Client

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.models import Consultation, Contribution
from yntymak.foundation.ledger.models import Event
from yntymak.foundation.ledger.queries import verify_chain


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_a_visitor_reads_what_is_asked_and_its_articles(visitor, consultation, language):
    listed = visitor.get(url("list", language=language)).content.decode()
    assert url("detail", consultation.code, language=language) in listed
    page = visitor.get(url("detail", consultation.code, language=language)).content.decode()
    assert url("comment", consultation.code, "art_1", language=language) in page
    article = visitor.get(url("comment", consultation.code, "art_1", language=language))
    assert "ай сайын текшерет" in article.content.decode()
    assert "<textarea" in article.content.decode()


def test_a_visitor_speaks_without_an_account_and_gets_a_receipt(visitor, consultation):
    answer = comment(visitor, consultation)
    made = Contribution.objects.get()
    assert answer["Location"] == url("receipt", made.receipt)
    page = visitor.get(answer["Location"]).content.decode()
    assert made.receipt in page
    assert "Тариф төмөндөсүн." in page
    assert (made.number, made.state, made.provision.key) == (1, "received", "art_2")
    event = Event.objects.latest("seq")
    assert event.verb == "contribution:received"
    assert made.receipt not in str(event.data)
    assert verify_chain().broken_at is None


def test_the_language_of_the_words_is_that_of_the_words(visitor, consultation):
    russian = "Тариф не должен расти каждый год, и о нём надо спрашивать людей."
    comment(visitor, consultation, russian)
    assert Contribution.objects.get().language == "ru"


def test_a_double_click_is_one_contribution(visitor, consultation):
    key = str(uuid.uuid4())
    first, second = (comment(visitor, consultation, key=key) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Contribution.objects.count() == 1


def test_other_words_under_the_same_key_are_another_contribution(visitor, consultation):
    key = str(uuid.uuid4())
    comment(visitor, consultation, key=key)
    comment(visitor, consultation, "Тариф өссүн.", key=key)
    assert sorted(Contribution.objects.values_list("number", flat=True)) == [1, 2]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Чалыңыз: 0555 12-34-56", "0555 12-34-56"),
        ("+996 (700) 123 456 чал", "+996 (700) 123 456"),
        ("ПИН 21503198500123", "21503198500123"),
        ("жазыңыз aida@example.kg", "aida@example.kg"),
    ],
)
def test_personal_data_is_pointed_out_once_and_nothing_is_lost(visitor, consultation, text, sign):
    key = str(uuid.uuid4())
    page = comment(visitor, consultation, text, key=key, language="ru").content.decode()
    assert Contribution.objects.count() == 0
    assert sign in page.split("<textarea")[0]
    assert text in page.split("<textarea")[1]
    assert re.search(r'<input type="checkbox" name="send_anyway"', page)
    assert "Отправить как есть</label>" in page
    comment(visitor, consultation, text, key=key, send_anyway="on")
    assert Contribution.objects.get().text == text


def test_the_office_is_shown_what_may_be_personal_data(as_user, aigul, consultation):
    made = actions.contribute(
        client_key=uuid.uuid4(),
        consultation=consultation,
        voice=actions.Voice("Чалыңыз: 0555 12-34-56"),
    )
    page = as_user(aigul).get(url("answer", made.receipt, language="ru")).content.decode()
    assert "Возможно, это личные данные: 0555 12-34-56" in page


def test_open_coming_and_closed_stand_apart(visitor, aigul, aimak, version):
    month = dt.timedelta(days=40)
    for title, shift in {"Мурунку": -2 * month, "Азыркы": 0 * month, "Кийинки": 2 * month}.items():
        dates = {"opens_on": TODAY + shift, "closes_on": TODAY + shift + month}
        made = announce(aigul, version, aimak, title_ky=title, **dates)
        Consultation.objects.filter(pk=made.pk).update(state="published")
    page = visitor.get(url("list")).content.decode()
    places = [page.index(f"<b>{title}</b>") for title in ("Азыркы", "Кийинки", "Мурунку")]
    assert places == sorted(places)
    assert 'id="coming"' in page[places[0] : places[1]]
    assert 'id="closed"' in page[places[1] : places[2]]


@pytest.mark.parametrize("text", ["2026-жылдын 30-июнуна чейин", "1 240,5 миң сом, 148-берене"])
def test_ordinary_numbers_are_no_personal_data(visitor, consultation, text):
    comment(visitor, consultation, text)
    assert Contribution.objects.get().text == text


def test_five_thousand_characters_pass_and_one_more_comes_back(visitor, consultation):
    page = comment(visitor, consultation, "ө" * 5001, language="ru").content.decode()
    assert "5001" in page.replace(" ", "").replace("\xa0", "")
    assert "ө" * 5001 in page
    assert Contribution.objects.count() == 0
    with_breaks = ("ө" * 49 + "\r\n") * 99 + "ө" * 50
    comment(visitor, consultation, with_breaks)
    assert len(Contribution.objects.get().text) == 5000


def test_an_empty_proposal_is_refused(visitor, consultation):
    page = comment(visitor, consultation, "  \n ", language="ru").content.decode()
    assert "Напишите предложение" in page
    assert Contribution.objects.count() == 0


def test_a_closed_consultation_takes_nothing_and_keeps_the_words_on_the_page(visitor, consultation):
    Consultation.objects.update(closes_on=TODAY - dt.timedelta(days=1))
    page = comment(visitor, consultation, language="ru").content.decode()
    assert "не принимает" in page
    assert "Тариф төмөндөсүн." in page
    assert Contribution.objects.count() == 0


def test_a_form_without_its_token_is_refused(consultation):
    client = Client(enforce_csrf_checks=True)
    assert comment(client, consultation).status_code == 403
    assert Contribution.objects.count() == 0


def test_the_place_is_asked_for_by_name_and_kept(visitor, consultation, aimak, neighbour):
    comment(visitor, consultation, place="теплоключенка")
    assert Contribution.objects.get().place == neighbour


def test_an_unknown_receipt_is_a_friendly_page(visitor, db):
    answer = visitor.get(url("receipt", "7K3F-92QX-MT", language="ru"))
    assert answer.status_code == 404
    assert "Мы не знаем этого номера" in answer.content.decode()


def test_a_receipt_is_read_however_it_is_typed(visitor, contribution):
    typed = contribution.receipt.lower().replace("-", " ")
    assert visitor.get(url("receipt", typed)).status_code == 200


def test_only_published_voices_are_public(visitor, as_user, aigul, consultation, contribution):
    voices = url("voices", consultation.code)
    assert "Апта сайын" not in visitor.get(voices).content.decode()
    as_user(aigul).post(url("show", contribution.receipt))
    assert "Апта сайын" in visitor.get(voices).content.decode()
    assert "Апта сайын" in visitor.get(voices + "?article=art_1").content.decode()
    assert "Апта сайын" not in visitor.get(voices + "?article=art_2").content.decode()
    as_user(aigul).post(url("hide", contribution.receipt), {"reason": "Телефон номери бар."})
    assert "Апта сайын" not in visitor.get(voices).content.decode()
    own = visitor.get(url("receipt", contribution.receipt)).content.decode()
    assert "Телефон номери бар." in own
    assert "Апта сайын" in own


def test_the_contents_say_how_much_was_said_on_each_article(visitor, many):
    page = visitor.get(url("detail", many.code, language="ru")).content.decode()
    assert f'href="{url("voices", many.code, language="ru")}?article=art_1">12 предложений' in page
    assert "?article=art_2" not in page


def test_what_people_write_is_shown_as_text(visitor, as_user, aigul, consultation):
    comment(visitor, consultation, "<script>alert(1)</script> & <b>суу</b>")
    made = Contribution.objects.get()
    as_user(aigul).post(url("show", made.receipt))
    for client, address in (
        (visitor, url("receipt", made.receipt)),
        (visitor, url("voices", consultation.code)),
        (as_user(aigul), url("queue", consultation.code)),
        (as_user(aigul), url("answer", made.receipt)),
    ):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("name", ["list", "detail", "comment", "voices", "receipt"])
def test_a_visitor_costs_at_most_six_queries(visitor, many, name, django_assert_max_num_queries):
    args = {
        "list": [],
        "comment": [many.code, "art_1"],
        "receipt": [Contribution.objects.first().receipt],
    }.get(name, [many.code])
    with django_assert_max_num_queries(6):
        assert visitor.get(url(name, *args)).status_code == 200
