"""Pages of consultations as tests ask for them, and how one is announced."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone, translation

from yntymak.apps.consultations import actions

if TYPE_CHECKING:
    from yntymak.apps.consultations.models import Consultation

TODAY = timezone.localdate()


def url(name: str, *args: object, language: str = "ky") -> str:
    with translation.override(language):
        return reverse(f"consultations:{name}", args=args)


def announce(actor, version, place, **changed) -> Consultation:
    values = {
        "title_ky": "Таза суу кимге керек?",
        "title_ru": "Кому нужна чистая вода?",
        "summary_ky": "Мыйзамга өзгөртүү киргизилет.",
        "summary_ru": "В закон вносятся изменения.",
        "document": version,
        "place": place,
        "opens_on": TODAY - dt.timedelta(days=3),
        "closes_on": TODAY + dt.timedelta(days=40),
        **changed,
    }
    return actions.create_consultation(
        actor=actor, client_key=uuid.uuid4(), announcement=actions.Announcement(**values)
    )


def comment(client, consultation, text="Тариф төмөндөсүн.", language="ky", **fields):
    address = url("comment", consultation.code, "art_2", language=language)
    return client.post(address, {"text": text, "part": "art_2", "language": "ky", **fields})


def form_of(version, **changed) -> dict[str, object]:
    return {
        "title_ky": "Жайыт эрежелери",
        "summary_ky": "Жайытты бөлүштүрүү тартиби талкууланат.",
        "document": version.pk,
        "opens_on": f"{TODAY:%d.%m.%Y}",
        "closes_on": f"{TODAY + dt.timedelta(days=35):%d.%m.%Y}",
        **changed,
    }
