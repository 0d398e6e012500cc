"""The people of the demonstration: one role each."""

from __future__ import annotations

import datetime as dt
from functools import cache

from django.contrib.auth.hashers import make_password

from yntymak.foundation.people.actions import give_role
from yntymak.foundation.people.models import Organisation, Role, User
from yntymak.foundation.registry.models import Place

PASSWORD = "ынтымак-2026"  # noqa: S105 - printed on purpose; such accounts exist in demonstrations only
SINCE = dt.date(2023, 1, 1)
COUNTRY, OBLAST = "41700000000000", "41702000000000"
HOME, NEXT_DOOR = "41702205805000", "41702205848000"
Kind = Role.Kind

PEOPLE = (
    ("aigul", "Айгүл Сыдыкова", Kind.SPECIALIST, HOME),
    ("bakyt", "Бакыт Осмонов", Kind.HEAD, HOME),
    ("gulzat", "Гүлзат Маматова", Kind.DEPUTY, HOME),
    ("chynara", "Чынара Асанова", Kind.SPECIALIST, NEXT_DOOR),
    ("daniyar", "Данияр Токтогулов", Kind.OBLAST_OFFICER, OBLAST),
    ("nurbek", "Нурбек Исаев", Kind.FOCAL_POINT, OBLAST),
    ("elmira", "Элмира Жумабекова", Kind.NATIONAL_OFFICER, COUNTRY),
    ("azat", "Азат Кадыров", Kind.FACILITATOR, COUNTRY),
)
PARTNER = ("saikal", "Сайкал Бекова")
LAST = PARTNER[0]


def load() -> None:
    for username, name, kind, code in PEOPLE:
        place = Place.objects.current().get(code=code)
        give_role(actor=None, user=_user(username, name), kind=kind, place=place, since=SINCE)
    give_role(
        actor=None,
        user=_user(*PARTNER),
        kind=Kind.MEMBER,
        organisation=womens_council(),
        since=SINCE,
    )


def _user(username: str, name: str) -> User:
    user, made = User.objects.get_or_create(
        username=username, defaults={"full_name": name, "is_demonstration": True}
    )
    if made:
        user.password = _hashed()
        user.save(update_fields=["password"])
    return user


@cache
def _hashed() -> str:
    # Slow on purpose, so made once: these accounts share a password that is printed anyway.
    return make_password(PASSWORD)


def person(username: str) -> User:
    return User.objects.get(username=username, is_demonstration=True)


def agency() -> Organisation:
    return _organisation(
        Organisation.Kind.STATE_BODY,
        "Мамлекеттик кызмат жана жергиликтүү өз алдынча башкаруу "
        "иштери боюнча мамлекеттик агенттик",
        "Государственное агентство по делам государственной службы и местного самоуправления",
        "State Agency for Civil Service and Local Self-Government Affairs",
    )


def womens_council() -> Organisation:
    place = Place.objects.current().get(code=HOME)
    return _organisation(
        Organisation.Kind.COUNCIL,
        "Ак-Булуң айылынын аялдар кеңеши",
        "Женсовет села Ак-Булун",
        "Women's council of Ak-Bulung",
        place,
    )


def _organisation(
    kind: str, name_ky: str, name_ru: str, name_en: str, place: Place | None = None
) -> Organisation:
    organisation, _made = Organisation.objects.get_or_create(
        kind=kind,
        name_ky=name_ky,
        defaults={"name_ru": name_ru, "name_en": name_en, "place": place},
    )
    return organisation
