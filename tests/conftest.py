"""The cast, and the small country they live in.

Айгүл is the specialist of the Ак-Суу aiyl aimak, Бакыт her colleague (the head), Чынара the
specialist of the neighbouring Теплоключенка, Данияр the officer of the oblast, Элмира of the State
Agency. Гүлзат is a deputy, Нурбек the focal point for protected voices, Сайкал a member of a
women's council.
"""

from __future__ import annotations

import gettext
import os
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bill_texts import KY, RU, read
from cast import make_place, make_user
from django.core.cache import cache
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real
from hypothesis import settings

from yntymak.apps.laws import actions as laws
from yntymak.apps.laws.models import ActVersion, AmendedAct, Bill
from yntymak.foundation.people.models import Organisation, User
from yntymak.messages import compile_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yntymak.foundation.registry.models import Place


# The same examples each time, however slow the machine. To search for new ones:
# pytest --hypothesis-profile=default
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


def shared_data_folder() -> Path:
    beside = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
    return Path(os.environ.get("YNTYMAK_SHARED_DATA", beside))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    return shared_data_folder()


def pytest_configure() -> None:
    if compile_all():
        # Django has read the older catalogues by now.
        trans_real._translations.clear()
        gettext._translations.clear()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not shared_data_folder().is_dir():
        absent = pytest.mark.skip(reason="the real material is not beside this checkout")
        for item in items:
            if item.get_closest_marker("shared_data"):
                item.add_marker(absent)


@pytest.fixture(autouse=True)
def _kyrgyz() -> Iterator[None]:
    """A page in another language would leave its language behind."""
    with translation.override("ky"):
        yield


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """What a test has rolled back would still stand there."""
    cache.clear()


@pytest.fixture
def country(db) -> Place:
    names = ("Кыргыз Республикасы", "Кыргызская Республика", "Kyrgyz Republic")
    return make_place("41700000000000", "country", names, None)


@pytest.fixture
def oblast(country) -> Place:
    names = ("Ысык-Көл облусу", "Иссык-Кульская область", "Issyk-Kul oblast")
    return make_place("41702000000000", "oblast", names, country)


@pytest.fixture
def raion(oblast) -> Place:
    names = ("Ак-Суу району", "Ак-Суйский район", "Ak-Suu raion")
    return make_place("41702205000000", "raion", names, oblast)


@pytest.fixture
def aimak(raion) -> Place:
    names = ("Ак-Суу айыл аймагы", "Ак-Суйский айылный аймак", "Ak-Suu aiyl aimak")
    return make_place("41702205804000", "aiyl_aimak", names, raion)


@pytest.fixture
def neighbour(raion) -> Place:
    names = ("Теплоключенка айыл аймагы", "Теплоключенский айылный аймак", "Teploklyuchenka")
    return make_place("41702205870000", "aiyl_aimak", names, raion)


@pytest.fixture
def agency(country) -> Organisation:
    return Organisation.objects.create(
        kind="state_body",
        name_ky="Мамлекеттик агенттик",
        name_ru="Государственное агентство",
        name_en="State Agency",
    )


@pytest.fixture
def council(aimak) -> Organisation:
    return Organisation.objects.create(
        kind="council", name_ky="Аялдар кеңеши", name_ru="Женсовет", place=aimak
    )


@pytest.fixture
def aigul(aimak) -> User:
    return make_user("aigul", "Айгүл Сыдыкова", ("specialist", aimak))


@pytest.fixture
def bakyt(aimak) -> User:
    return make_user("bakyt", "Бакыт Осмонов", ("head", aimak))


@pytest.fixture
def chynara(neighbour) -> User:
    return make_user("chynara", "Чынара Асанова", ("specialist", neighbour))


@pytest.fixture
def daniyar(oblast) -> User:
    return make_user("daniyar", "Данияр Токтогулов", ("oblast_officer", oblast))


@pytest.fixture
def elmira(country) -> User:
    return make_user("elmira", "Элмира Жумабекова", ("national_officer", country))


@pytest.fixture
def gulzat(aimak) -> User:
    return make_user("gulzat", "Гүлзат Маматова", ("deputy", aimak))


@pytest.fixture
def nurbek(oblast) -> User:
    return make_user("nurbek", "Нурбек Исаев", ("focal_point", oblast))


@pytest.fixture
def saikal(council) -> User:
    return make_user("saikal", "Сайкал Бекова", ("member", council))


@pytest.fixture
def visitor(db) -> Client:
    return Client()


@pytest.fixture
def as_user():
    """as_user(aigul).get(…)"""

    def client_of(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return client_of


@pytest.fixture
def water_law(elmira) -> ActVersion:
    """The law on rural water, in force in both languages."""
    waiting = laws.upload_act(
        actor=elmira,
        client_key=uuid.uuid4(),
        description=laws.ActDescription("Айылдык суу жөнүндө", "О сельской воде", "law"),
        sources={"ky": read(KY, "ky"), "ru": read(RU, "ru")},
    )
    return laws.confirm_import(actor=elmira, waiting=waiting)


@pytest.fixture
def describe(agency: Organisation):
    """describe(title_ky="…") gives the description of a bill of the Agency."""

    def described(**said: object) -> laws.BillDescription:
        values = {
            "title_ky": "Айылдык суу жөнүндө мыйзамга өзгөртүүлөр",
            "title_ru": "Изменения в закон о сельской воде",
            "summary_ky": "Суу баарына жетсин",
            "summary_ru": "Чтобы воды хватило всем",
            "organisation": agency,
        }
        return laws.BillDescription(**(values | said))

    return described


@pytest.fixture
def bill(elmira, water_law, describe) -> Bill:
    return laws.create_bill(
        actor=elmira, client_key=uuid.uuid4(), description=describe(), base=water_law
    )


@pytest.fixture
def amended(bill) -> AmendedAct:
    """The act within the version in work of `bill`."""
    return AmendedAct.objects.select_related("version__bill", "base__act").get(version__bill=bill)
