"""What stands in a new database: kinds of risks, terms, and the fixed holidays."""

from __future__ import annotations

import datetime as dt
from typing import Any

# code, category, Kyrgyz, Russian, English
SUBTYPES = [
    ("irrigation_water", "infrastructural", "сугат суу", "поливная вода", "irrigation water"),
    ("drinking_water", "infrastructural", "таза суу", "питьевая вода", "drinking water"),
    ("roads", "infrastructural", "жол жана унаа", "дороги и транспорт", "roads and transport"),
    ("power", "infrastructural", "жарык жана жылуулук", "свет и тепло", "power and heating"),
    ("pasture", "economic", "жайыт", "пастбища", "pasture"),
    ("land", "economic", "жер үлүшү жана ижара", "земля и аренда", "land and its lease"),
    ("border", "administrative", "чек ара тилкеси", "приграничье", "the border area"),
    ("work", "economic", "жумуш жана миграция", "работа и миграция", "work and migration"),
    ("market", "economic", "базар жана соода", "рынок и торговля", "the market and trade"),
    ("mining", "environmental", "кен казуу", "добыча ископаемых", "mining"),
    ("waste", "environmental", "таштанды", "мусор", "waste"),
    ("disaster", "environmental", "табигый кырсык", "стихийные бедствия", "natural disasters"),
    (
        "school",
        "social",
        "мектеп жана бала бакча",
        "школа и детский сад",
        "school and kindergarten",
    ),
    ("health", "social", "саламаттык сактоо", "здравоохранение", "health care"),
    ("youth", "social", "жаштар", "молодёжь", "youth"),
    ("family", "social", "үй-бүлө жана кошуналар", "семья и соседи", "family and neighbours"),
    ("benefits", "social", "жөлөк пул жана жардам", "пособия и помощь", "benefits and aid"),
    ("religion", "intercultural", "дин", "религия", "religion"),
    ("language", "intercultural", "тил", "язык", "language"),
    ("customs", "intercultural", "үрп-адат", "обычаи", "customs"),
    (
        "elections",
        "administrative",
        "дайындоо жана шайлоо",
        "назначения и выборы",
        "appointments and elections",
    ),
    (
        "reform",
        "administrative",
        "аймактарды бириктирүү",
        "реформа территорий",
        "the reform of units",
    ),
    (
        "services",
        "administrative",
        "мамлекеттик кызматтар",
        "государственные услуги",
        "public services",
    ),
    ("trust", "administrative", "бийликке ишеним", "доверие к власти", "trust in the authorities"),
]

# The law on appeals of citizens: 14 working days, from 2026 on 10. The others are a first setting.
TERMS = [
    ("acknowledge", 3, dt.date(2023, 1, 1)),
    ("answer", 14, dt.date(2023, 1, 1)),
    ("answer", 10, dt.date(2026, 1, 1)),
    ("handover", 5, dt.date(2023, 1, 1)),
]

# Fixed by law; the two Aits and exchanged days are decided each year: `yntymak risks holidays`.
FIXED_HOLIDAYS = [
    (1, 1, "Жаңы жыл"),
    (1, 7, "Рождество"),
    (2, 23, "Ата Мекенди коргоочунун күнү"),
    (3, 8, "Аялдардын эл аралык күнү"),
    (3, 21, "Нооруз"),
    (5, 1, "Эмгек майрамы"),
    (5, 5, "Конституция күнү"),
    (5, 9, "Жеңиш күнү"),
    (8, 31, "Көз карандысыздык күнү"),
    (11, 7, "Тарых жана ата-бабаларды эскерүү күнү"),
    (11, 8, "Тарых жана ата-бабаларды эскерүү күнү"),
]
YEARS = range(2023, 2036)


def ensure_subtypes(model: Any) -> None:
    for position, (code, category, ky, ru, en) in enumerate(SUBTYPES):
        fields = {"category": category, "names": {"ky": ky, "ru": ru, "en": en}}
        model.objects.get_or_create(code=code, defaults={**fields, "position": position})


def ensure_terms(model: Any) -> None:
    for kind, days, since in TERMS:
        model.objects.get_or_create(kind=kind, in_force_from=since, defaults={"working_days": days})


def ensure_holidays(model: Any) -> None:
    if model.objects.exists():
        return
    model.objects.bulk_create(
        model(day=dt.date(year, month, day), name=name)
        for year in YEARS
        for month, day, name in FIXED_HOLIDAYS
    )
