"""What a role covers: a range of codes, between two dates, and never the neighbour."""

import datetime as dt

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from yntymak.foundation.people.models import Role
from yntymak.foundation.people.scope import OFFICERS, STAFF, Kind, forget_scope, scope_of
from yntymak.foundation.registry.models import Place


def covered(user, *kinds: str) -> set[str]:
    """Names of the places that a query over places lets the user reach."""
    found = Place.objects.filter(scope_of(user).where(*kinds, field="parent"))
    return {place.name_ky for place in found}


def test_a_specialist_covers_her_own_place_only(aigul, aimak, neighbour, raion, oblast):
    scope = scope_of(aigul)
    assert scope.covers(aimak, Kind.SPECIALIST)
    assert not scope.covers(aimak, Kind.HEAD)
    for other in (neighbour, raion, oblast, None):
        assert not scope.covers(other, *STAFF)


def test_an_oblast_officer_covers_all_in_the_oblast_and_nothing_beside(
    daniyar, oblast, raion, aimak, neighbour, country
):
    scope = scope_of(daniyar)
    for place in (oblast, raion, aimak, neighbour):
        assert scope.covers(place, Kind.OBLAST_OFFICER)
    beside = Place(code="41703410000010", kind="city")
    assert not scope.covers(beside, Kind.OBLAST_OFFICER)
    assert not scope.covers(country, Kind.OBLAST_OFFICER)
    assert not scope.covers(None, Kind.OBLAST_OFFICER)


def test_the_agency_covers_the_nation(elmira, aimak, country):
    scope = scope_of(elmira)
    for place in (aimak, country, None):
        assert scope.covers(place, *OFFICERS)


def test_a_query_reaches_the_same_rows_as_the_question(aigul, daniyar, elmira, aimak, neighbour):
    assert covered(aigul, *STAFF) == set()  # nothing has her aimak as its parent
    assert covered(daniyar, *OFFICERS) == {
        "Ак-Суу району",
        "Ак-Суу айыл аймагы",
        "Теплоключенка айыл аймагы",
    }
    assert covered(elmira, *OFFICERS) == covered(daniyar, *OFFICERS) | {"Ысык-Көл облусу"}


def test_two_cities_of_one_raion_do_not_cover_each_other():
    orlovka = Place(code="41708213600010", kind="city")
    kemin = Place(code="41708213600020", kind="city")
    assert not orlovka.contains(kemin)
    assert not kemin.contains(orlovka)
    assert Place(code="41708213000000", kind="raion").contains(kemin)


def test_a_role_covers_from_its_first_through_its_last_day(aigul, aimak):
    today = timezone.localdate()
    role = aigul.roles.get()
    day = dt.timedelta(days=1)
    for since, until, is_active in (
        (today, today, True),
        (today - day, None, True),
        (today + day, None, False),
        (today - 2 * day, today - day, False),
    ):
        Role.objects.filter(pk=role.pk).update(since=since, until=until)
        role.refresh_from_db()
        forget_scope(aigul)
        assert scope_of(aigul).covers(aimak, Kind.SPECIALIST) is is_active
        assert role.is_active is is_active


def test_a_closed_account_and_a_visitor_hold_nothing(aigul):
    aigul.is_active = False
    for user in (aigul, AnonymousUser(), None):
        scope = scope_of(user)
        assert scope.roles == ()
        assert not scope.is_official
        assert covered(user, *STAFF, *OFFICERS) == set()


def test_a_member_belongs_to_her_organisation_and_is_no_official(saikal, council, aimak):
    scope = scope_of(saikal)
    assert scope.organisations() == [council]
    assert not scope.is_official
    assert not scope.covers(aimak, Kind.MEMBER)


def test_the_scope_is_read_once_for_a_request(aigul, aimak, django_assert_num_queries):
    with django_assert_num_queries(1):
        for _ in range(3):
            scope_of(aigul).covers(aimak, Kind.SPECIALIST)
            str(scope_of(aigul).places(Kind.SPECIALIST)[0])
