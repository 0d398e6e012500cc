"""A poll of Ак-Суу with five statements, open for a week."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.utils import timezone

from yntymak.apps.opinions.actions import StatementDraft, create_poll, publish_poll

if TYPE_CHECKING:
    from yntymak.apps.opinions.models import Poll

TEXTS = [
    ("Сугат суу кезек менен берилсин.", "Полив должен идти по очереди."),
    ("Жайыт бөлүштүрүү ачык болсун.", "Распределение пастбищ должно быть открытым."),
    ("Жаш үй-бүлөлөргө жер берилсин.", ""),
    ("Мектепке жаңы автобус керек.", "Школе нужен новый автобус."),
    ("Базар айылдын четине көчсүн.", "Рынок нужно перенести на окраину."),
]


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def open_poll(aigul, aimak) -> Poll:
    now = timezone.now()
    poll = create_poll(
        actor=aigul,
        code="suu-zhana-zhaiyt",
        title_ky="Суу жана жайыт",
        title_ru="Вода и пастбища",
        statements=[StatementDraft(text_ky=ky, text_ru=ru) for ky, ru in TEXTS],
        place=aimak,
        opens_at=now - dt.timedelta(days=1),
        closes_at=now + dt.timedelta(days=6),
    )
    return publish_poll(actor=aigul, poll=poll)


def csv_file(text: str | bytes, name: str = "добуштар.csv") -> io.BytesIO:
    file = io.BytesIO(text.encode() if isinstance(text, str) else text)
    file.name = name
    return file


@pytest.fixture
def as_file():
    return csv_file


@pytest.fixture
def two_camps() -> str:
    """Forty people on paper: all want water in turn, they part over the bazaar and the bus."""
    lines = ["participant,statement,vote"]
    for person in range(1, 41):
        side = 1 if person <= 24 else -1
        votes = {1: 1, 2: 1 if person % 8 else -1, 3: side, 4: side, 5: -side}
        lines += [f"{person},{number},{value}" for number, value in votes.items()]
    return "\n".join(lines) + "\n"
