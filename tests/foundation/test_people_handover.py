"""A role passes from one person to the next without a gap and without an overlap."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone, translation

from yntymak.foundation.ledger.models import Event
from yntymak.foundation.people.actions import give_role, hand_over
from yntymak.foundation.people.models import Role, User
from yntymak.foundation.people.scope import Kind, scope_of

DAY = dt.timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def newcomer(db) -> User:
    return User.objects.create_user("jyldyz", full_name="Жылдыз Эсенова", is_demonstration=True)


@pytest.fixture
def role(aigul) -> Role:
    return aigul.roles.get()


def page(role: Role) -> str:
    return reverse("people:handover", args=[role.pk])


def refusal(actor: User, role: Role, successor: User, on: dt.date) -> str:
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        hand_over(actor=actor, role=role, successor=successor, on=on)
    (sentence,) = refused.value.messages
    return sentence


def test_the_holder_hands_over_and_both_keep_their_days(aigul, role, newcomer, today):
    new = hand_over(actor=aigul, role=role, successor=newcomer, on=today + DAY)
    role.refresh_from_db()
    assert (role.until, role.handed_to, role.is_active) == (today, new, True)
    assert (new.user, new.kind, new.place, new.since) == (
        newcomer,
        role.kind,
        role.place,
        today + DAY,
    )
    event = Event.objects.get(verb="role:handed_over")
    assert (event.actor, event.place, event.data["to"]) == (aigul, role.place, new.pk)


def test_from_today_the_successor_works_and_the_old_holder_no_more(
    aigul, aimak, role, newcomer, today
):
    hand_over(actor=aigul, role=role, successor=newcomer, on=today)
    assert scope_of(newcomer).covers(aimak, Kind.SPECIALIST)
    assert not scope_of(aigul).covers(aimak, Kind.SPECIALIST)


def test_the_same_handover_twice_is_one(aigul, role, newcomer, today):
    first = hand_over(actor=aigul, role=role, successor=newcomer, on=today)
    assert hand_over(actor=aigul, role=role, successor=newcomer, on=today) == first
    assert Role.objects.filter(user=newcomer).count() == 1
    assert Event.objects.filter(verb="role:handed_over").count() == 1


def test_the_head_hands_over_for_his_specialist(bakyt, role, newcomer, today):
    assert hand_over(actor=bakyt, role=role, successor=newcomer, on=today).user == newcomer


def test_the_neighbour_and_the_oblast_may_not(chynara, daniyar, role, newcomer, today):
    for actor in (chynara, daniyar):
        with pytest.raises(PermissionDenied):
            hand_over(actor=actor, role=role, successor=newcomer, on=today)
    assert not Role.objects.filter(user=newcomer).exists()


def test_a_handover_that_cannot_be_is_refused_with_a_sentence(aigul, bakyt, role, newcomer, today):
    for successor, on, words in (
        (aigul, today, "holds the role"),
        (newcomer, today - DAY, "This day is over"),
    ):
        assert words in refusal(aigul, role, successor, on)
    Role.objects.filter(pk=role.pk).update(since=today)
    assert "later than the day the role began" in refusal(aigul, role, newcomer, today)
    Role.objects.filter(pk=role.pk).update(since=today - 9 * DAY, until=today + DAY)
    assert "ends before this day" in refusal(aigul, role, newcomer, today + 2 * DAY)
    hand_over(actor=aigul, role=role, successor=newcomer, on=today + DAY)
    assert "already been handed over" in refusal(aigul, role, bakyt, today + DAY)


def test_a_role_that_is_over_cannot_be_handed_over(bakyt, role, newcomer, today):
    Role.objects.filter(pk=role.pk).update(until=today - DAY)
    with pytest.raises(PermissionDenied):
        hand_over(actor=bakyt, role=role, successor=newcomer, on=today)


def test_only_the_agency_gives_roles(elmira, bakyt, newcomer, aimak, today):
    with pytest.raises(PermissionDenied):
        give_role(actor=bakyt, user=newcomer, kind="specialist", place=aimak, since=today)
    given = [
        give_role(actor=elmira, user=newcomer, kind="specialist", place=aimak, since=today)
        for _ in range(2)
    ]
    assert given[0] == given[1]
    assert Event.objects.filter(verb="role:given").count() == 1


# The pages


def test_the_form_hands_over_and_comes_back_to_the_roles(as_user, aigul, role, newcomer, today):
    form = {"successor": "Jyldyz", "on": (today + DAY).strftime("%d.%m.%Y")}
    for _click in range(2):
        answer = as_user(aigul).post(page(role), form, follow=True)
        assert answer.redirect_chain[-1][0] == reverse("people:roles")
        assert "Жылдыз Эсенова" in answer.content.decode()
    assert Role.objects.filter(user=newcomer).count() == 1


def test_a_refused_form_comes_back_filled(as_user, aigul, role, newcomer, today):
    for form in (
        {"successor": "nobody", "on": "25.10.2031"},
        {"successor": "jyldyz", "on": "yesterday"},
        {"successor": "", "on": ""},
        {"successor": "aigul", "on": "25.10.2031"},
        {"successor": "jyldyz", "on": "01.01.2021"},
    ):
        answer = as_user(aigul).post(page(role), form)
        html = answer.content.decode()
        assert answer.status_code == 200
        assert 'role="alert"' in html
        for value in filter(None, form.values()):
            assert f'value="{value}"' in html
    assert not Role.objects.filter(user=newcomer).exists()


def test_outsiders_do_not_learn_that_the_role_is_there(as_user, visitor, chynara, gulzat, role):
    for user in (chynara, gulzat):
        assert as_user(user).get(page(role)).status_code == 404
        assert as_user(user).post(page(role), {"successor": "gulzat"}).status_code == 404
    answer = visitor.get(page(role))
    assert answer.status_code == 302
    assert reverse("account_login") in answer.url


def test_a_colleague_sees_the_role_but_may_not_hand_it_over(as_user, aigul, bakyt):
    assert as_user(aigul).get(page(bakyt.roles.get())).status_code == 404
    html = as_user(aigul).get(reverse("people:roles")).content.decode()
    assert "Бакыт Осмонов" in html
    assert page(aigul.roles.get()) in html
    assert page(bakyt.roles.get()) not in html


def test_the_page_of_roles_shows_those_in_reach(
    as_user, aigul, bakyt, chynara, daniyar, saikal, visitor
):
    html = as_user(aigul).get(reverse("people:roles")).content.decode()
    assert "Чынара Асанова" not in html
    html = as_user(daniyar).get(reverse("people:roles")).content.decode()
    for name in ("Айгүл Сыдыкова", "Бакыт Осмонов", "Чынара Асанова"):
        assert name in html
    html = as_user(saikal).get(reverse("people:roles")).content.decode()
    assert "Аялдар кеңеши" in html
    assert "Айгүл Сыдыкова" not in html
    assert visitor.get(reverse("people:roles")).status_code == 302


def test_the_number_of_queries_does_not_grow_with_the_roles(
    as_user, daniyar, aimak, today, django_assert_max_num_queries
):
    for number in range(30):
        user = User.objects.create_user(f"user{number}", full_name=f"{number}")
        Role.objects.create(user=user, kind="specialist", place=aimak, since=today)
    client = as_user(daniyar)
    with django_assert_max_num_queries(6):
        client.get(reverse("people:roles"))


def test_nobody_above_makes_themselves_the_focal_point(bakyt, elmira, nurbek, aimak, today):
    of_the_aimak = Role.objects.create(user=nurbek, kind="focal_point", place=aimak, since=today)
    for role in nurbek.roles.all():
        for official in (bakyt, elmira):
            with pytest.raises(PermissionDenied):
                hand_over(actor=official, role=role, successor=official, on=today + DAY)
    assert not scope_of(bakyt).has(Kind.FOCAL_POINT)
    hand_over(actor=nurbek, role=of_the_aimak, successor=bakyt, on=today + DAY)  # the holder may
