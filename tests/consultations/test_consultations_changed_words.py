"""From an accepted proposal to the words of the next version, marked; and the note to the bill."""

from __future__ import annotations

import datetime as dt
import io
import uuid

import pytest
from bill_texts import ART_2, ART_3
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from docx import Document

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.changed_words import changed_texts
from yntymak.apps.consultations.models import Consultation, Effect, Paper
from yntymak.apps.consultations.open_items import changes_since
from yntymak.apps.laws import actions as laws
from yntymak.apps.laws.models import Provision

WEEKLY = {
    language: text.replace("ай сайын", "жума сайын").replace("ежемесячно", "еженедельно")
    for language, text in ART_3.items()
}
EXPLAINED = {
    "rationale_ky": "Элдин сөзү",
    "rationale_ru": "Слово людей",
    "note_ky": "Сапат текшерилет",
    "note_ru": "Качество проверяют",
}


def save(actor, act, unit, texts):
    standing = act.amendments.filter(unit=unit).first()
    draft = laws.Draft(texts=texts, **EXPLAINED)
    seen = standing.revision if standing else 0
    laws.save_amendment(actor=actor, act=act, unit=unit, draft=draft, seen=seen)


@pytest.fixture
def asked(elmira, amended, water_law, agency) -> Consultation:
    """On version 1: article 3 checks the water each month."""
    save(elmira, amended, "art_3", ART_3)
    proposed = laws.publish_version(actor=elmira, version=amended.version)
    today = timezone.localdate()
    made = actions.create_consultation(
        actor=elmira,
        client_key=uuid.uuid4(),
        announcement=actions.Announcement(
            title_ky="Суу тууралуу долбоор",
            title_ru="Проект о воде",
            summary_ky="Кандай дейсиз?",
            summary_ru="Что скажете?",
            document=water_law,
            bill_version=proposed,
            opens_on=today,
            closes_on=today + dt.timedelta(days=30),
            organiser=agency,
        ),
    )
    return actions.publish_consultation(actor=elmira, consultation=made)


@pytest.fixture
def accepted(elmira, asked):
    provision = Provision.objects.get(version=asked.document, key="art_3")
    voice = actions.Voice("Жума сайын текшерилсин.", provision=provision)
    said = actions.contribute(client_key=uuid.uuid4(), consultation=asked, voice=voice)
    actions.publish_contribution(actor=elmira, contribution=said)
    return actions.decide(
        actor=elmira,
        client_key=uuid.uuid4(),
        contribution=said,
        outcome="accepted",
        reason="Ай сайын аз.",
    )


@pytest.fixture
def second(elmira, asked, bill):
    """Version 2: article 3 each week, article 2 changed too."""
    following = laws.begin_version(actor=elmira, bill=bill)
    act = following.acts.get()
    save(elmira, act, "art_3", WEEKLY)
    save(elmira, act, "art_2", ART_2)
    return laws.publish_version(actor=elmira, version=following)


def url(name: str, *args: object) -> str:
    return reverse(f"consultations:{name}", args=args)


def test_what_changed_is_marked_against_what_people_were_asked_about(asked, second):
    texts = {each.unit: each for each in changed_texts(asked, changes_since(asked), "ky")}
    assert set(texts) == {"art_2", "art_3"}
    (row,) = texts["art_3"].rows  # the third part was there when people were asked
    marks = [(mark.kind, mark.text.strip()) for line in row.marked for mark in line]
    assert ("delete", "ай") in marks
    assert ("insert", "жума") in marks
    assert texts["art_3"].words == "1. Айыл өкмөтү суунун сапатын жума сайын текшерет."
    in_russian = changed_texts(asked, changes_since(asked), "ru")
    assert any("еженедельно" in each.words for each in in_russian)


def test_the_changed_words_are_chosen_and_the_receipt_shows_them_marked(
    asked, accepted, second, elmira, as_user, visitor
):
    path = f"{url('effect', asked.code)}?decision={accepted.pk}"
    client = as_user(elmira)
    page = client.get(path).content.decode()
    assert page.index("жума") < page.index("2-берене")  # its own article first
    sent = client.post(path, {"change": "art_3", "unit": "", "words": ""})
    assert sent.url == url("open_items", asked.code)
    effect = Effect.objects.get()
    assert (effect.unit, effect.amendment) == (
        "art_3",
        second.acts.get().amendments.get(unit="art_3"),
    )
    assert effect.words == "1. Айыл өкмөтү суунун сапатын жума сайын текшерет."
    for language, gone, came in (("ky", "ай", "жума"), ("ru", "ежемесячно", "еженедельно")):
        receipt = url("receipt", accepted.contribution.receipt).replace("/ky/", f"/{language}/")
        told = visitor.get(receipt).content.decode()
        changed = told[told.index("Ай сайын аз.") :]
        assert f"{gone}<span" in changed[changed.index("<del>") :]
        assert f"{came}<span" in changed[changed.index("<ins>") :]


def test_words_typed_by_hand_stand_above_the_marked_article(
    asked, accepted, second, elmira, as_user, visitor
):
    path = f"{url('effect', asked.code)}?decision={accepted.pk}"
    client = as_user(elmira)
    for wrong in ({"change": "typed"}, {"change": "art_1"}, {}):
        refused = client.post(path, {"unit": "", "words": "", **wrong})
        assert 'role="alert"' in refused.content.decode()
    client.post(path, {"change": "typed", "unit": "art_3", "words": "ар жумада"})
    told = visitor.get(url("receipt", accepted.contribution.receipt)).content.decode()
    assert told.index("ар жумада") < told.index("<ins>")


def test_without_a_newer_version_words_are_typed(asked, accepted, elmira, as_user, visitor):
    path = f"{url('effect', asked.code)}?decision={accepted.pk}"
    client = as_user(elmira)
    assert 'name="change"' not in client.get(path).content.decode()
    client.post(path, {"unit": "art_3", "words": "жума сайын"})
    told = visitor.get(url("receipt", accepted.contribution.receipt)).content.decode()
    assert "жума сайын" in told
    assert "<ins>" not in told


def test_an_article_that_is_no_longer_changed_can_be_named(asked, accepted, elmira, bill):
    following = laws.begin_version(actor=elmira, bill=bill)
    act = following.acts.get()
    save(elmira, act, "art_2", ART_2)
    act.amendments.filter(unit="art_3").delete()
    laws.publish_version(actor=elmira, version=following)
    texts = {each.unit: each for each in changed_texts(asked, changes_since(asked), "ky")}
    assert texts["art_3"].words == "1. Айыл өкмөтү суунун сапатын текшерет."
    marks = [mark for row in texts["art_3"].rows for line in row.marked for mark in line]
    assert any(mark.kind == "delete" and "Тариф жарыяланат" in mark.text for mark in marks)


# The justification note


def note(actor, asked, language):
    paper = actions.request_paper(
        actor=actor, consultation=asked, kind=Paper.Kind.BILL_NOTE, language=language
    )
    return Document(io.BytesIO(actions.make_paper(paper=paper).content))


@pytest.mark.parametrize(
    ("language", "titles"),
    [("ky", ("талкуу", "Ай сайын аз.")), ("ru", ("обсужд", "Ай сайын аз."))],
)
def test_the_note_to_the_bill_tells_what_the_discussion_brought(
    asked, accepted, second, elmira, language, titles
):
    rejected = actions.contribute(
        client_key=uuid.uuid4(), consultation=asked, voice=actions.Voice("Тариф жок болсун.")
    )
    actions.publish_contribution(actor=elmira, contribution=rejected)
    actions.decide(
        actor=elmira,
        client_key=uuid.uuid4(),
        contribution=rejected,
        outcome="rejected",
        reason="Каражат керек.",
    )
    actions.state_effect(
        actor=elmira,
        client_key=uuid.uuid4(),
        consultation=asked,
        unit="art_3",
        words="жума сайын текшерет",
        decision=accepted,
    )
    document = note(elmira, asked, language)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "жума сайын текшерет" in cells
    assert "Каражат керек." in cells
    text = "\n".join(each.text for each in document.paragraphs)
    assert titles[0] in text
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 2"]
    fourth = next(each for each in headings if each.startswith("4."))
    after = text[text.index(fourth) :][: len(fourth) + 4]
    assert "[" not in after


def test_without_a_bill_there_is_no_note_to_it(elmira, asked, as_user, bill):
    Consultation.objects.update(bill_version=None)
    asked.rounds.update(bill_version=None)
    type(bill).objects.get().versions.update(published_at=None, sha256="")
    asked.refresh_from_db()
    with pytest.raises(ValidationError):
        note(elmira, asked, "ky")
    page = as_user(elmira).get(url("papers", asked.code)).content.decode()
    assert 'value="bill_note"' not in page
    sent = as_user(elmira).post(
        url("make_paper", asked.code), {"kind": "bill_note", "language": "ky"}, follow=True
    )
    assert 'role="alert"' in sent.content.decode()


def test_the_note_is_made_anew_when_a_newer_version_is_published(elmira, asked, bill):
    first = actions.request_paper(
        actor=elmira, consultation=asked, kind=Paper.Kind.BILL_NOTE, language="ky"
    )
    following = laws.begin_version(actor=elmira, bill=bill)
    save(elmira, following.acts.get(), "art_3", WEEKLY)
    laws.publish_version(actor=elmira, version=following)
    newer = actions.request_paper(
        actor=elmira, consultation=asked, kind=Paper.Kind.BILL_NOTE, language="ky"
    )
    assert newer != first
