"""The pages of officers: polls, statements, sheets."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from yntymak.apps.opinions.actions import take_in_sheet
from yntymak.apps.opinions.models import Poll, Statement, VoteSheet

DAYS = {"opens_on": "01.10.2026", "closes_on": "31.12.2026"}


def url(name: str, *args: object) -> str:
    return reverse(f"opinions:{name}", args=args)


def test_officers_find_their_polls_and_others_find_no_page(
    open_poll, aigul, chynara, as_user, visitor
):
    assert "Суу жана жайыт" in as_user(aigul).get(url("list")).content.decode()
    html = as_user(chynara).get(url("list")).content.decode()
    assert "Суу жана жайыт" not in html
    assert visitor.get(url("list")).status_code == 404


@pytest.mark.parametrize(
    ("name", "args"), [("statements", ()), ("statement", (1,)), ("sheet", ()), ("withdraw", (1,))]
)
def test_the_neighbour_finds_no_page_of_the_poll(open_poll, chynara, as_user, name, args):
    assert as_user(chynara).get(url(name, open_poll.code, *args)).status_code == 404


def test_a_specialist_makes_a_poll_once_however_often_the_form_is_sent(aigul, aimak, as_user):
    form = {
        "key": str(uuid.uuid4()),
        "place": aimak.pk,
        "title_ky": "Жол",
        "statements": "Жол кеңейсин.\n\n Көпүрө курулсун. \nЖол кеңейсин.",
        **DAYS,
    }
    client = as_user(aigul)
    for _ in range(2):
        page = client.post(url("create"), form, follow=True)
        assert "Көпүрө курулсун." in page.content.decode()
    poll = Poll.objects.get()
    assert [s.text_ky for s in poll.statements.all()] == ["Жол кеңейсин.", "Көпүрө курулсун."]
    client.post(url("publish", poll.code))
    poll.refresh_from_db()
    assert poll.is_published


def test_a_refused_poll_comes_back_filled(aigul, neighbour, as_user):
    form = {"place": neighbour.pk, "title_ky": "Жол", "statements": "Жол.", **DAYS}
    page = as_user(aigul).post(url("create"), form)
    assert page.status_code == 400
    assert "Жол." in page.content.decode()
    form = {
        "title_ky": "Жол",
        "statements": "Жол.",
        "opens_on": "31.12.2026",
        "closes_on": "1.1.26",
    }
    assert as_user(aigul).post(url("create"), form).status_code == 400
    assert not Poll.objects.exists()


def test_the_agency_may_leave_the_place_out(elmira, as_user):
    form = {"title_ky": "Мыйзам", "statements": "Макул.", **DAYS}
    assert as_user(elmira).post(url("create"), form).status_code == 302
    assert Poll.objects.get().place is None


def test_a_deputy_makes_no_poll(gulzat, as_user):
    assert as_user(gulzat).get(url("list")).status_code == 404
    assert as_user(gulzat).get(url("create")).status_code == 404


def test_a_statement_is_added_once_and_an_empty_one_refused(open_poll, aigul, as_user):
    client = as_user(aigul)
    for _ in range(2):
        client.post(url("statements", open_poll.code), {"text_ky": "Көпүрө курулсун."})
    assert open_poll.statements.count() == 6
    page = client.post(url("statements", open_poll.code), {"text_ky": "  "})
    assert page.status_code == 400
    assert "жок дегенде бир тилде" in page.content.decode()


def test_words_people_voted_on_are_not_changed_and_the_typed_ones_come_back(
    open_poll, aigul, as_user, as_file, two_camps
):
    take_in_sheet(actor=aigul, poll=open_poll, file=as_file(two_camps))
    page = as_user(aigul).post(url("statement", open_poll.code, 1), {"text_ky": "Башка сөз"})
    assert page.status_code == 400
    assert "Башка сөз" in page.content.decode()
    words = {"text_ky": "Жаш үй-бүлөлөргө жер берилсин.", "text_ru": "Молодым семьям — землю."}
    assert as_user(aigul).post(url("statement", open_poll.code, 3), words).status_code == 302
    assert Statement.objects.get(poll=open_poll, number=3).text_ru == "Молодым семьям — землю."


def test_a_statement_is_taken_out_with_a_reason_and_put_back(open_poll, aigul, as_user):
    client, moderate = as_user(aigul), url("moderate", open_poll.code, 1)
    page = client.post(moderate, {"out": "1"}, follow=True)
    assert "эмне үчүн" in page.content.decode()
    assert open_poll.statements.shown().count() == 5
    client.post(moderate, {"out": "1", "out-reason": "Кайталоо"})
    assert open_poll.statements.shown().count() == 4
    client.post(moderate, {"in": "1"})
    assert open_poll.statements.shown().count() == 5


def test_a_sheet_is_withdrawn_with_a_reason(open_poll, aigul, as_user, as_file, two_camps):
    sheet = take_in_sheet(actor=aigul, poll=open_poll, file=as_file(two_camps))
    withdraw = url("withdraw", open_poll.code, sheet.pk)
    assert as_user(aigul).post(withdraw, {"reason": ""}).status_code == 400
    assert as_user(aigul).post(withdraw, {"reason": "Башка айылдыкы"}).status_code == 302
    assert VoteSheet.objects.get().withdrawn_reason == "Башка айылдыкы"
    html = as_user(aigul).get(url("sheet", open_poll.code)).content.decode()
    assert "Башка айылдыкы" in html


@pytest.mark.parametrize("name", ["list", "statements", "sheet"])
def test_the_pages_of_officers_ask_little_of_the_database(
    open_poll, aigul, as_user, name, django_assert_max_num_queries
):
    client = as_user(aigul)
    args = () if name == "list" else (open_poll.code,)
    client.get(url(name, *args))
    with django_assert_max_num_queries(6):
        assert client.get(url(name, *args)).status_code == 200
