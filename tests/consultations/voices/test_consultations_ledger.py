"""From the proposal to the changed words: effects, open items, the receipt that shows the way."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.models import Effect
from yntymak.apps.consultations.open_items import open_items
from yntymak.apps.laws.actions import save_provisions
from yntymak.apps.laws.models import ActVersion, AmendedAct, Amendment, BillVersion
from yntymak.apps.laws.structure import join
from yntymak.foundation.ledger.models import Event
from yntymak.methods.lawtext import parse, read_document

CHANGED = "Айыл өкмөтү суунун сапатын апта сайын текшерет."


def state(actor, asked, key=None, **said):
    values = {"unit": "art_1", "words": CHANGED, **said}
    return actions.state_effect(
        actor=actor, client_key=key or uuid.uuid4(), consultation=asked, **values
    )


@pytest.fixture
def accepted(say, answer, aigul):
    return answer(aigul, say("Апта сайын текшерилсин.", "art_1", published=aigul))


@pytest.fixture
def redaction(law) -> ActVersion:
    """The next one: article 1 in other words, article 2 as it was."""
    text = """1-берене. Суунун сапаты

1. Айыл өкмөтү суунун сапатын апта сайын текшерет.
2. Текшерүүнүн жыйынтыгы элге жарыяланат.

2-берене. Тариф

Тарифти айылдык кеңеш бекитет.
"""
    version = ActVersion.objects.create(act=law.act, number=2, sources={"ky": {}})
    save_provisions(version, join({"ky": parse(read_document(text.encode(), "suu.txt"), "ky")}))
    return version


def test_an_acceptance_without_changed_words_is_an_open_item_until_they_are_named(
    asked, accepted, aigul
):
    assert [each.pk for each in open_items(asked).accepted_without_change] == [accepted.pk]
    state(aigul, asked, decision=accepted)
    assert open_items(asked).count == 0


def test_a_taken_back_effect_opens_the_item_again(asked, accepted, aigul):
    effect = state(aigul, asked, decision=accepted)
    for _press in range(2):
        actions.withdraw_effect(actor=aigul, effect=effect)
    assert open_items(asked).count == 1
    assert Event.objects.filter(verb="effect:withdrawn").count() == 1


def test_an_answer_that_was_replaced_by_a_rejection_is_not_open(asked, accepted, aigul):
    actions.decide(
        actor=aigul,
        client_key=uuid.uuid4(),
        contribution=accepted.contribution,
        outcome="rejected",
        reason="Каражат жок.",
        seen=accepted.pk,
    )
    assert open_items(asked).count == 0


def test_a_change_of_the_next_redaction_needs_a_proposal_or_an_initiative(asked, redaction, aigul):
    (change,) = open_items(asked).unexplained
    assert (change.unit, change.source, change.number) == ("art_1", "redaction", 2)
    state(aigul, asked, initiative="Жумушчу топ, 3-май")
    assert open_items(asked).unexplained == []


def test_a_change_of_the_bill_needs_one_too_and_a_stated_initiative_is_enough(
    asked, bill, redaction
):
    (change,) = open_items(asked).unexplained
    assert (change.unit, change.source, change.number) == ("art_1", "bill", 2)
    Amendment.objects.update(initiative="Министрлик")
    assert open_items(asked).unexplained == []


def test_what_the_version_before_the_consultation_said_already_is_no_change(
    asked, bill, law, aigul
):
    before = BillVersion.objects.create(
        bill=bill.bill,
        number=1,
        published_at=timezone.now() - timezone.timedelta(days=30),
        published_by=aigul,
        sha256="b" * 64,
    )
    act = AmendedAct.objects.create(version=before, base=law, position=1)
    Amendment.objects.create(
        act=act, unit="art_1", position=1000, operations={"ky": []}, changed_by=aigul
    )
    assert open_items(asked).unexplained == []
    Amendment.objects.create(
        act=act, unit="art_2", position=2000, operations={"ky": []}, changed_by=aigul
    )
    assert [each.unit for each in open_items(asked).unexplained] == ["art_2"]


def test_the_receipt_leads_from_the_proposal_to_the_changed_words(asked, accepted, aigul, visitor):
    state(aigul, asked, decision=accepted)
    url = reverse("consultations:receipt", args=[accepted.contribution.receipt])
    page = visitor.get(url).content.decode()
    said = page.index("Апта сайын текшерилсин.")
    assert page.index("Макул.") < page.index(CHANGED) < said
    results = reverse("consultations:voices", args=[asked.code])
    assert CHANGED in visitor.get(results).content.decode()


def test_what_an_effect_must_say(asked, accepted, say, answer, aigul, chynara):
    rejected = answer(aigul, say("Тариф төмөн."), "rejected", "Каражат жок.")
    for said in (
        {"decision": accepted, "words": " "},
        {"initiative": ""},
        {"decision": rejected},
    ):
        with pytest.raises(ValidationError):
            state(aigul, asked, **said)
    with pytest.raises(PermissionDenied):
        state(chynara, asked, decision=accepted)
    with pytest.raises(IntegrityError), transaction.atomic():
        Effect.objects.create(consultation=asked, unit="art_1", words="…")
    with pytest.raises(IntegrityError), transaction.atomic():
        Effect.objects.create(
            consultation=asked, unit="art_1", words="…", decision=accepted, initiative="Топ"
        )


def test_the_same_effect_sent_twice_is_one(asked, accepted, aigul):
    key = uuid.uuid4()
    assert state(aigul, asked, key, decision=accepted) == state(
        aigul, asked, key, decision=accepted
    )
    state(aigul, asked, key, decision=accepted, words="Башка сөз.")
    assert Effect.objects.count() == 2


def test_the_pages_of_open_items(asked, accepted, bill, aigul, as_user):
    client = as_user(aigul)
    page = client.get(reverse("consultations:open_items", args=[asked.code])).content.decode()
    new = reverse("consultations:effect", args=[asked.code])
    assert f"{new}?decision={accepted.pk}" in page
    assert f"{new}?unit=art_1" in page
    refused = client.post(f"{new}?decision={accepted.pk}", {"unit": "art_1", "words": ""})
    assert 'role="alert"' in refused.content.decode()
    client.post(f"{new}?decision={accepted.pk}", {"unit": "art_1", "words": CHANGED})
    effect = Effect.objects.get()
    assert (effect.decision, effect.amendment) == (accepted, Amendment.objects.get())
    client.post(reverse("consultations:take_back", args=[asked.code, effect.pk]))
    client.post(
        f"{new}?unit=art_1", {"unit": "art_1", "words": CHANGED, "initiative": "Жумушчу топ"}
    )
    assert Effect.objects.filter(initiative="Жумушчу топ", withdrawn_at=None).count() == 1
    for wrong in ("x", "0", "999999"):
        assert client.get(new, {"decision": wrong}).status_code == 404
