"""The bill of the demonstration: what would change in its act, published as version 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yntymak.apps.laws import actions as laws
from yntymak.apps.laws.models import AmendedAct, Bill
from yntymak.portal.demo import cast, texts
from yntymak.portal.demo.keys import key

if TYPE_CHECKING:
    from yntymak.apps.laws.models import ActVersion
    from yntymak.foundation.people.models import User


def load(actor: User, base: ActVersion) -> Bill:
    told = texts.read("bill.toml")
    bill = laws.create_bill(
        actor=actor,
        client_key=key("bill"),
        description=laws.BillDescription(
            title_ky=told["title_ky"],
            title_ru=told["title_ru"],
            summary_ky=told["summary_ky"],
            summary_ru=told["summary_ru"],
            organisation=cast.agency(),
            is_demonstration=True,
        ),
        base=base,
    )
    act = AmendedAct.objects.select_related("version__bill", "base__act").get(
        version__bill=bill, version__number=1
    )
    if act.version.is_published:
        return bill
    laws.set_closing(
        actor=actor,
        version=act.version,
        closing_ky=told["closing_ky"],
        closing_ru=told["closing_ru"],
    )
    for each in told["amendment"]:
        explained = ("rationale_ky", "rationale_ru", "note_ky", "note_ru")
        draft = laws.Draft(
            texts={language: each[language] for language in ("ky", "ru")},
            **{name: each[name] for name in explained},
        )
        laws.save_amendment(actor=actor, act=act, unit=each["unit"], draft=draft, seen=0)
    laws.publish_version(actor=actor, version=act.version)
    laws.set_stage(actor=actor, bill=bill, stage=Bill.Stage.CONSULTATION)
    laws.begin_version(actor=actor, bill=bill, note=told["next_note"])
    return bill
