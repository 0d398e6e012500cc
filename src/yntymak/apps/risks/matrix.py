"""The matrix in force. A version is never changed: assessments point to theirs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy

from yntymak.apps.risks.colouring import faults
from yntymak.apps.risks.models import Matrix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import _StrPromise

LEVEL_NAMES: dict[int, _StrPromise] = {
    1: pgettext_lazy("risk level", "very low"),
    2: pgettext_lazy("risk level", "low"),
    3: pgettext_lazy("risk level", "medium"),
    4: pgettext_lazy("risk level", "high"),
    5: pgettext_lazy("risk level", "very high"),
}

# Rows are likelihood 1 to 5, columns impact 1 to 5. The colours are one of the few colourings of
# 25 equal cells that satisfy all three axioms of colouring.py: the first row and column are green,
# so a very rare disaster comes out low. The page says so and asks to speak of it separately.
LEVELS_1 = [
    [1, 1, 1, 2, 2],
    [1, 1, 2, 3, 3],
    [1, 2, 3, 3, 4],
    [2, 3, 3, 4, 5],
    [2, 3, 4, 5, 5],
]

LIKELIHOOD_1 = [
    {
        "ky": "Дээрлик мүмкүн эмес: мындай окуя бул жерде да, окшош жерлерде да болгон эмес.",
        "ru": "Почти невозможно: ни здесь, ни в похожих местах такого не было.",
        "en": "Hardly imaginable: nothing like it has happened here or in similar places.",
    },
    {
        "ky": "Ыктымалы аз: окшош жерлерде болгон, бул жерде акыркы он жылда болгон эмес.",
        "ru": "Маловероятно: в похожих местах бывало, здесь за десять лет не было.",
        "en": "Unlikely: it happened in similar places, but not here in the last ten years.",
    },
    {
        "ky": "Болушу мүмкүн: акыркы он жылда болгон же алгачкы белгилери көрүнүп турат.",
        "ru": "Возможно: за последние десять лет здесь бывало или видны первые признаки.",
        "en": "Possible: it happened here in the last ten years, or first signs are seen.",
    },
    {
        "ky": "Болушу ыктымал: акыркы үч жылда болгон же белгилери күчөп баратат.",
        "ru": "Вероятно: за последние три года здесь бывало или признаки усиливаются.",
        "en": "Likely: it happened here in the last three years, or the signs are growing.",
    },
    {
        "ky": "Болоору дээрлик анык: жыл сайын кайталанат же азыр эле башталып жатат.",
        "ru": "Почти наверняка: повторяется каждый год или уже начинается.",
        "en": "Almost certain: it comes back every year, or is already beginning.",
    },
]

IMPACT_1 = [
    {
        "ky": "Дээрлик сезилбейт: бир нече киши талашат да, өздөрү макулдашат.",
        "ru": "Почти незаметно: спорят несколько человек и сами договариваются.",
        "en": "Hardly felt: a few people argue, and settle it themselves.",
    },
    {
        "ky": "Аз: бир көчө же бир топ нааразы болот, бир нече күндө ошол жерде чечилет.",
        "ru": "Слабо: недовольна одна улица или группа, решается на месте за несколько дней.",
        "en": "Small: one street or group is discontent; it is settled on the spot within days.",
    },
    {
        "ky": "Байкалат: айыл экиге бөлүнөт, иш же сабак токтойт, райондун жардамы керек.",
        "ru": "Заметно: село разделилось, стоит работа или учёба, нужна помощь района.",
        "en": "Noticeable: a village is divided, work or lessons stop, the raion has to help.",
    },
    {
        "ky": "Оор: жол тосулат, мүлк бузулат, жабыркагандар болот, бир нече айыл аралашат.",
        "ru": "Тяжело: перекрыты дороги, имущество повреждено, есть раненые, втянуты другие сёла.",
        "en": "Grave: roads are blocked, property damaged, people hurt, several villages drawn in.",
    },
    {
        "ky": "Өтө оор: адам өлөт, көп киши үйүн таштап кетет же эл көпкө бөлүнүп калат.",
        "ru": "Крайне тяжело: есть погибшие, многие покидают дома или люди надолго разделены.",
        "en": "Very grave: people are killed, many leave home, or people stay divided for long.",
    },
]

VERSION_1 = {
    "levels": LEVELS_1,
    "likelihood_anchors": LIKELIHOOD_1,
    "impact_anchors": IMPACT_1,
    "in_force_from": dt.date(2026, 1, 1),
}


@dataclass(frozen=True)
class Cell:
    likelihood: int
    impact: int
    level: int
    is_marked: bool

    @property
    def level_name(self) -> _StrPromise:
        return LEVEL_NAMES[self.level]


@dataclass(frozen=True)
class Row:
    likelihood: int
    cells: tuple[Cell, ...]


def ensure_matrix(model: type[Matrix] = Matrix) -> Matrix:
    """Version 1, made where it is missing. Migrations hand in their own state of the model."""
    if found := faults(LEVELS_1):
        raise ValueError("; ".join(found))
    return model.objects.get_or_create(version=1, defaults=VERSION_1)[0]


def in_force() -> Matrix:
    """One query. A database without any version (emptied by hand) gets the first one again."""
    today = timezone.localdate()
    return Matrix.objects.filter(in_force_from__lte=today).first() or ensure_matrix()


def picture(matrix: Matrix, marked: tuple[int, int] | None = None) -> list[Row]:
    """The rows as drawn, the greatest likelihood on top. `marked` is (likelihood, impact)."""
    return [
        Row(
            likelihood,
            tuple(
                Cell(likelihood, i, matrix.level(likelihood, i), (likelihood, i) == marked)
                for i in range(1, 6)
            ),
        )
        for likelihood in range(5, 0, -1)
    ]


def anchors(written: Sequence[dict[str, str]]) -> list[tuple[int, str]]:
    """(step, words in the language of the page); Kyrgyz where a language is missing."""
    language = get_language() or "ky"
    return [(step, words.get(language) or words["ky"]) for step, words in enumerate(written, 1)]
