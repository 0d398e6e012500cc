import datetime as dt
import uuid
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from yntymak.apps.coordination import actions
from yntymak.apps.coordination.models import Commitment
from yntymak.apps.coordination.queries import agreed_commitments_for
from yntymak.apps.plans import actions as plans
from yntymak.apps.plans.models import Measure
from yntymak.foundation.ledger.models import Event
from yntymak.foundation.people.models import Organisation


@pytest.fixture
def stranger(db):
    return Organisation.objects.create(kind="civil_society", name_ky="Башка коом")


def test_an_offer_is_agreed_once_the_municipality_confirms(aigul, offered, submitted):
    assert not offered.is_agreed
    assert not agreed_commitments_for(submitted).exists()

    confirmed = actions.confirm(actor=aigul, commitment=offered)

    assert confirmed.is_agreed
    assert confirmed.municipality_confirmed_by == aigul
    assert list(agreed_commitments_for(submitted)) == [offered]


def test_the_municipality_asks_and_the_organisation_confirms(
    bakyt, saikal, council, measure, promise
):
    asked = actions.propose(
        actor=bakyt, key=uuid.uuid4(), measure=measure, organisation=council, promise=promise
    )
    assert asked.waits_for_organisation

    assert actions.confirm(actor=saikal, commitment=asked).is_agreed


def test_one_side_does_not_confirm_for_the_other(saikal, chynara, offered):
    with pytest.raises(ValidationError):
        actions.confirm(actor=saikal, commitment=offered)
    with pytest.raises(PermissionDenied):
        actions.confirm(actor=chynara, commitment=offered)

    assert not Commitment.objects.get().is_agreed


def test_pressing_twice_writes_once(aigul, saikal, council, measure, promise):
    key = uuid.uuid4()
    for _twice in range(2):
        offer = actions.propose(
            actor=saikal, key=key, measure=measure, organisation=council, promise=promise
        )
    for _twice in range(2):
        actions.confirm(actor=aigul, commitment=offer)
    for _twice in range(2):
        actions.withdraw(actor=saikal, commitment=offer, reason="Каражат жок")

    verbs = list(
        Event.objects.filter(verb__startswith="commitment:").values_list("verb", flat=True)
    )
    assert verbs == ["commitment:proposed", "commitment:confirmed", "commitment:withdrawn"]
    assert Commitment.objects.count() == 1


def test_nobody_promises_in_the_name_of_another(saikal, chynara, stranger, measure, promise):
    for actor in (saikal, chynara):
        with pytest.raises(PermissionDenied):
            actions.propose(
                actor=actor,
                key=uuid.uuid4(),
                measure=measure,
                organisation=stranger,
                promise=promise,
            )

    assert not Commitment.objects.exists()


def test_a_draft_takes_no_partners_yet(aigul, council, draft, promise):
    with pytest.raises(ValidationError):
        actions.propose(
            actor=aigul,
            key=uuid.uuid4(),
            measure=Measure.objects.get(),
            organisation=council,
            promise=promise,
        )


@pytest.mark.parametrize(
    ("wrong", "field"), [({"amount": 0}, "amount"), ({"due_on": dt.date(2020, 1, 1)}, "due_on")]
)
def test_a_promise_has_a_sum_and_a_day_that_make_sense(
    saikal, council, measure, promise, wrong, field
):
    with pytest.raises(ValidationError) as refusal:
        actions.propose(
            actor=saikal,
            key=uuid.uuid4(),
            measure=measure,
            organisation=council,
            promise=replace(promise, **wrong),
        )

    assert field in refusal.value.message_dict


def test_withdrawing_needs_a_reason_and_ends_it(aigul, saikal, offered, submitted):
    actions.confirm(actor=aigul, commitment=offered)
    with pytest.raises(ValidationError):
        actions.withdraw(actor=saikal, commitment=offered, reason="  ")

    actions.withdraw(actor=saikal, commitment=offered, reason="Каражат берилген жок")

    assert not agreed_commitments_for(submitted).exists()
    with pytest.raises(ValidationError):
        actions.confirm(actor=aigul, commitment=offered)


def test_the_public_sees_what_is_agreed_in_an_approved_plan(
    visitor, aigul, offered, submitted, approve
):
    address = reverse("coordination:measure", args=[offered.measure_id])
    assert visitor.get(address).status_code == 404

    approve(submitted)
    assert offered.what not in visitor.get(address).content.decode()

    actions.confirm(actor=aigul, commitment=offered)
    assert offered.what in visitor.get(address).content.decode()
    assert offered.what in visitor.get(reverse("coordination:list")).content.decode()


def test_an_organisation_offers_and_the_specialist_confirms_on_the_pages(
    as_user, aigul, saikal, council, measure, year
):
    council_page, staff_page = as_user(saikal), as_user(aigul)
    listed = council_page.get(reverse("coordination:list")).content.decode()
    assert reverse("coordination:measure", args=[measure.pk]) in listed

    council_page.post(
        reverse("coordination:commit", args=[measure.pk]),
        {
            "organisation": council.pk,
            "what": "Топ беребиз",
            "amount": "120,5",
            "due_on": f"01.04.{year}",
            "key": uuid.uuid4(),
        },
    )
    commitment = Commitment.objects.get()
    assert commitment.amount == 12_050_000
    assert "сиздин сөзүңүз" in staff_page.get(reverse("coordination:list")).content.decode()

    staff_page.post(reverse("coordination:confirm", args=[commitment.pk]))
    commitment.refresh_from_db()
    assert commitment.is_agreed


def test_a_refused_offer_comes_back_as_typed(as_user, saikal, council, measure):
    answer = as_user(saikal).post(
        reverse("coordination:commit", args=[measure.pk]),
        {"organisation": council.pk, "what": "Топ беребиз", "amount": "көп", "due_on": "эртең"},
    )

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Топ беребиз" in text
    assert 'value="көп"' in text
    assert not Commitment.objects.exists()


def test_the_form_lets_a_council_speak_for_itself_only(as_user, saikal, stranger, measure, year):
    answer = as_user(saikal).post(
        reverse("coordination:commit", args=[measure.pk]),
        {"organisation": stranger.pk, "what": "Топ", "due_on": f"01.04.{year}"},
    )

    assert answer.context["form"].errors["organisation"]


def test_an_outsider_does_not_reach_a_commitment(as_user, chynara, visitor, offered):
    address = reverse("coordination:withdraw", args=[offered.pk])

    assert as_user(chynara).get(address).status_code == 404
    assert visitor.get(address).status_code == 302


def test_a_measure_with_a_promise_is_not_deleted(aigul, saikal, as_user, offered, submitted):
    plan = plans.take_back_plan(actor=aigul, plan=submitted, revision=submitted.revision)

    with pytest.raises(ValidationError):
        plans.delete_measure(actor=aigul, measure=offered.measure, revision=plan.revision)

    page = reverse("coordination:measure", args=[offered.measure_id])
    assert as_user(saikal).get(page).status_code == 200


def test_open_measures_are_found_by_the_name_of_the_place(as_user, saikal, measure):
    address, open_measure = (
        reverse("coordination:list"),
        reverse("coordination:measure", args=[measure.pk]),
    )

    assert open_measure in as_user(saikal).get(address, {"q": "ак-суу"}).content.decode()
    assert open_measure not in as_user(saikal).get(address, {"q": "Кант"}).content.decode()


def test_other_words_under_the_same_key_are_another_promise(saikal, council, measure, promise):
    key = uuid.uuid4()
    for what in ("Топ", "Форма"):
        actions.propose(
            actor=saikal,
            key=key,
            measure=measure,
            organisation=council,
            promise=replace(promise, what=what),
        )

    assert Commitment.objects.count() == 2


def test_the_list_needs_few_queries(as_user, saikal, offered, django_assert_max_num_queries):
    client = as_user(saikal)
    client.get(reverse("coordination:list"))

    with django_assert_max_num_queries(6):
        client.get(reverse("coordination:list"))


def test_withdrawing_on_the_page_keeps_the_reason_beside_it(as_user, aigul, offered):
    as_user(aigul).post(
        reverse("coordination:withdraw", args=[offered.pk]), {"reason": "Мелдеш жылдырылды"}
    )

    text = as_user(aigul).get(reverse("coordination:measure", args=[offered.measure_id]))
    assert "Мелдеш жылдырылды" in text.content.decode()


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_every_page_of_partners_opens_in_every_language(as_user, saikal, offered, language):
    for name, args in [
        ("list", []),
        ("measure", [offered.measure_id]),
        ("commit", [offered.measure_id]),
        ("withdraw", [offered.pk]),
    ]:
        address = reverse(f"coordination:{name}", args=args).replace("/ky/", f"/{language}/", 1)
        assert as_user(saikal).get(address).status_code == 200
