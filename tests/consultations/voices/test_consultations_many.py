"""Thousands of voices: near-identical ones as one row, themes, one answer for many, two persons."""

from __future__ import annotations

import uuid

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.models import Code, Contribution, Decision, Fold
from yntymak.apps.consultations.tallies import by_article, together
from yntymak.foundation.jobs.models import Job
from yntymak.foundation.jobs.worker import run_worker
from yntymak.foundation.ledger.models import Event

WATER = "Айыл өкмөтү суунун сапатын ай сайын текшерип, жыйынтыгын элге жарыялап турсун"
COPIES = (
    WATER,
    WATER.upper() + "!",
    "Aiyl okmotu suunun sapatyn ai saiyn teksherip, zhyiyntygyn elge zharyialap tursun",
)
REFUSED = WATER.replace("жарыялап турсун", "жарыялабасын")


def numbers(rows) -> list[int]:
    return sorted(row.number for row in rows)


def together_of(actor, asked, chosen, outcome="accepted", reason="Кошулду.", key=None, **own):
    return actions.decide_together(
        actor=actor,
        client_key=key or uuid.uuid4(),
        consultation=asked,
        chosen=[each.pk for each in chosen],
        answer=actions.Answer(outcome, reason, own.get("own", {})),
    )


@pytest.fixture
def three(say):
    return [say(text, "art_1") for text in COPIES]


def test_the_rows_of_the_queue_tell_states_answers_and_themes(asked, say, answer, aigul, as_user):
    hostile = "<script>'\"&"
    shown = say(f"{hostile} Тариф төмөндөсүн.", "art_2", published=aigul)
    say("Купуя сөз", "art_1", lane="officials")
    say("Жалпы сунуш")
    code = actions.make_code(
        actor=aigul, client_key=uuid.uuid4(), consultation=asked, name=f"Баа {hostile}"
    )
    actions.apply_code(actor=aigul, consultation=asked, code=code, chosen=[shown.pk])
    actions.set_answering(
        actor=aigul, consultation=asked, rejections_by_two=True, published_together=False
    )
    answer(aigul, shown, "rejected", "Каражат жок.")
    url = reverse("consultations:queue", args=[asked.code])
    page = as_user(aigul).get(url, {"show": "all"}).content.decode()
    first, second, third = page.split("<tr><th")[2:5]
    assert "<script" not in page
    assert "&lt;script&gt;&#x27;&quot;&amp; Тариф" in first
    assert "· Баа &lt;script&gt;" in first
    assert reverse("consultations:answer", args=[shown.receipt]) in first
    told = Decision.Outcome.REJECTED.label, Decision.Standing.PROPOSED.label
    with translation.override("ky"):
        assert f'{told[0]} <span class="small">({told[1]})</span>' in first
        assert str(Contribution.Lane.OFFICIALS.label) in second
        assert str(Contribution.State.PUBLISHED.label) in first
        assert str(Contribution.State.RECEIVED.label) in second
    assert ">1</td>" in second
    assert ">–</td>" in third


# Folding


def test_near_identical_texts_become_one_row_and_nothing_is_deleted(asked, three, say):
    other, opposite = say("Тариф төмөндөсүн.", "art_2"), say(REFUSED, "art_1")
    assert actions.fold(consultation=asked) == 1
    fold = Fold.objects.get()
    assert (fold.leader, fold.size, fold.by_channel) == (three[0], 3, {"online": 3})
    assert numbers(fold.members.all()) == [1, 2, 3]
    queued = Contribution.objects.filter(is_queued=True)
    assert numbers(queued) == [three[0].number, other.number, opposite.number]
    assert Contribution.objects.count() == 5


def test_folding_again_changes_nothing_and_what_came_since_is_taken_in(asked, three, say):
    actions.fold(consultation=asked)
    before = list(Fold.objects.values())
    actions.fold(consultation=asked)
    assert list(Fold.objects.values()) == before
    say(WATER + "…", "art_1")
    actions.fold(consultation=asked)
    assert Fold.objects.get().size == 4


def test_who_comes_after_the_answer_keeps_a_row_of_their_own(asked, three, say, aigul):
    actions.fold(consultation=asked)
    assert together_of(aigul, asked, three[:1]) == 3
    late = say(WATER, "art_1")
    actions.fold(consultation=asked)
    late.refresh_from_db()
    assert late.is_queued
    assert not late.is_answered


def test_a_wording_and_an_officials_voice_are_folded_with_nothing(asked, say, three):
    say(WATER, "art_1", lane="officials")
    say(WATER, "art_1", kind="wording", proposed={"unit": "art_1"})
    actions.fold(consultation=asked)
    assert Fold.objects.get().size == 3


@pytest.mark.django_db(transaction=True)
def test_the_queue_asks_a_worker_once_for_each_state(asked, three, aigul, as_user):
    client, url = as_user(aigul), reverse("consultations:queue", args=[asked.code])
    for _visit in range(2):
        client.get(url)
    assert Job.objects.filter(key__startswith="fold:").count() == 1
    run_worker(interval=0, batch=True)
    assert Fold.objects.get().size == 3
    page = client.get(url).content.decode()
    assert page.count('name="chosen"') == 1
    client.get(url)
    assert Job.objects.filter(key__startswith="fold:").count() == 1


def test_a_campaign_is_shown_as_such_and_every_one_of_it_counted(asked, say, aigul, visitor):
    for _each in range(20):
        say(WATER, "art_1", published=aigul)
    actions.fold(consultation=asked)
    assert Fold.objects.get().is_campaign
    page = visitor.get(reverse("consultations:voices", args=[asked.code])).content.decode()
    assert "көп адам жөнөткөн" in page
    assert together(by_article(asked)).published == 20


# Themes


@pytest.fixture
def theme(asked, aigul) -> Code:
    return actions.make_code(
        actor=aigul, client_key=uuid.uuid4(), consultation=asked, name=" Таза  суу "
    )


def test_a_theme_is_given_to_a_row_and_to_all_behind_it(asked, three, theme, aigul):
    actions.fold(consultation=asked)
    give = {"actor": aigul, "consultation": asked, "code": theme, "chosen": [three[0].pk]}
    assert actions.apply_code(**give) == 3
    assert actions.apply_code(**give) == 0
    theme.refresh_from_db()
    assert (theme.name, theme.used) == ("Таза суу", 3)
    assert Contribution.objects.filter(is_coded=True).count() == 3
    assert actions.take_code(**give) == 3
    assert Contribution.objects.filter(is_coded=True).count() == 0


def test_merged_themes_count_each_voice_once(asked, three, theme, aigul):
    other = actions.make_code(
        actor=aigul, client_key=uuid.uuid4(), consultation=asked, name="Сапат"
    )
    for code, chosen in ((theme, three[:2]), (other, three[1:])):
        keys = [each.pk for each in chosen]
        actions.apply_code(actor=aigul, consultation=asked, code=code, chosen=keys)
    actions.merge_codes(actor=aigul, code=other, into=theme)
    actions.merge_codes(actor=aigul, code=other, into=theme)
    theme.refresh_from_db()
    other.refresh_from_db()
    assert (theme.used, other.used, other.merged_into) == (3, 0, theme)
    with pytest.raises(ValidationError):
        actions.merge_codes(actor=aigul, code=theme, into=other)
    with pytest.raises(ValidationError):
        actions.apply_code(actor=aigul, consultation=asked, code=other, chosen=[three[0].pk])
    with pytest.raises(ValidationError):
        actions.merge_codes(actor=aigul, code=theme, into=theme)


def test_a_name_that_stands_is_that_theme_and_an_empty_one_none(asked, theme, aigul):
    again = {"actor": aigul, "client_key": uuid.uuid4(), "consultation": asked}
    assert actions.make_code(**again, name="Таза суу") == theme
    with pytest.raises(ValidationError):
        actions.make_code(**again, name="  ")


def test_the_neighbour_gives_no_themes(asked, three, theme, chynara):
    with pytest.raises(PermissionDenied):
        actions.apply_code(actor=chynara, consultation=asked, code=theme, chosen=[three[0].pk])


def test_the_share_with_a_theme_is_shown(asked, three, say, theme, aigul, as_user):
    say("Тариф төмөндөсүн.", "art_2")
    actions.apply_code(
        actor=aigul, consultation=asked, code=theme, chosen=[each.pk for each in three]
    )
    page = as_user(aigul).get(reverse("consultations:themes", args=[asked.code]))
    assert "75\N{NO-BREAK SPACE}%" in page.content.decode()


def test_themes_by_the_pages(asked, three, aigul, as_user):
    client = as_user(aigul)
    for name in ("Суу", "Сапат"):
        client.post(reverse("consultations:make_theme", args=[asked.code]), {"name": name})
    water, quality = Code.objects.get(name="Суу"), Code.objects.get(name="Сапат")
    give = reverse("consultations:give_theme", args=[asked.code])
    back = reverse("consultations:queue", args=[asked.code]) + "?show=all"
    sent = {"chosen": [three[0].pk, three[1].pk], "give": quality.pk, "back": back}
    assert client.post(give, sent)["Location"] == back
    assert client.post(give, {**sent, "back": "https://evil.example/"})["Location"] != sent["back"]
    merge = reverse("consultations:merge_themes", args=[asked.code])
    assert client.post(merge, {"code": water.pk, "into": water.pk}).status_code == 200
    client.post(merge, {"code": quality.pk, "into": water.pk})
    water.refresh_from_db()
    assert water.used == 2
    themed = client.get(reverse("consultations:queue", args=[asked.code]), {"theme": water.pk})
    assert themed.content.decode().count('name="chosen"') == 2
    without = client.get(reverse("consultations:queue", args=[asked.code]), {"theme": "none"})
    assert without.content.decode().count('name="chosen"') == 1


# Answers


def test_one_answer_for_many_and_a_reason_of_their_own_where_it_does_not_fit(
    asked, three, say, aigul
):
    other = say("Тариф төмөндөсүн.", "art_2")
    actions.fold(consultation=asked)
    key = uuid.uuid4()
    chosen = [three[0], other]
    own = {other.pk: "Тарифти кеңеш бекитет."}
    assert together_of(aigul, asked, chosen, key=key, own=own) == 4
    assert together_of(aigul, asked, chosen, key=key, own=own) == 0
    reasons = {d.contribution.number: d.reason for d in Decision.objects.all()}
    assert reasons == {1: "Кошулду.", 2: "Кошулду.", 3: "Кошулду.", 4: own[other.pk]}
    assert {k: v.answered for k, v in by_article(asked).items()} == {"art_1": 3, "art_2": 1}
    event = Event.objects.latest("seq")
    assert (event.verb, event.data["numbers"]) == ("consultation:decided_together", [1, 2, 3, 4])
    assert list(event.data["own_reasons"]) == ["4"]


def test_an_own_reason_of_a_row_holds_for_those_behind_it(asked, three, aigul):
    actions.fold(consultation=asked)
    together_of(aigul, asked, three[:1], reason="", own={three[0].pk: "Аткарылат."})
    assert set(Decision.objects.values_list("reason", flat=True)) == {"Аткарылат."}


def test_without_a_reason_nobody_is_answered(asked, three, aigul, chynara):
    with pytest.raises(ValidationError):
        together_of(aigul, asked, three, reason=" ", own={three[0].pk: "Аткарылат."})
    with pytest.raises(PermissionDenied):
        together_of(chynara, asked, three)
    assert not Decision.objects.exists()


def test_what_a_colleague_answered_meanwhile_keeps_that_answer(asked, three, aigul, bakyt, answer):
    answer(bakyt, three[1], "covered", "1-беренеде бар.")
    assert together_of(aigul, asked, three) == 2
    assert three[1].decisions.get().reason == "1-беренеде бар."


def test_answered_together_by_the_pages_and_a_refused_form_comes_back_filled(
    asked, three, aigul, as_user
):
    actions.fold(consultation=asked)
    client, url = as_user(aigul), reverse("consultations:together", args=[asked.code])
    first = client.post(url, {"chosen": [three[0].pk]}).content.decode()
    assert 'role="alert"' not in first
    own = f"own_{three[0].pk}"
    sent = {"chosen": [three[0].pk], "sent": "1", "outcome": "", own: "Өз себеби"}
    refused = client.post(url, sent).content.decode()
    assert "Өз себеби" in refused
    assert 'role="alert"' in refused
    client.post(url, {**sent, "outcome": "partly"})
    assert Decision.objects.filter(reason="Өз себеби", outcome="partly").count() == 3
    assert client.post(url, {"chosen": ["x"]}).status_code == 302


@pytest.fixture
def by_two(asked, aigul):
    return actions.set_answering(
        actor=aigul, consultation=asked, rejections_by_two=True, published_together=False
    )


def test_a_rejection_waits_for_another_person(asked, by_two, say, aigul, bakyt, answer, visitor):
    said = say("Тариф төмөндөсүн.", "art_2", published=aigul)
    proposed = answer(aigul, said, "rejected", "Каражат жок.")
    said.refresh_from_db()
    assert (proposed.standing, said.is_answered) == ("proposed", False)
    receipt = reverse("consultations:receipt", args=[said.receipt])
    assert "Каражат жок." not in visitor.get(receipt).content.decode()
    with pytest.raises(ValidationError):
        actions.confirm_decision(actor=aigul, decision=proposed)
    for _press in range(2):
        confirmed = actions.confirm_decision(actor=bakyt, decision=proposed)
    assert (confirmed.standing, confirmed.confirmed_by) == ("public", bakyt)
    assert "Каражат жок." in visitor.get(receipt).content.decode()
    assert Event.objects.filter(verb="decision:confirmed").count() == 1
    assert together(by_article(asked)).answered == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=proposed.pk).update(confirmed_by=aigul)


def test_a_proposed_rejection_is_read_on_no_public_page(asked, by_two, say, aigul, answer, visitor):
    voice = say("Тарифти арзандатуу керек", published=aigul)
    answer(aigul, voice, "rejected", "Сыр бойдон турган себеп")
    for name, where in (
        ("lineage", asked.code),
        ("voices", asked.code),
        ("receipt", voice.receipt),
        ("results", asked.code),
    ):
        page = visitor.get(reverse(f"consultations:{name}", args=[where])).content.decode()
        assert "Сыр бойдон" not in page, name
    assert (
        "Тарифти арзандатуу"
        in visitor.get(reverse("consultations:lineage", args=[asked.code])).content.decode()
    )


def test_a_second_person_may_answer_otherwise(asked, by_two, say, aigul, bakyt, answer):
    said = say("Тариф төмөндөсүн.", "art_2")
    proposed = answer(aigul, said, "rejected", "Каражат жок.")
    actions.decide(
        actor=bakyt,
        client_key=uuid.uuid4(),
        contribution=said,
        outcome="partly",
        reason="Бир бөлүгү.",
        seen=proposed.pk,
    )
    with pytest.raises(ValidationError) as refused:
        actions.confirm_decision(actor=aigul, decision=proposed)
    assert refused.value.code in (None, "another_decision")


def test_an_acceptance_needs_no_second_person_and_many_rejections_do(asked, by_two, three, aigul):
    assert together_of(aigul, asked, three[:1]) == 1
    assert together_of(aigul, asked, three[1:], outcome="rejected") == 2
    assert Decision.objects.filter(standing="proposed").count() == 2
    assert together(by_article(asked)).answered == 1


def test_answers_are_published_together(asked, say, aigul, bakyt, answer, visitor, as_user):
    said = [say(text, "art_2", published=aigul) for text in ("Тариф төмөн.", "Тариф ачык.")]
    actions.set_answering(
        actor=aigul, consultation=asked, rejections_by_two=False, published_together=True
    )
    for each in said:
        answer(aigul, each, reason="Кошулду.")
    receipt = reverse("consultations:receipt", args=[said[0].receipt])
    listed = reverse("consultations:voices", args=[asked.code])
    for url in (receipt, listed):
        assert "Кошулду." not in visitor.get(url).content.decode()
    page = as_user(aigul).get(reverse("consultations:answering", args=[asked.code]))
    assert "2" in page.content.decode()
    assert actions.publish_answers(actor=bakyt, consultation=asked) == 2
    assert actions.publish_answers(actor=bakyt, consultation=asked) == 0
    for url in (receipt, listed):
        assert "Кошулду." in visitor.get(url).content.decode()


def test_the_rules_of_answering_by_the_pages(asked, say, aigul, bakyt, as_user, answer):
    url = reverse("consultations:answering", args=[asked.code])
    as_user(aigul).post(url, {"rejections_by_two": "on", "published_together": "on"})
    decision = answer(aigul, say("Тариф төмөн."), "rejected", "Каражат жок.")
    confirm = reverse("consultations:confirm", args=[asked.code])
    as_user(aigul).post(confirm, {"decision": decision.pk})
    decision.refresh_from_db()
    assert decision.standing == "proposed"
    as_user(bakyt).post(confirm, {"decision": decision.pk})
    as_user(bakyt).post(reverse("consultations:publish_answers", args=[asked.code]))
    decision.refresh_from_db()
    assert decision.standing == "public"


# Telling the person


@pytest.mark.django_db(transaction=True)
def test_an_email_tells_of_the_answer_and_of_nothing_else(asked, say, aigul, answer):
    said = say("Тариф төмөн.", "art_2", email="aida@example.kg")
    answer(aigul, said, reason="Кошулду.")
    run_worker(interval=0, batch=True)
    (sent,) = mail.outbox
    assert sent.to == ["aida@example.kg"]
    assert said.receipt in sent.body
    assert "Тариф" not in sent.body
    assert "Кошулду" not in sent.body


@pytest.mark.django_db(transaction=True)
def test_nobody_is_written_to_before_the_answer_is_public(asked, by_two, say, aigul, bakyt, answer):
    said = say("Тариф төмөн.", "art_2", email="aida@example.kg")
    proposed = answer(aigul, said, "rejected", "Каражат жок.")
    run_worker(interval=0, batch=True)
    assert mail.outbox == []
    actions.confirm_decision(actor=bakyt, decision=proposed)
    run_worker(interval=0, batch=True)
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_a_withdrawn_address_is_written_to_no_more(asked, say, aigul, answer, visitor):
    text = "Чалыңыз: 0555 12-34-56, ПИН 21503198500123. Тариф төмөн."
    said = say(text, "art_2", email="aida@example.kg", published=aigul)
    actions.request_paper(actor=aigul, consultation=asked, kind="data_csv", language="ky")
    answer(aigul, said, reason="Кошулду.")
    url = reverse("consultations:withdraw", args=[said.receipt])
    for _press in range(2):
        visitor.post(url, {"erase": "on"})
    said.refresh_from_db()
    assert said.text == "Чалыңыз: […], ПИН […]. Тариф төмөн."
    assert said.consent_withdrawn_at
    assert asked.papers.count() == 0
    assert together(by_article(asked)).published == 1
    run_worker(interval=0, batch=True)
    assert mail.outbox == []
    assert Event.objects.filter(verb="contribution:consent_withdrawn").count() == 1
    assert "12-34-56" not in str(list(Event.objects.values_list("data", flat=True)))


def test_without_the_tick_the_text_stays(asked, say, visitor):
    said = say("Чалыңыз: 0555 12-34-56", "art_2", email="aida@example.kg")
    visitor.post(reverse("consultations:withdraw", args=[said.receipt]))
    said.refresh_from_db()
    assert said.text.endswith("12-34-56")
    assert not hasattr(said, "contact")
