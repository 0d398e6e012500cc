from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest

from yntymak.apps.consultations import actions
from yntymak.apps.laws.models import ActVersion, Provision

if TYPE_CHECKING:
    from yntymak.apps.consultations.models import Consultation, Contribution


@pytest.fixture
def version(water) -> ActVersion:
    return water


@pytest.fixture
def consultation(asked) -> Consultation:
    return asked


@pytest.fixture
def contribution(consultation) -> Contribution:
    article = Provision.objects.get(key="art_1__para_1")
    voice = actions.Voice("Апта сайын текшерилсин.", "ky", article)
    return actions.contribute(client_key=uuid.uuid4(), consultation=consultation, voice=voice)


@pytest.fixture
def many(consultation, aigul) -> Consultation:
    article = Provision.objects.get(key="art_1")
    for number in range(12):
        made = actions.contribute(
            client_key=uuid.uuid4(),
            consultation=consultation,
            voice=actions.Voice(f"Сунуш {number}", "ky", article),
        )
        actions.publish_contribution(actor=aigul, contribution=made)
        actions.decide(
            actor=aigul,
            client_key=uuid.uuid4(),
            contribution=made,
            outcome="accepted",
            reason="Макул.",
        )
    return consultation
