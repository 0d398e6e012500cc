"""Making a poll: its statements, who may manage it, who sees it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from yntymak.apps.opinions.actions import (
    StatementDraft,
    add_statement,
    create_poll,
    moderate_statement,
    publish_poll,
    set_dates,
    word_statement,
)
from yntymak.apps.opinions.models import Poll, Statement
from yntymak.foundation.ledger.models import Event

WATER = StatementDraft(text_ky="Сугат суу кезек менен берилсин.", text_ru="Полив — по очереди.")
ROAD = StatementDraft(text_ky="Жол оңдолсун.")


@pytest.fixture
def poll(aigul, aimak) -> Poll:
    return create_poll(
        actor=aigul, code="suu", title_ky="Суу", place=aimak, statements=[WATER, ROAD]
    )


def test_a_specialist_makes_a_poll_with_numbered_statements(poll):
    assert list(poll.statements.values_list("number", "text_ky")) == [
        (1, WATER.text_ky),
        (2, ROAD.text_ky),
    ]
    assert not poll.is_published
    assert Event.objects.about(poll).get().verb == "poll:created"


def test_statements_may_come_as_dictionaries(elmira):
    poll = create_poll(
        actor=elmira,
        code="ulut",
        title_ky="Мыйзам",
        statements=[{"text_ky": "Макул", "is_meta": True}],
    )
    assert poll.statements.get().is_meta


def test_the_same_poll_asked_for_twice_is_made_once(poll, aigul, aimak):
    again = create_poll(
        actor=aigul, code="suu", title_ky="Суу", place=aimak, statements=[WATER, ROAD]
    )
    assert again == poll
    assert poll.statements.count() == 2
    assert Event.objects.about(poll).count() == 1


def test_a_code_that_another_poll_has_is_refused(poll, elmira):
    with pytest.raises(ValidationError):
        create_poll(actor=elmira, code="suu", title_ky="Башка", statements=[ROAD])


def test_a_specialist_makes_no_poll_for_the_neighbour(chynara, aimak):
    with pytest.raises(PermissionDenied):
        create_poll(actor=chynara, code="x", title_ky="X", place=aimak)
    assert not Poll.objects.exists()


def test_only_the_agency_makes_a_national_poll(aigul, elmira):
    with pytest.raises(PermissionDenied):
        create_poll(actor=aigul, code="x", title_ky="X")
    assert create_poll(actor=elmira, code="x", title_ky="X").place is None


def test_a_statement_without_words_is_refused_and_nothing_is_made(elmira):
    with pytest.raises(ValidationError):
        create_poll(
            actor=elmira, code="x", title_ky="X", statements=[ROAD, StatementDraft(text_ru="  ")]
        )
    assert not Poll.objects.exists()


def test_a_poll_cannot_close_before_it_opens(poll, aigul):
    now = timezone.now()
    with pytest.raises(ValidationError):
        set_dates(actor=aigul, poll=poll, opens_at=now, closes_at=now - dt.timedelta(days=1))
    with pytest.raises(ValidationError):
        create_poll(
            actor=aigul, code="y", title_ky="Y", place=poll.place, opens_at=now, closes_at=now
        )


def test_a_poll_is_seen_by_its_officers_first_and_by_all_once_published(
    poll, aigul, chynara, daniyar
):
    assert Poll.objects.visible_to(aigul).get() == poll
    assert Poll.objects.visible_to(daniyar).get() == poll
    assert not Poll.objects.visible_to(chynara).exists()
    assert not Poll.objects.visible_to(None).exists()
    publish_poll(actor=aigul, poll=poll)
    publish_poll(actor=aigul, poll=poll)
    assert Poll.objects.visible_to(None).get() == poll
    assert Event.objects.about(poll).filter(verb="poll:published").count() == 1


def test_a_poll_without_statements_is_not_published(aigul, aimak):
    empty = create_poll(actor=aigul, code="bosh", title_ky="Бош", place=aimak)
    with pytest.raises(ValidationError):
        publish_poll(actor=aigul, poll=empty)


def test_an_added_statement_has_the_next_number_and_stands_once(poll, aigul):
    draft = StatementDraft(text_ky="Көпүрө курулсун.")
    added = add_statement(actor=aigul, poll=poll, draft=draft)
    assert added.number == 3
    assert add_statement(actor=aigul, poll=poll, draft=draft) == added
    assert poll.statements.count() == 3


def test_the_neighbour_adds_and_moderates_nothing(poll, chynara):
    with pytest.raises(PermissionDenied):
        add_statement(actor=chynara, poll=poll, draft=ROAD)
    with pytest.raises(PermissionDenied):
        moderate_statement(
            actor=chynara, statement=poll.statements.first(), moderation=-1, reason="x"
        )
    with pytest.raises(PermissionDenied):
        publish_poll(actor=chynara, poll=poll)
    with pytest.raises(PermissionDenied):
        word_statement(actor=chynara, statement=poll.statements.first(), draft=ROAD)


def test_a_statement_is_taken_out_with_a_reason_and_taken_back(poll, aigul):
    statement = poll.statements.first()
    with pytest.raises(ValidationError):
        moderate_statement(actor=aigul, statement=statement, moderation=-1)
    moderate_statement(actor=aigul, statement=statement, moderation=-1, reason="Кемсинтет")
    assert list(poll.statements.shown().values_list("number", flat=True)) == [2]
    moderate_statement(actor=aigul, statement=statement, moderation=1)
    assert poll.statements.shown().count() == 2
    reasons = [e.data["reason"] for e in Event.objects.about(statement)]
    assert reasons == ["Кемсинтет", ""]


def test_a_translation_is_added_later(poll, aigul):
    road = poll.statements.get(number=2)
    word_statement(
        actor=aigul, statement=road, draft=StatementDraft(text_ky=ROAD.text_ky, text_ru="Дорога.")
    )
    assert Statement.objects.get(pk=road.pk).text_ru == "Дорога."


def test_a_poll_has_a_title_and_short_statements(aigul, aimak):
    with pytest.raises(ValidationError):
        create_poll(actor=aigul, code="x", title_ky="  ", place=aimak, statements=[WATER])
    with pytest.raises(ValidationError, match="1000"):
        create_poll(
            actor=aigul,
            code="x",
            title_ky="X",
            place=aimak,
            statements=[StatementDraft(text_ru="я" * 1001)],
        )
    assert not Poll.objects.exists()
