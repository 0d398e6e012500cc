"""The sums that the pages show are those that counting would give, whatever has happened."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db.models import Count, Q
from django.utils import timezone

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.models import Consultation, Contribution
from yntymak.apps.consultations.tallies import Said, by_article, together
from yntymak.apps.laws.models import Act, ActVersion, Provision


@pytest.fixture
def consultation(agency) -> Consultation:
    act = Act.objects.create(code="suu", kind="law", title_ky="Суу")
    today = timezone.localdate()
    version = ActVersion.objects.create(act=act, number=1, sources={"ky": {}})
    article = Provision.objects.create(version=version, key="art_1", kind="article", position=1)
    Provision.objects.filter(pk=article.pk).update(article=article)
    Provision.objects.create(
        version=version, key="art_1__para_1", kind="para", position=2, article=article
    )
    return Consultation.objects.create(
        code="suu",
        title_ky="Суу",
        summary_ky="Суу",
        organiser=agency,
        document=version,
        opens_on=today,
        closes_on=today + dt.timedelta(days=30),
        state="published",
    )


def say(consultation, text="Суу", key=None, client_key=None) -> Contribution:
    provision = Provision.objects.get(key=key) if key else None
    return actions.contribute(
        client_key=client_key or uuid.uuid4(),
        consultation=consultation,
        voice=actions.Voice(text, provision=provision),
    )


def counted(consultation) -> dict[str, Said]:
    rows = consultation.contributions.order_by().values_list("article_key")
    sums = rows.annotate(
        Count("pk", distinct=True),
        published=Count("pk", filter=Q(state="published"), distinct=True),
        answered=Count("decisions__contribution", distinct=True),
    )
    return {key: Said(*numbers) for key, *numbers in sums}


def test_a_voice_counts_on_the_article_around_its_part(consultation):
    say(consultation)
    say(consultation, key="art_1")
    say(consultation, key="art_1__para_1")
    assert by_article(consultation) == {"": Said(1), "art_1": Said(2)} == counted(consultation)


def test_a_double_click_counts_once(consultation):
    for _ in range(2):
        say(consultation, client_key=uuid.UUID(int=7))
    assert together(by_article(consultation)) == Said(1)


def test_showing_hiding_and_answering_twice_count_once(consultation, elmira):
    voice = say(consultation, key="art_1")
    other = say(consultation, key="art_1")
    for _ in range(2):
        actions.publish_contribution(actor=elmira, contribution=voice)
    actions.hide_contribution(actor=elmira, contribution=other, reason="аты бар")
    seen = None
    for outcome in ("partly", "accepted"):
        seen = actions.decide(
            actor=elmira,
            client_key=uuid.uuid4(),
            contribution=voice,
            outcome=outcome,
            reason="Макул",
            seen=seen,
        ).pk
    assert by_article(consultation) == {"art_1": Said(2, 1, 1)} == counted(consultation)
    actions.hide_contribution(actor=elmira, contribution=voice, reason="аты бар")
    actions.hide_contribution(actor=elmira, contribution=voice, reason="телефону бар")
    assert by_article(consultation) == {"art_1": Said(2, 0, 1)} == counted(consultation)
