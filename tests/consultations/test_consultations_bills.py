"""People are asked about a bill: each article as it is and as it would be, new ones too."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from bill_texts import ART_3, NEW_ARTICLE
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.models import Consultation, Contribution
from yntymak.apps.consultations.open_items import changes_since, next_bill_version
from yntymak.apps.laws import actions as laws

EXPLAINED = {
    "rationale_ky": "Элдин сөзү",
    "rationale_ru": "Слово людей",
    "note_ky": "Тариф ачык болот",
    "note_ru": "Тариф будет открыт",
}


def save(actor, act, unit, texts):
    draft = laws.Draft(texts=texts, **EXPLAINED)
    laws.save_amendment(actor=actor, act=act, unit=unit, draft=draft, seen=0)


@pytest.fixture
def proposed(elmira, amended):
    save(elmira, amended, "art_3", ART_3)
    save(elmira, amended, "art_2-1", NEW_ARTICLE)
    return laws.publish_version(actor=elmira, version=amended.version)


@pytest.fixture
def announce(elmira, water_law, agency):
    def announced(**said) -> Consultation:
        today = timezone.localdate()
        values = {
            "title_ky": "Суу тууралуу долбоор",
            "title_ru": "Проект о воде",
            "summary_ky": "Кандай дейсиз?",
            "summary_ru": "Что скажете?",
            "document": water_law,
            "opens_on": today,
            "closes_on": today + dt.timedelta(days=30),
            "organiser": agency,
        }
        return actions.create_consultation(
            actor=elmira,
            client_key=uuid.uuid4(),
            announcement=actions.Announcement(**(values | said)),
        )

    return announced


@pytest.fixture
def asked(elmira, announce, proposed) -> Consultation:
    made = announce(bill_version=proposed)
    return actions.publish_consultation(actor=elmira, consultation=made)


def url(name: str, *args: object) -> str:
    return reverse(f"consultations:{name}", args=args)


def test_everybody_reads_what_would_change_and_why(visitor, asked):
    page = visitor.get(url("detail", asked.code)).content.decode()
    assert "Эмне өзгөрөт" in page
    assert "Тариф ачык болот" in page
    article = visitor.get(url("comment", asked.code, "art_3")).content.decode()
    assert "Азыр кандай" in article
    assert "Тариф жарыяланат" in article
    untouched = visitor.get(url("comment", asked.code, "art_1")).content.decode()
    assert "Азыр кандай" not in untouched


def test_an_article_that_is_not_there_yet_is_commented_too(visitor, elmira, as_user, asked):
    path = url("comment", asked.code, "art_2-1")
    assert "Үнөмдөө" in visitor.get(path).content.decode()
    sent = visitor.post(path, {"text": "Чоң кыйналуу болот, мөөнөт керек", "language": "ky"})
    voice = Contribution.objects.get()
    assert sent.url == url("receipt", voice.receipt)
    assert (voice.provision, voice.article_key) == (None, "art_2-1")
    assert "2¹" in as_user(elmira).get(url("queue", asked.code)).content.decode()
    assert visitor.get(sent.url).status_code == 200
    answer = as_user(elmira).get(url("answer", voice.receipt)).content.decode()
    assert path in answer


def test_an_article_that_neither_text_nor_bill_has_is_not_found(visitor, asked, announce):
    assert visitor.get(url("comment", asked.code, "art_9")).status_code == 404
    with pytest.raises(ValidationError):
        actions.contribute(
            client_key=uuid.uuid4(),
            consultation=asked,
            voice=actions.Voice(text="Сөз", unit="art_9"),
        )


def test_a_wording_starts_from_the_words_of_the_bill(visitor, asked):
    path = url("wording", asked.code, "art_3")
    page = visitor.get(path)
    assert page.context["form"].initial["typed"] == ART_3["ky"]
    typed = ART_3["ky"].replace("ай сайын", "жума сайын")
    sent = visitor.post(path, {"typed": typed, "text": "Тез-тез керек", "language": "ky"})
    shown = visitor.get(sent.url).content.decode()
    assert "<del>" in shown
    assert "жума" in shown
    assert "Тариф жарыяланат</ins>" not in shown  # the bill's own words are not the person's


def test_people_are_asked_only_about_what_stays_as_it_is(elmira, announce, bill, amended, describe):
    with pytest.raises(ValidationError, match="жарыялаңыз"):
        announce(bill_version=amended.version)
    assert not Consultation.objects.exists()


def test_a_bill_on_another_text_is_refused(elmira, announce, proposed, agency):
    other = laws.confirm_import(
        actor=elmira,
        waiting=laws.upload_act(
            actor=elmira,
            client_key=uuid.uuid4(),
            description=laws.ActDescription("Башка", "Другой", "law"),
            sources=_sources(),
        ),
    )
    with pytest.raises(ValidationError, match="башка текстти"):
        announce(document=other, bill_version=proposed)


def _sources():
    from bill_texts import KY, RU, read

    return {"ky": read(KY, "ky"), "ru": read(RU, "ru")}


def test_the_bill_cannot_be_exchanged_once_people_read_it(elmira, asked):
    today = timezone.localdate()
    other = actions.Announcement(
        title_ky=asked.title_ky,
        title_ru=asked.title_ru,
        summary_ky=asked.summary_ky,
        summary_ru=asked.summary_ru,
        document=asked.document,
        opens_on=today,
        closes_on=asked.closes_on,
        organiser=asked.organiser,
    )
    with pytest.raises(ValidationError, match="окуп"):
        actions.change_consultation(actor=elmira, consultation=asked, announcement=other)


def test_what_changed_since_is_told_against_the_version_people_read(elmira, asked, bill):
    assert next_bill_version(asked) is None
    following = laws.begin_version(actor=elmira, bill=bill)
    act = following.acts.get()
    amendment = act.amendments.get(unit="art_3")
    weekly = {
        language: text.replace("ай сайын", "жума сайын").replace("ежемесячно", "еженедельно")
        for language, text in ART_3.items()
    }
    draft = laws.Draft(texts=weekly, **EXPLAINED)
    laws.save_amendment(actor=elmira, act=act, unit="art_3", draft=draft, seen=amendment.revision)
    laws.publish_version(actor=elmira, version=following)
    assert next_bill_version(asked) == following
    assert [change.unit for change in changes_since(asked)] == ["art_3"]
