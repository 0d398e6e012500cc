"""A voice on its way: a person speaks about an article, the office answers, all can read it."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.models import Consultation, Contribution, Decision
from yntymak.apps.laws.actions import save_provisions
from yntymak.apps.laws.models import Act, ActVersion, Provision
from yntymak.apps.laws.structure import join
from yntymak.apps.opinions.actions import create_poll
from yntymak.foundation.ledger.models import Event
from yntymak.foundation.ledger.queries import verify_chain
from yntymak.foundation.people.models import Role, User
from yntymak.methods.lawtext import parse, read_document

TEXT = """1-берене. Суунун сапаты

1. Айыл өкмөтү суунун сапатын ай сайын текшерет.
2. Текшерүүнүн жыйынтыгы элге жарыяланат.

2-берене. Тариф

Тарифти айылдык кеңеш бекитет.
"""
TODAY = timezone.localdate()


def url(name: str, *args: object, language: str = "ky") -> str:
    with translation.override(language):
        return reverse(f"consultations:{name}", args=args)


@pytest.fixture
def version(db) -> ActVersion:
    act = Act.objects.create(code="suu", kind="law", title_ky="Суу жөнүндө", title_ru="О воде")
    version = ActVersion.objects.create(act=act, number=1, sources={"ky": {}})
    save_provisions(version, join({"ky": parse(read_document(TEXT.encode(), "suu.txt"), "ky")}))
    return version


def announce(actor, version, place, **changed) -> Consultation:
    values = {
        "title_ky": "Таза суу кимге керек?",
        "title_ru": "Кому нужна чистая вода?",
        "summary_ky": "Мыйзамга өзгөртүү киргизилет.",
        "summary_ru": "В закон вносятся изменения.",
        "document": version,
        "place": place,
        "opens_on": TODAY - dt.timedelta(days=3),
        "closes_on": TODAY + dt.timedelta(days=40),
        **changed,
    }
    return actions.create_consultation(
        actor=actor, client_key=uuid.uuid4(), announcement=actions.Announcement(**values)
    )


@pytest.fixture
def consultation(aigul, aimak, version) -> Consultation:
    made = announce(aigul, version, aimak)
    return actions.publish_consultation(actor=aigul, consultation=made)


@pytest.fixture
def contribution(consultation) -> Contribution:
    article = Provision.objects.get(key="art_1__para_1")
    voice = actions.Voice("Апта сайын текшерилсин.", "ky", article)
    return actions.contribute(client_key=uuid.uuid4(), consultation=consultation, voice=voice)


def comment(client, consultation, text="Тариф төмөндөсүн.", language="ky", **fields):
    address = url("comment", consultation.code, "art_2", language=language)
    return client.post(address, {"text": text, "part": "art_2", "language": "ky", **fields})


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


def form_of(version, **changed) -> dict[str, object]:
    return {
        "title_ky": "Жайыт эрежелери",
        "summary_ky": "Жайытты бөлүштүрүү тартиби талкууланат.",
        "document": version.pk,
        "opens_on": f"{TODAY:%d.%m.%Y}",
        "closes_on": f"{TODAY + dt.timedelta(days=35):%d.%m.%Y}",
        **changed,
    }


def test_a_specialist_prepares_a_consultation_with_a_code_of_its_title(
    as_user, aigul, aimak, version
):
    key = str(uuid.uuid4())
    for _ in range(2):
        as_user(aigul).post(url("create"), form_of(version, place=aimak.pk, key=key))
    made = Consultation.objects.get()
    assert (made.code, made.place, made.state) == ("jayyt-erejeleri", aimak, "draft")
    assert made.organiser.place == aimak
    as_user(aigul).post(url("create"), form_of(version, place=aimak.pk))
    assert Consultation.objects.filter(code="jayyt-erejeleri-2").exists()


def test_dates_the_wrong_way_round_come_back_filled(as_user, aigul, aimak, version):
    said = form_of(version, place=aimak.pk, closes_on="01.01.2020")
    page = as_user(aigul).post(url("create", language="ru"), said).content.decode()
    assert "раньше первого" in page
    assert 'value="Жайыт эрежелери"' in page
    assert not Consultation.objects.exists()


def test_a_short_period_is_allowed_and_warned_of(as_user, aigul, aimak, version):
    ends = TODAY + dt.timedelta(days=10)
    said = form_of(version, place=aimak.pk, closes_on=f"{ends:%d.%m.%Y}")
    page = as_user(aigul).post(url("create", language="ru"), said, follow=True).content.decode()
    assert "короче 30 дней" in page
    code = Consultation.objects.get().code
    ends = TODAY + dt.timedelta(days=14)
    said |= {"kind": "by_law", "closes_on": f"{ends:%d.%m.%Y}"}
    page = as_user(aigul).post(url("edit", code, language="ru"), said, follow=True).content.decode()
    assert "короче" not in page


def test_a_specialist_begins_nothing_for_another_place(as_user, aigul, neighbour, version):
    as_user(aigul).post(url("create"), form_of(version, place=neighbour.pk))
    as_user(aigul).post(url("create"), form_of(version))
    assert not Consultation.objects.exists()


def test_the_agency_consults_the_whole_country(visitor, as_user, elmira, agency, version):
    as_user(elmira).post(url("create"), form_of(version, organiser=agency.pk))
    made = Consultation.objects.get()
    assert made.place is None
    as_user(elmira).post(url("publish", made.code))
    assert visitor.get(url("detail", made.code)).status_code == 200


def test_a_facilitator_types_in_and_does_not_answer(as_user, aigul, aimak, consultation):
    saltanat = User.objects.create_user("saltanat", full_name="Салтанат", is_demonstration=True)
    Role.objects.create(user=saltanat, kind="facilitator", place=aimak, since=TODAY)
    client = as_user(saltanat)
    said = {"text": "Суу такай келсин.", "channel": "paper", "language": "ky"}
    client.post(url("enter", consultation.code), said)
    made = Contribution.objects.get()
    answer = {"outcome": "accepted", "reason": "Макул."}
    assert client.post(url("answer", made.receipt), answer).status_code == 404
    assert client.get(url("queue", consultation.code)).status_code == 404
    assert not Decision.objects.exists()


def test_after_publication_the_text_stays(as_user, aigul, consultation, version):
    other = ActVersion.objects.create(act=version.act, number=2, sources={"ky": {}})
    said = form_of(version, document=other.pk)
    as_user(aigul).post(url("edit", consultation.code), said)
    consultation.refresh_from_db()
    assert consultation.document == version


def test_what_was_said_at_a_meeting_is_typed_in(as_user, aigul, consultation, aimak):
    client = as_user(aigul)
    held = {"place": "Ак-Суу", "held_on": f"{TODAY:%d.%m.%Y}", "attended": "41"}
    client.post(url("meeting", consultation.code), held)
    meeting = consultation.meetings.get()
    assert (meeting.number, meeting.place, meeting.attended) == (1, aimak, 41)
    said = {
        "text": "Суу такай келсин.",
        "about": "art_1",
        "channel": "meeting",
        "meeting": meeting.pk,
        "language": "ky",
    }
    page = client.post(url("enter", consultation.code), said, follow=True).content.decode()
    made = Contribution.objects.get()
    assert made.receipt in page
    assert (made.channel, made.meeting, made.place) == ("meeting", meeting, aimak)
    assert made.entered_by == aigul


def test_a_meeting_must_be_named_for_words_said_at_one(as_user, aigul, consultation):
    said = {"text": "Суу такай келсин.", "channel": "meeting", "language": "ky"}
    page = as_user(aigul).post(url("enter", consultation.code, language="ru"), said)
    assert "Выберите встречу" in page.content.decode()
    assert not Contribution.objects.exists()


def test_every_municipality_brings_its_people_to_a_national_consultation(
    as_user, elmira, chynara, agency, version
):
    made = announce(elmira, version, None, organiser=agency)
    said = {"text": "Бизге да керек.", "channel": "paper", "language": "ky"}
    assert as_user(chynara).post(url("enter", made.code), said).status_code == 404
    actions.publish_consultation(actor=elmira, consultation=made)
    as_user(chynara).post(url("enter", made.code), said)
    assert Contribution.objects.get().channel == "paper"
    assert as_user(chynara).get(url("queue", made.code)).status_code == 404


STATEMENTS = "Ар бир айылда суу болсун.\n\n  Тарифти эл бекитсин.  \n"


def test_statements_typed_in_are_voted_on_as_long_as_the_consultation_is_open(
    visitor, as_user, aigul, aimak, version
):
    said = form_of(version, place=aimak.pk, statements=STATEMENTS)
    as_user(aigul).post(url("create"), said)
    made = Consultation.objects.get()
    assert [each.text_ky for each in made.poll.statements.all()] == [
        "Ар бир айылда суу болсун.",
        "Тарифти эл бекитсин.",
    ]
    vote_page = reverse("opinions:poll", args=[made.poll.code])
    assert visitor.get(vote_page).status_code == 404
    as_user(aigul).post(url("publish", made.code))
    assert vote_page in visitor.get(url("detail", made.code)).content.decode()
    assert visitor.get(vote_page).status_code == 200
    made.poll.refresh_from_db()
    assert timezone.localtime(made.poll.closes_at).date() == made.closes_on + dt.timedelta(days=1)
    later = {**said, "closes_on": f"{TODAY + dt.timedelta(days=50):%d.%m.%Y}", "poll": made.poll_id}
    del later["statements"]
    as_user(aigul).post(url("edit", made.code), later)
    made.poll.refresh_from_db()
    assert timezone.localtime(made.poll.closes_at).date() == TODAY + dt.timedelta(days=51)


def test_statements_under_vote_are_not_exchanged(as_user, aigul, aimak, version):
    as_user(aigul).post(url("create"), form_of(version, place=aimak.pk, statements=STATEMENTS))
    made = Consultation.objects.get()
    as_user(aigul).post(url("publish", made.code))
    other = create_poll(actor=aigul, code="jayyt", title_ky="Жайыт", place=aimak)
    for poll in (other.pk, ""):
        as_user(aigul).post(url("edit", made.code), form_of(version, poll=poll))
        made.refresh_from_db()
        assert made.poll.code != "jayyt"


def test_a_poll_of_the_list_or_new_statements_but_not_both(as_user, aigul, aimak, version):
    poll = create_poll(actor=aigul, code="jayyt", title_ky="Жайыт", place=aimak)
    both = form_of(version, place=aimak.pk, statements=STATEMENTS, poll=poll.pk)
    page = as_user(aigul).post(url("create", language="ru"), both).content.decode()
    assert "но не то и другое" in page
    assert "Тарифти эл бекитсин." in page
    as_user(aigul).post(url("create"), form_of(version, place=aimak.pk, poll=poll.pk))
    assert Consultation.objects.get().poll == poll


def test_a_poll_without_statements_is_not_published_by_the_way(as_user, aigul, aimak, version):
    poll = create_poll(actor=aigul, code="jayyt", title_ky="Жайыт", place=aimak)
    made = announce(aigul, version, aimak, poll=poll)
    as_user(aigul).post(url("publish", made.code))
    made.refresh_from_db()
    assert made.state == "draft"


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_pages_of_the_office_open_in_each_language(
    as_user, aigul, consultation, contribution, language
):
    client = as_user(aigul)
    for name in ("queue", "edit", "meeting", "enter"):
        assert client.get(url(name, consultation.code, language=language)).status_code == 200
    assert client.get(url("create", language=language)).status_code == 200
    assert client.get(url("answer", contribution.receipt, language=language)).status_code == 200


@pytest.fixture
def many(consultation, aigul) -> Consultation:
    article = Provision.objects.get(key="art_1")
    for number in range(12):
        made = actions.contribute(
            client_key=uuid.uuid4(),
            consultation=consultation,
            voice=actions.Voice(f"Сунуш {number}", "ky", article),
        )
        actions.publish_contribution(actor=aigul, contribution=made)
        actions.decide(
            actor=aigul,
            client_key=uuid.uuid4(),
            contribution=made,
            outcome="accepted",
            reason="Макул.",
        )
    return consultation


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
