"""A small law in two languages, and articles as a drafter types them anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from test_laws_web import KY, RU

from yntymak.apps.laws.reading import read_upload

if TYPE_CHECKING:
    from yntymak.apps.laws.reading import Source

__all__ = ["ART_2", "ART_3", "KY", "NEW_ARTICLE", "RU", "read"]

ART_2 = {
    "ky": "2-берене. Түшүнүктөр\nБул мыйзамда суу деп таза ичүүчү суу түшүнүлөт.",
    "ru": ("Статья 2. Понятия\nВ настоящем законе под водой понимается чистая питьевая вода."),
}
ART_3 = {
    "ky": (
        "3-берене. Айыл өкмөтүнүн милдеттери\n"
        "1. Айыл өкмөтү суунун сапатын ай сайын текшерет.\n"
        "2. Айылдык кеңеш тарифти бекитет.\n"
        "3. Тариф жарыяланат."
    ),
    "ru": (
        "Статья 3. Обязанности айыл окмоту\n"
        "1. Айыл окмоту ежемесячно проверяет качество воды.\n"
        "2. Айылный кенеш утверждает тариф.\n"
        "3. Тариф публикуется."
    ),
}
NEW_ARTICLE = {
    "ky": "2-1-берене. Үнөмдөө\nСуу үнөмдүү пайдаланылат.",
    "ru": "Статья 2-1. Бережливость\nВода расходуется бережно.",
}


def read(text: str, language: str) -> Source:
    file = SimpleUploadedFile("act.txt", text.encode())
    return read_upload(file, language, require_articles=True)
