"""The office answers each voice with a decision and a reason; others find no desk."""

from __future__ import annotations

import re
import uuid

import pytest
from consultation_pages import announce, url

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.models import Contribution, Decision
from yntymak.foundation.ledger.models import Event


def test_hiding_needs_a_reason(as_user, aigul, contribution):
    page = as_user(aigul).post(url("hide", contribution.receipt, language="ru"), {"reason": " "})
    assert "почему" in page.content.decode()
    contribution.refresh_from_db()
    assert contribution.state == "received"


@pytest.mark.parametrize("outcome", Decision.Outcome.values)
def test_every_decision_has_a_reason_and_reaches_the_person(
    visitor, as_user, aigul, contribution, outcome
):
    address = url("answer", contribution.receipt)
    refused = as_user(aigul).post(address, {"outcome": outcome, "reason": " "})
    assert refused.status_code == 200
    assert not Decision.objects.exists()
    as_user(aigul).post(address, {"outcome": outcome, "reason": "Бюджетте каражат жок."})
    assert Decision.objects.get().outcome == outcome
    own = visitor.get(url("receipt", contribution.receipt)).content.decode()
    assert "Бюджетте каражат жок." in own
    assert Event.objects.latest("seq").data["outcome"] == outcome


def test_the_second_of_two_officers_sees_the_other_answer_before_theirs_is_stored(
    as_user, aigul, bakyt, contribution
):
    address = url("answer", contribution.receipt, language="ru")
    mine = {"outcome": "accepted", "reason": "Туура айтылган.", "seen": ""}
    theirs = {"outcome": "rejected", "reason": "Каражат жок.", "seen": ""}
    as_user(aigul).post(address, mine)
    page = as_user(bakyt).post(address, theirs).content.decode()
    assert Decision.objects.count() == 1
    assert "Туура айтылган." in page
    assert "Каражат жок." in page
    assert "Коллега уже ответил" in page
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen is not None
    as_user(bakyt).post(address, {**theirs, "seen": seen.group(1)})
    assert list(contribution.decisions.values_list("outcome", flat=True)) == [
        "rejected",
        "accepted",
    ]


def test_the_same_answer_sent_twice_is_one(as_user, aigul, contribution):
    said = {"outcome": "partly", "reason": "Айына бир.", "seen": "", "key": str(uuid.uuid4())}
    for _ in range(2):
        as_user(aigul).post(url("answer", contribution.receipt), said)
    assert Decision.objects.count() == 1


def test_the_queue_shows_what_waits_and_filters_by_article(as_user, aigul, contribution):
    queue = url("queue", contribution.consultation.code)
    assert "Апта сайын" in as_user(aigul).get(queue).content.decode()
    assert "Апта сайын" not in as_user(aigul).get(queue + "?article=art_2").content.decode()
    actions.decide(
        actor=aigul,
        client_key=uuid.uuid4(),
        contribution=contribution,
        outcome="accepted",
        reason="Макул.",
    )
    assert "Апта сайын" not in as_user(aigul).get(queue).content.decode()
    assert "Апта сайын" in as_user(aigul).get(queue + "?show=all").content.decode()


@pytest.mark.parametrize("name", ["queue", "edit", "meeting"])
def test_the_office_of_another_place_finds_no_desk(
    visitor, as_user, chynara, gulzat, consultation, name
):
    address = url(name, consultation.code)
    assert as_user(chynara).get(address).status_code == 404
    assert as_user(gulzat).get(address).status_code == 404
    assert visitor.get(address).status_code == 302


def test_the_office_of_another_place_answers_nothing(as_user, chynara, contribution):
    client = as_user(chynara)
    said = {"outcome": "accepted", "reason": "Макул."}
    assert client.post(url("answer", contribution.receipt), said).status_code == 404
    assert client.post(url("show", contribution.receipt)).status_code == 404
    assert client.post(url("hide", contribution.receipt), {"reason": "x"}).status_code == 404
    assert not Decision.objects.exists()


def test_a_draft_is_seen_by_its_office_alone(visitor, as_user, aigul, chynara, aimak, version):
    draft = announce(aigul, version, aimak)
    for name, args in {"detail": [], "voices": [], "comment": ["art_1"]}.items():
        address = url(name, draft.code, *args)
        assert visitor.get(address).status_code == 404
        assert as_user(chynara).get(address).status_code == 404
        assert as_user(aigul).get(address).status_code == 200
    assert as_user(aigul).post(url("publish", draft.code)).status_code == 302
    assert visitor.get(url("detail", draft.code)).status_code == 200


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_pages_of_the_office_open_in_each_language(
    as_user, aigul, consultation, contribution, language
):
    client = as_user(aigul)
    for name in ("queue", "edit", "meeting", "enter"):
        assert client.get(url(name, consultation.code, language=language)).status_code == 200
    assert client.get(url("create", language=language)).status_code == 200
    assert client.get(url("answer", contribution.receipt, language=language)).status_code == 200


@pytest.mark.parametrize("name", ["queue", "answer", "enter", "edit"])
def test_an_officer_costs_few_queries(as_user, aigul, many, name, django_assert_max_num_queries):
    """Three of them say who is signed in and what they may do."""
    client = as_user(aigul)
    args = [Contribution.objects.first().receipt] if name == "answer" else [many.code]
    most = {"queue": 11, "answer": 9, "enter": 6, "edit": 10}[name]
    client.get(url(name, *args))  # the first visit has near-identical texts folded
    with django_assert_max_num_queries(most):
        assert client.get(url(name, *args) + "?show=all").status_code == 200


def test_the_queue_has_pages_and_counts(as_user, aigul, many):
    for number in range(20):
        voice = actions.Voice(f"Дагы {number}")
        actions.contribute(client_key=uuid.uuid4(), consultation=many, voice=voice)
    client = as_user(aigul)
    page = client.get(url("queue", many.code, language="en") + "?show=all&page=2").content.decode()
    assert "20 of 32 wait for an answer" in page
    assert "Дагы 19" in page
    assert "Сунуш 1<" not in page
