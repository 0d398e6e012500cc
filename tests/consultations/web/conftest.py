from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest
from consultation_pages import TEXT, announce

from yntymak.apps.consultations import actions
from yntymak.apps.laws.actions import save_provisions
from yntymak.apps.laws.models import Act, ActVersion, Provision
from yntymak.apps.laws.structure import join
from yntymak.methods.lawtext import parse, read_document

if TYPE_CHECKING:
    from yntymak.apps.consultations.models import Consultation, Contribution


@pytest.fixture
def version(db) -> ActVersion:
    act = Act.objects.create(code="suu", kind="law", title_ky="Суу жөнүндө", title_ru="О воде")
    version = ActVersion.objects.create(act=act, number=1, sources={"ky": {}})
    save_provisions(version, join({"ky": parse(read_document(TEXT.encode(), "suu.txt"), "ky")}))
    return version


@pytest.fixture
def consultation(aigul, aimak, version) -> Consultation:
    made = announce(aigul, version, aimak)
    return actions.publish_consultation(actor=aigul, consultation=made)


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
