"""A consultation of the aiyl aimak of Ак-Суу on two articles about water."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

import pytest
from consultation_pages import announce
from django.utils import timezone

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.figures import Figures
from yntymak.apps.laws.actions import save_provisions
from yntymak.apps.laws.models import Act, ActVersion
from yntymak.apps.laws.structure import join
from yntymak.methods.lawtext import parse, read_document

if TYPE_CHECKING:
    from yntymak.apps.consultations.models import Consultation, Meeting

TEXT = """1-берене. Суунун сапаты

1. Айыл өкмөтү суунун сапатын ай сайын текшерет.
2. Текшерүүнүн жыйынтыгы элге жарыяланат.

2-берене. Тариф

Тарифти айылдык кеңеш бекитет.
"""
TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)


@pytest.fixture
def water(db) -> ActVersion:
    act = Act.objects.create(code="suu", kind="law", title_ky="Суу жөнүндө", title_ru="О воде")
    version = ActVersion.objects.create(act=act, number=1, sources={"ky": {}})
    save_provisions(version, join({"ky": parse(read_document(TEXT.encode(), "suu.txt"), "ky")}))
    return version


@pytest.fixture
def asked(aigul, aimak, water) -> Consultation:
    """Published, open since three days, for forty more."""
    made = announce(aigul, water, aimak)
    return actions.publish_consultation(actor=aigul, consultation=made)


@pytest.fixture
def meeting(aigul, aimak, asked) -> Meeting:
    """Planned for today."""
    return actions.plan_meeting(
        actor=aigul,
        client_key=uuid.uuid4(),
        consultation=asked,
        place=aimak,
        plan=actions.MeetingPlan(held_on=TODAY, venue="Клуб", agenda="Суу"),
    )


@pytest.fixture
def counted() -> Figures:
    """46 people, of whom three did not say their age."""
    return Figures(
        total=46,
        groups={
            "sex": {"female": 20, "male": 26},
            "age": {"under_18": 0, "18_28": 9, "29_59": 24, "60_up": 10},
            "sector": {"municipality": 8, "civil": 6, "resident": 32},
            "disability": {"yes": 7, "no": 39},
        },
        hands={},
    )
