"""What must lie beside the text for each kind of consultation, as dated lists."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

    from yntymak.apps.consultations.models import Consultation, ProvidedDocument

NAMES: dict[str, _StrPromise] = {
    "justification": _("Explanatory note to the draft"),
    "comparison": _("Comparative table of the old and the new wording"),
    "impact": _("Analysis of regulatory impact, where the draft touches business"),
    "cost": _("Calculation of what it costs the budget"),
    "notice": _("Notice of the public discussion"),
    "kenesh_draft": _("Draft resolution of the kenesh"),
    "programme_plan": _("Plan of measures with responsible bodies and sources of money"),
    "question": _("The question in one sentence, and why it is asked now"),
}


@dataclass(frozen=True)
class Rule:
    since: dt.date
    required: Mapping[str, tuple[str, ...]]


# Law of the Kyrgyz Republic on normative legal acts, No. 241 of 20.07.2009: what goes with a draft.
RULES = (
    Rule(
        since=dt.date(2009, 7, 20),
        required={
            "law": ("justification", "comparison", "impact", "cost", "notice"),
            "by_law": ("justification", "comparison", "impact", "notice"),
            "kenesh_resolution": ("justification", "kenesh_draft", "cost", "notice"),
            "programme": ("justification", "programme_plan", "cost", "notice"),
            "local_question": ("question", "notice"),
        },
    ),
)


@dataclass(frozen=True)
class Item:
    """One line of the checklist."""

    key: str
    provided: ProvidedDocument | None

    @property
    def name(self) -> str:
        return str(NAMES[self.key])


def required_for(kind: str, opens_on: dt.date) -> tuple[str, ...]:
    rule = max((r for r in RULES if r.since <= opens_on), key=lambda r: r.since, default=RULES[0])
    return rule.required[kind]


def checklist(consultation: Consultation) -> list[Item]:
    """One query."""
    standing = {each.item: each for each in consultation.documents.all()}
    wanted = required_for(consultation.kind, consultation.opens_on)
    return [Item(key, standing.get(key)) for key in wanted]
