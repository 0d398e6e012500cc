"""An excavator, a mediator, a hall: offered, asked for by a neighbour, and lent once a day."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from cast import make_place, make_user
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yntymak.apps.coordination import actions
from yntymak.apps.coordination.models import Loan, Resource
from yntymak.foundation.ledger.models import Event
from yntymak.foundation.registry.models import Neighbourhood

TODAY = timezone.localdate()


def on(days: int) -> dt.date:
    return TODAY + dt.timedelta(days)


OFFER = actions.Offer("machine", "Экскаватор", on(0), on(30), "Күйүүчү май алган тараптан")
WISH = actions.Wish("Каналды тазалоо", on(3), on(5))


@pytest.fixture
def resource(aigul, aimak) -> Resource:
    return actions.offer_resource(actor=aigul, key=uuid.uuid4(), place=aimak, offer=OFFER)


@pytest.fixture
def loan(chynara, neighbour, resource) -> Loan:
    return ask(chynara, neighbour, resource)


@pytest.fixture
def far(country):
    batken = make_place("41705000000000", "oblast", ("Баткен", "Баткен", "Batken"), country)
    raion = make_place("41705214000000", "raion", ("Лейлек", "Лейлек", "Leilek"), batken)
    return make_place("41705214811000", "aiyl_aimak", ("Кулунду", "Кулунду", "Kulundu"), raion)


@pytest.fixture
def stranger(far):
    return make_user("stranger", "Тилек", ("specialist", far))


def ask(actor, place, resource, wish=WISH, key=None) -> Loan:
    return actions.ask_for(
        actor=actor, key=key or uuid.uuid4(), resource=resource, place=place, wish=wish
    )


def grant(actor, loan) -> Loan:
    return actions.answer_loan(actor=actor, loan=loan, outcome="granted", answer="")


def test_a_neighbour_asks_and_the_lender_answers_once(aigul, chynara, loan):
    with pytest.raises(PermissionDenied):
        grant(chynara, loan)

    for _twice in range(2):
        loan = grant(aigul, loan)

    assert loan.is_granted
    assert Event.objects.filter(verb="loan:answered").count() == 1
    with pytest.raises(ValidationError):
        actions.answer_loan(actor=aigul, loan=loan, outcome="refused", answer="Бузулду")


def test_a_refusal_needs_a_reason(aigul, loan):
    with pytest.raises(ValidationError) as refusal:
        actions.answer_loan(actor=aigul, loan=loan, outcome="refused", answer=" ")
    assert "answer" in refusal.value.message_dict

    loan = actions.answer_loan(actor=aigul, loan=loan, outcome="refused", answer="Ремонтто")
    assert (loan.outcome, loan.answer) == ("refused", "Ремонтто")


def test_the_same_offer_and_the_same_wish_are_one(aigul, chynara, aimak, neighbour):
    key = uuid.uuid4()
    offers = {
        actions.offer_resource(actor=aigul, key=key, place=aimak, offer=OFFER).pk for _ in range(2)
    }
    found = Resource.objects.get(pk__in=offers)
    assert len({ask(chynara, neighbour, found, key=key).pk for _ in range(2)}) == 1
    assert ask(chynara, neighbour, found, replace(WISH, purpose="Көпүрө"), key=key).pk
    assert Loan.objects.count() == 2


def test_a_day_is_lent_once_and_is_free_again_when_it_is_not_needed(
    aigul, chynara, neighbour, resource, loan
):
    second = ask(chynara, neighbour, resource, replace(WISH, first_day=on(5), last_day=on(9)))
    grant(aigul, loan)
    with pytest.raises(ValidationError) as refusal:
        grant(aigul, second)
    assert "first_day" in refusal.value.message_dict
    with pytest.raises(ValidationError):
        ask(chynara, neighbour, resource, replace(WISH, first_day=on(2), last_day=on(3)))
    with pytest.raises(PermissionDenied):
        actions.withdraw_loan(actor=aigul, loan=loan)

    for _twice in range(2):
        actions.withdraw_loan(actor=chynara, loan=loan)

    assert grant(aigul, second).is_granted
    assert Event.objects.filter(verb="loan:withdrawn").count() == 1


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [(-1, 3, "first_day"), (20, 31, "first_day"), (9, 8, "last_day")],
)
def test_days_lie_within_what_is_offered(chynara, neighbour, resource, first, last, field):
    with pytest.raises(ValidationError) as refusal:
        ask(chynara, neighbour, resource, replace(WISH, first_day=on(first), last_day=on(last)))
    assert field in refusal.value.message_dict


def test_what_is_over_is_not_offered(aigul, chynara, aimak):
    with pytest.raises(ValidationError) as refusal:
        actions.offer_resource(
            actor=aigul,
            key=uuid.uuid4(),
            place=aimak,
            offer=replace(OFFER, first_day=on(-9), last_day=on(-1)),
        )
    assert "last_day" in refusal.value.message_dict
    with pytest.raises(PermissionDenied):
        actions.offer_resource(actor=chynara, key=uuid.uuid4(), place=aimak, offer=OFFER)


def test_what_is_lent_is_not_withdrawn_until_it_is_back(aigul, chynara, resource, loan):
    grant(aigul, loan)
    with pytest.raises(ValidationError, match="Теплоключенка"):
        actions.withdraw_resource(actor=aigul, resource=resource)
    actions.withdraw_loan(actor=chynara, loan=loan)
    with pytest.raises(PermissionDenied):
        actions.withdraw_resource(actor=chynara, resource=resource)

    for _twice in range(2):
        resource = actions.withdraw_resource(actor=aigul, resource=resource)

    assert not resource.is_open
    assert Event.objects.filter(verb="resource:withdrawn").count() == 1
    with pytest.raises(ValidationError):
        ask(chynara, loan.place, resource)


def test_those_near_see_it_and_those_far_away_do_not(
    resource, aigul, bakyt, gulzat, chynara, daniyar, elmira, saikal, stranger, far
):
    def see(user):
        return Resource.objects.visible_to(user).exists()

    assert all(see(user) for user in (aigul, bakyt, gulzat, chynara, daniyar, elmira))
    assert not any(see(user) for user in (saikal, stranger, None))
    with pytest.raises(PermissionDenied):
        ask(stranger, far, resource)
    with pytest.raises(PermissionDenied):
        ask(aigul, resource.place, resource)

    Neighbourhood.objects.create(a=resource.place, b=far, kind="road")
    assert see(stranger)
    assert ask(stranger, far, resource).is_waiting


def test_what_was_asked_for_stays_in_sight_when_it_is_offered_no_more(resource, loan, chynara):
    Resource.objects.update(withdrawn_at=timezone.now())

    assert Resource.objects.visible_to(chynara).exists()
    assert not Resource.objects.near_to(chynara).exists()


DAYS = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(DAYS, min_size=2, max_size=6))
def test_however_many_ask_no_day_is_lent_twice(aigul, chynara, neighbour, resource, wishes):
    Loan.objects.all().delete()
    loans = [
        Loan.objects.create(
            resource=resource, place=neighbour, purpose="-", first_day=on(a), last_day=on(b)
        )
        for a, b in wishes
    ]
    for each in loans:
        try:
            grant(aigul, each)
        except ValidationError:
            continue
    lent = [
        day
        for each in Loan.objects.granted()
        for day in range(each.first_day.toordinal(), each.last_day.toordinal() + 1)
    ]
    assert len(lent) == len(set(lent))
    assert Loan.objects.granted().exists()


def test_the_pages_lead_from_the_offer_to_the_answer(
    as_user, aigul, chynara, daniyar, saikal, stranger, aimak, neighbour
):
    lender, borrower = as_user(aigul), as_user(chynara)
    said = {
        "place": aimak.pk,
        "kind": "hall",
        "what": "Маданият үйү",
        "first_day": f"{on(1):%d.%m.%Y}",
        "last_day": f"{on(9):%d.%m.%Y}",
        "key": uuid.uuid4(),
    }
    refused = lender.post(reverse("coordination:resource_offer"), said | {"last_day": "кечээ"})
    assert refused.status_code == 200
    assert "Маданият үйү" in refused.content.decode()
    lender.post(reverse("coordination:resource_offer"), said)
    found = Resource.objects.get()
    listed = borrower.get(reverse("coordination:resources"))
    assert "Маданият үйү" in listed.content.decode()

    wish = {
        "place": neighbour.pk,
        "purpose": "Жыйын",
        "first_day": f"{on(2):%d.%m.%Y}",
        "last_day": f"{on(2):%d.%m.%Y}",
        "key": uuid.uuid4(),
    }
    asked = borrower.post(reverse("coordination:loan_ask", args=[found.pk]), wish)
    assert asked.status_code == 302
    loan = Loan.objects.get()
    waits = lender.get(reverse("coordination:resources")).content.decode()
    assert reverse("coordination:loan_answer", args=[loan.pk]) in waits
    answer = reverse("coordination:loan_answer", args=[loan.pk])
    assert lender.post(answer, {"outcome": "refused", "answer": ""}).status_code == 200
    assert lender.post(answer, {"outcome": "granted", "answer": "Келгиле"}).status_code == 302
    assert (
        "Келгиле"
        in borrower.get(reverse("coordination:resource", args=[found.pk])).content.decode()
    )
    assert borrower.post(answer, {"outcome": "granted"}).status_code == 403
    for outsider in (saikal, stranger):
        page = reverse("coordination:resource", args=[found.pk])
        assert as_user(outsider).get(page).status_code == 404
    assert as_user(daniyar).get(reverse("coordination:resources")).status_code == 200
    assert as_user(saikal).get(reverse("coordination:resources")).status_code == 404
    leave = reverse("coordination:loan_withdraw", args=[loan.pk])
    assert borrower.post(leave).status_code == 302
    assert (
        lender.post(reverse("coordination:resource_withdraw", args=[found.pk])).status_code == 302
    )
    assert not Resource.objects.get().is_open


def test_the_page_of_resources_needs_few_queries_and_tells_near_from_own(
    as_user, aigul, chynara, resource, loan, django_assert_max_num_queries
):
    client = as_user(aigul)
    with django_assert_max_num_queries(6):
        page = client.get(reverse("coordination:resources")).context
    assert (page["own"], page["near"], page["waiting"], page["asked"]) == (
        [resource],
        [],
        [loan],
        [],
    )

    page = as_user(chynara).get(reverse("coordination:resources")).context
    assert (page["own"], page["near"], page["waiting"], page["asked"]) == (
        [],
        [resource],
        [],
        [loan],
    )
