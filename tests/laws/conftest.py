from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest
from bill_texts import KY, RU, read

from yntymak.apps.laws import actions
from yntymak.apps.laws.models import ActVersion, AmendedAct, Bill

if TYPE_CHECKING:
    from yntymak.foundation.people.models import Organisation


@pytest.fixture
def water(elmira) -> ActVersion:
    """The law on rural water, in force in both languages."""
    waiting = actions.upload_act(
        actor=elmira,
        client_key=uuid.uuid4(),
        description=actions.ActDescription("Айылдык суу жөнүндө", "О сельской воде", "law"),
        sources={"ky": read(KY, "ky"), "ru": read(RU, "ru")},
    )
    return actions.confirm_import(actor=elmira, waiting=waiting)


@pytest.fixture
def describe(agency: Organisation):
    """describe(title_ky="…") gives the description of a bill of the Agency."""

    def described(**said: object) -> actions.BillDescription:
        values = {
            "title_ky": "Айылдык суу жөнүндө мыйзамга өзгөртүүлөр",
            "title_ru": "Изменения в закон о сельской воде",
            "summary_ky": "Суу баарына жетсин",
            "summary_ru": "Чтобы воды хватило всем",
            "organisation": agency,
        }
        return actions.BillDescription(**(values | said))

    return described


@pytest.fixture
def bill(elmira, water, describe) -> Bill:
    return actions.create_bill(
        actor=elmira, client_key=uuid.uuid4(), description=describe(), base=water
    )


@pytest.fixture
def amended(bill) -> AmendedAct:
    """The act within the version in work of `bill`."""
    return AmendedAct.objects.select_related("version__bill", "base__act").get(version__bill=bill)
