"""Who tells only the raion is counted in the raion and above it, and in no municipality."""

from __future__ import annotations

import uuid

import numpy as np
import pytest
from cast import make_place, make_user
from django.utils import timezone
from reforms import ended, split
from weekly import CALM, SUNDAY, fill, more_places

from yntymak.apps.risks import actions
from yntymak.apps.risks.models import Alert, Standing
from yntymak.apps.risks.warning.judging import table_of
from yntymak.apps.risks.warning.series import CATEGORIES, load
from yntymak.apps.risks.warning.units import units_of_today
from yntymak.foundation.registry.models import Place, Succession

SOCIAL = CATEGORIES.index("social")


def counts(today=SUNDAY) -> dict[str, list[int]]:
    """By code of each unit that was heard of: its social reports of the last two weeks."""
    units = units_of_today()
    table = table_of(load(units, today), units)
    return {
        table.places[row].code: np.nan_to_num(table.counts[row, -2:]).tolist()
        for row in range(len(table.counts))
        if table.category[row] == SOCIAL
    }


def tell(place, **changes):
    fields = {"text": "Суу жок", "category": "social", "lane": "public", "precision": "raion"}
    return actions.report(key=uuid.uuid4(), place=place, **{**fields, **changes})


def surges() -> list[str]:
    return [a.place.code for a in Alert.objects.order_by("pk").select_related("place")]


def test_it_counts_in_the_raion_the_oblast_and_the_country(aimak, raion, oblast, country):
    fill(aimak, [1, 2])
    fill(raion, [3, 4])

    assert counts() == {
        aimak.code: [1, 2],
        raion.code: [4, 6],
        oblast.code: [4, 6],
        country.code: [4, 6],
    }


def test_where_only_raions_were_told_no_municipality_is_heard_of(aimak, raion, oblast, country):
    fill(raion, [3, 4])
    actions.keep_watch(today=SUNDAY)

    assert set(counts()) == {raion.code, oblast.code, country.code}
    assert Standing.objects.get().state == "unheard"


def test_a_surge_of_such_worries_warns_the_raion_and_those_above_it_alone(
    aimak, raion, aigul, daniyar, as_user
):
    officer = make_user("timur", "Тимур Бапов", ("raion_officer", raion))
    fill(aimak, [*CALM, 1])
    fill(raion, [*CALM, 9])

    actions.keep_watch(today=SUNDAY)

    alert = Alert.objects.get()
    assert (alert.place, alert.observed, alert.asked) == (raion, 10, Alert.Asked.RAION)
    assert alert.evidence["counts"][-2:] == [CALM[-1] * 2, 10]
    for user, seen in ((officer, 200), (daniyar, 200), (aigul, 404)):
        assert as_user(user).get(f"/ky/risks/warnings/{alert.pk}/").status_code == seen


def test_a_night_whose_worries_of_a_raion_have_changed_is_another(aimak, raion):
    first = actions.keep_watch(today=SUNDAY)
    fill(raion, [*CALM, 9])

    assert actions.keep_watch(today=SUNDAY) != first
    assert surges() == [raion.code]


def test_a_protected_one_counts_in_the_oblast_and_not_in_the_raion(aimak, raion, oblast, country):
    tell(aimak)
    tell(aimak, lane="protected")

    found = counts(timezone.localdate())

    assert found == {raion.code: [0, 1], oblast.code: [0, 2], country.code: [0, 2]}


def test_a_protected_one_alone_is_no_sign_of_life_of_the_raion(aimak, oblast, country):
    tell(aimak, lane="protected")

    assert set(counts(timezone.localdate())) == {oblast.code, country.code}


def test_what_is_set_aside_leaves_the_count_of_the_raion(aimak, raion):
    officer = make_user("timur", "Тимур Бапов", ("raion_officer", raion))
    worry = tell(aimak)
    tell(aimak)
    assert counts(timezone.localdate())[raion.code] == [0, 2]

    actions.set_aside(actor=officer, signal=worry, reason="Кайталанды")

    assert counts(timezone.localdate())[raion.code] == [0, 1]


def test_of_a_city_without_a_raion_it_counts_in_the_oblast(oblast, country, raion):
    names = ("Каракол шаары", "город Каракол", "Karakol city")
    city = make_place("41702420000000", "city", names, oblast)
    tell(city)

    assert counts(timezone.localdate()) == {oblast.code: [0, 1], country.code: [0, 1]}


def test_a_city_of_the_republic_is_its_own_series_and_lies_in_the_country(aimak, oblast, country):
    names = ("Бишкек шаары", "город Бишкек", "Bishkek city")
    city = make_place("41711000000000", "republican_city", names, country)
    Place.objects.filter(pk=city.pk).update(is_municipality=True)
    tell(city)
    fill(aimak, [1, 1], today=timezone.localdate())

    found = counts(timezone.localdate())

    assert (found[city.code], found[oblast.code], found[country.code]) == ([0, 1], [1, 1], [1, 2])


# Reforms


def carried_on(old: list[Place], new: Place) -> None:
    ended(old, SUNDAY)
    for place in old:
        Succession.objects.create(old=place, new=new, on=SUNDAY, kind="merge")


@pytest.fixture
def new_raion(oblast) -> Place:
    names = ("Чыгыш району", "Восточный район", "East raion")
    return make_place("41702299000000", "raion", names, oblast)


def test_a_merged_raion_takes_its_counts_along(raion, oblast, country, new_raion):
    fill(raion, [2, 3])
    carried_on([raion], new_raion)
    fill(new_raion, [4])

    assert counts() == {new_raion.code: [2, 7], oblast.code: [2, 7], country.code: [2, 7]}


def test_a_warning_of_before_a_merger_of_raions_is_not_repeated_after_it(raion, new_raion):
    fill(raion, [*CALM, 9])
    actions.keep_watch(today=SUNDAY)
    assert surges() == [raion.code]
    carried_on([raion], new_raion)
    fill(new_raion, [1])  # another input of the same night

    assert actions.keep_watch(today=SUNDAY).raised == 0


def test_a_split_place_counts_around_its_parts_wherever_they_lie(
    raion, aimak, oblast, country, new_raion
):
    fill(aimak, [2, 3])
    inside = more_places(raion, 1)
    names = ("Ак-Булак", "Ак-Булак", "Ak-Bulak")
    beyond = make_place("41702299810000", "aiyl_aimak", names, new_raion)
    split(aimak, [*inside, beyond], SUNDAY)

    assert counts() == {oblast.code: [2, 3], country.code: [2, 3]}


def test_a_place_that_ended_without_an_heir_counts_in_its_raion(raion, aimak, oblast, country):
    fill(aimak, [2, 3])
    ended([aimak], SUNDAY)

    assert counts() == {raion.code: [2, 3], oblast.code: [2, 3], country.code: [2, 3]}


def test_successions_in_a_circle_lead_to_the_unit_around_them(raion, aimak, neighbour):
    fill(aimak, [2, 3])
    ended([aimak, neighbour], SUNDAY)
    for old, new in ((aimak, neighbour), (neighbour, aimak)):
        Succession.objects.create(old=old, new=new, on=SUNDAY, kind="rename")

    assert counts()[raion.code] == [2, 3]
