"""Taking part without a name: the vote, the page, the cookie."""

from __future__ import annotations

import datetime as dt
import gzip
import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from yntymak.apps.opinions.actions import (
    cast_vote,
    create_poll,
    join,
    make_report,
    moderate_statement,
    set_dates,
    take_in_sheet,
    tell_place,
)
from yntymak.apps.opinions.models import Participant, Statement, Vote
from yntymak.apps.opinions.routing import next_statement
from yntymak.foundation.ledger.models import Event


def close(poll, actor):
    now = timezone.now()
    return set_dates(
        actor=actor, poll=poll, opens_at=poll.opens_at, closes_at=now - dt.timedelta(minutes=1)
    )


def page_of(poll, **query) -> str:
    with translation.override("ky"):
        return reverse("opinions:poll", args=[poll.code])


def vote(client: Client, poll, value: int, statement: int | None = None):
    """Answers what the page asks, or one statement."""
    if statement is None:
        html = client.get(page_of(poll)).content.decode()
        statement = int(re.search(r'name="statement" value="(\d+)"', html)[1])
    return client.post(page_of(poll), {"statement": statement, "vote": value})


def test_a_vote_is_kept_under_a_token_and_never_under_a_name(open_poll):
    given = cast_vote(poll=open_poll, token="abc", statement=1, value=1)
    assert (given.statement.number, given.value) == (1, 1)
    participant = Participant.objects.get()
    assert "abc" not in participant.token_hash
    assert {f.name for f in Participant._meta.get_fields()}.isdisjoint({"user", "name", "ip"})


def test_no_vote_is_written_to_the_ledger(open_poll):
    before = Event.objects.count()
    cast_vote(poll=open_poll, token="abc", statement=1, value=1)
    assert Event.objects.count() == before


def test_a_double_click_counts_once_and_a_changed_mind_counts_last(open_poll):
    first = cast_vote(poll=open_poll, token="abc", statement=1, value=1)
    assert cast_vote(poll=open_poll, token="abc", statement=1, value=1) == first
    cast_vote(poll=open_poll, token="abc", statement=1, value=-1)
    assert Vote.objects.count() == 2
    assert Vote.objects.given_by(open_poll, "abc") == {first.statement_id: -1}


def test_the_same_token_in_two_polls_is_two_participants(open_poll, aigul, aimak):
    other = create_poll(actor=aigul, code="bashka", title_ky="Башка", place=aimak)
    assert join(poll=open_poll, token="abc").token_hash != join(poll=other, token="abc").token_hash


@pytest.mark.parametrize("value", [2, -2, 99])
def test_a_vote_of_another_value_is_refused(open_poll, value):
    with pytest.raises(ValidationError):
        cast_vote(poll=open_poll, token="abc", statement=1, value=value)
    assert not Participant.objects.exists()


def test_a_closed_poll_takes_no_votes(open_poll, aigul):
    with pytest.raises(ValidationError):
        cast_vote(poll=close(open_poll, aigul), token="abc", statement=1, value=1)
    assert not Vote.objects.exists()


def test_a_statement_taken_out_or_of_another_poll_takes_no_votes(open_poll, aigul):
    moderate_statement(
        actor=aigul, statement=open_poll.statements.get(number=2), moderation=-1, reason="Кайталоо"
    )
    for number in (2, 77):
        with pytest.raises(ValidationError):
            cast_vote(poll=open_poll, token="abc", statement=number, value=1)


def test_an_oblast_is_told_and_taken_back(open_poll, oblast):
    assert tell_place(poll=open_poll, token="abc", place=oblast).place == oblast
    assert tell_place(poll=open_poll, token="abc", place=None).place is None


def test_a_place_is_an_oblast_and_told_while_the_poll_is_open(open_poll, aigul, oblast, aimak):
    with pytest.raises(ValidationError, match="Облус"):
        tell_place(poll=open_poll, token="abc", place=aimak)
    with pytest.raises(ValidationError):
        tell_place(poll=close(open_poll, aigul), token="abc", place=oblast)
    assert not Participant.objects.exists()


def test_a_place_told_too_late_is_refused_in_a_sentence(open_poll, aigul, oblast, visitor):
    visitor.get(page_of(open_poll))
    close(open_poll, aigul)
    url = reverse("opinions:place", args=[open_poll.code])
    response = visitor.post(url, {"place": oblast.pk}, follow=True)
    assert "азыр добуш берүүгө болбойт" in response.content.decode()
    assert not Participant.objects.exists()


def test_a_place_that_was_told_is_shown_again(open_poll, oblast, visitor):
    for _ in range(5):
        vote(visitor, open_poll, 1)
    url = reverse("opinions:place", args=[open_poll.code])
    html = visitor.post(url, {"place": oblast.pk}, follow=True).content.decode()
    assert f'<option value="{oblast.pk}" selected>' in html
    html = visitor.post(url, {"place": ""}, follow=True).content.decode()
    assert f'<option value="{oblast.pk}">' in html


def test_a_visitor_answers_everything_and_sees_the_thanks(open_poll, visitor):
    for answered in range(5):
        html = visitor.get(page_of(open_poll)).content.decode()
        assert f"Жооп берилди: {answered} / 5" in html
        answer = vote(visitor, open_poll, 1)
        assert (answer.status_code, answer.url.partition("#")[2]) == (302, "ballot")
        assert 'id="ballot"' in html
    html = visitor.get(page_of(open_poll)).content.decode()
    assert 'name="vote"' not in html
    assert reverse("opinions:report", args=[open_poll.code]).split("/", 2)[2] in html
    assert Participant.objects.count() == 1
    assert sorted(Vote.objects.values_list("statement__number", flat=True)) == [1, 2, 3, 4, 5]


def test_two_browsers_are_two_participants(open_poll):
    vote(Client(), open_poll, 1)
    vote(Client(), open_poll, 1)
    assert Participant.objects.count() == 2


def test_both_posts_of_a_first_double_click_are_one_vote(open_poll, visitor):
    visitor.get(page_of(open_poll))
    vote(visitor, open_poll, 1, statement=3)
    vote(visitor, open_poll, 1, statement=3)
    assert Vote.objects.count() == Participant.objects.count() == 1


def test_the_last_answer_can_be_changed(open_poll, visitor):
    vote(visitor, open_poll, 1, statement=4)
    assert "?statement=4" in visitor.get(page_of(open_poll)).content.decode()
    again = visitor.get(page_of(open_poll), {"statement": "4"}).content.decode()
    assert re.search(r'class="agree"[^>]*aria-pressed="true"', again)
    vote(visitor, open_poll, -1, statement=4)
    assert list(Vote.objects.order_by("pk").values_list("value", flat=True)) == [1, -1]


def test_a_reload_shows_the_same_statement(open_poll, visitor):
    number = re.compile(r'name="statement" value="(\d+)"')
    pages = [visitor.get(page_of(open_poll)).content.decode() for _ in range(5)]
    assert len({number.search(page)[1] for page in pages}) == 1


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"statement": "1"},
        {"statement": "1", "vote": "5"},
        {"statement": "х", "vote": "1"},
        {"statement": "9" * 40, "vote": "1"},
    ],
)
def test_a_post_without_an_answer_is_refused_in_a_sentence(open_poll, visitor, posted):
    response = visitor.post(page_of(open_poll), posted)
    assert response.status_code == 400
    assert 'role="alert"' in response.content.decode()
    assert not Vote.objects.exists()


def test_a_closed_poll_says_when_it_ended_and_leads_to_the_report(open_poll, aigul, visitor):
    close(open_poll, aigul)
    html = visitor.get(page_of(open_poll)).content.decode()
    assert 'name="vote"' not in html
    assert "/report/" in html
    assert vote(visitor, open_poll, 1, statement=1).status_code == 400


def test_a_poll_that_is_not_published_is_not_found(aigul, aimak, visitor, as_user):
    poll = create_poll(
        actor=aigul, code="x", title_ky="X", place=aimak, statements=[{"text_ky": "А"}]
    )
    assert visitor.get(page_of(poll)).status_code == 404
    page = as_user(aigul).get(page_of(poll))
    assert page.status_code == 200
    assert 'name="vote"' not in page.content.decode()


def test_a_statement_without_a_translation_is_shown_and_marked(open_poll, visitor):
    url = reverse("opinions:poll", args=[open_poll.code])
    ru = "/ru/" + url.split("/", 2)[2]
    html = visitor.get(ru, {"statement": "3"}).content.decode()
    assert '<h2 id="statement" lang="ky">Жаш үй-бүлөлөргө жер берилсин.</h2>' in html
    assert "только на кыргызском" in html
    html = visitor.get(ru, {"statement": "1"}).content.decode()
    assert "Полив должен идти по очереди." in html
    assert "только на" not in html


def test_the_page_is_small_and_asks_little_of_the_database(
    open_poll, visitor, django_assert_max_num_queries
):
    vote(visitor, open_poll, 1)
    with django_assert_max_num_queries(6):
        page = visitor.get(page_of(open_poll), headers={"accept-encoding": "gzip"})
    assert len(page.content) <= 15_000
    assert b"<script" not in gzip.decompress(page.content)


def test_a_vote_is_few_queries(open_poll, django_assert_max_num_queries):
    cast_vote(poll=open_poll, token="abc", statement=1, value=1)
    with django_assert_max_num_queries(7):
        cast_vote(poll=open_poll, token="abc", statement=2, value=1)


def test_before_the_first_report_the_least_seen_statement_comes_next(open_poll):
    statements = list(open_poll.statements.shown())
    for number in (1, 2, 4, 5):
        cast_vote(poll=open_poll, token="another", statement=number, value=1)
    assert next_statement(open_poll, statements, {}, "abc").number == 3


def test_after_a_report_its_priority_decides(open_poll, aigul, as_file, two_camps):
    take_in_sheet(actor=aigul, poll=open_poll, file=as_file(two_camps))
    report = make_report(poll=open_poll)
    report.result["priority"] = {"1": 0, "2": 0, "3": 0, "4": 0, "5": 7.0}
    report.save()
    open_poll.refresh_from_db()
    statements = list(open_poll.statements.shown())
    drawn = {next_statement(open_poll, statements, {}, f"t{i}").number for i in range(20)}
    assert drawn == {5}


def test_a_statement_without_words_is_never_put_to_people(open_poll, aigul, as_file):
    take_in_sheet(
        actor=aigul,
        poll=open_poll,
        file=as_file("participant,statement,vote\n1,17,1\n"),
        make_missing=True,
    )
    assert Statement.objects.get(poll=open_poll, number=17).text == ""
    assert 17 not in set(open_poll.statements.shown().values_list("number", flat=True))
    with pytest.raises(ValidationError):
        cast_vote(poll=open_poll, token="abc", statement=17, value=1)
