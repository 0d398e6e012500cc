"""What each kind of consultation must have: its days and its documents, as dated lists.

A consultation keeps what was asked of it on its first day. Where the article of the law is not
known, the page says so: who quotes a law must not sound surer than they are.
"""

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
class Basis:
    """Where something is written; `is_checked`: the article is known, and a source names it."""

    said: _StrPromise
    is_checked: bool = False


LAW_241 = Basis(_("Law No. 241 of 20.07.2009 on normative legal acts"))
IMPACT = Basis(
    _("Law No. 241 of 20.07.2009, art. 19; resolution No. 444 of 10.08.2022"), is_checked=True
)
PORTAL = Basis(_("Law No. 241 of 20.07.2009, as amended on 07.03.2025"))
HABIT = Basis(_("No law that we know of asks for it"))


@dataclass(frozen=True)
class Requirement:
    """Of a consultation that begins on `since` or later; days count both ends."""

    since: dt.date
    days: int
    days_basis: Basis
    documents: Mapping[str, Basis]


_ACT = dt.date(2009, 7, 20)
_DRAFT = {"justification": LAW_241, "comparison": LAW_241}
_KENESH = {"justification": LAW_241, "kenesh_draft": HABIT, "cost": LAW_241, "notice": LAW_241}

# By kind of consultation, the oldest first.
RULES: dict[str, tuple[Requirement, ...]] = {
    "law": (
        Requirement(
            _ACT, 30, LAW_241, _DRAFT | {"impact": IMPACT, "cost": LAW_241, "notice": LAW_241}
        ),
    ),
    "by_law": (Requirement(_ACT, 15, LAW_241, _DRAFT | {"impact": IMPACT, "notice": LAW_241}),),
    "kenesh_resolution": (
        Requirement(_ACT, 15, LAW_241, _KENESH),
        Requirement(
            dt.date(2025, 3, 7),
            15,
            LAW_241,
            _KENESH | {"justification": PORTAL, "kenesh_draft": PORTAL, "comparison": PORTAL},
        ),
    ),
    "programme": (
        Requirement(
            _ACT,
            30,
            HABIT,
            {"justification": HABIT, "programme_plan": HABIT, "cost": HABIT, "notice": HABIT},
        ),
    ),
    "local_question": (Requirement(_ACT, 15, HABIT, {"question": HABIT, "notice": HABIT}),),
}


@dataclass(frozen=True)
class Item:
    """One line of the checklist."""

    key: str
    basis: Basis
    provided: ProvidedDocument | None

    @property
    def name(self) -> str:
        return str(NAMES[self.key])


def required_of(kind: str, opens_on: dt.date) -> Requirement:
    """What held on the first day; of older ones, what we know first."""
    dated = [rule for rule in RULES[kind] if rule.since <= opens_on]
    return dated[-1] if dated else RULES[kind][0]


def is_too_short(kind: str, opens_on: dt.date, closes_on: dt.date) -> bool:
    return (closes_on - opens_on).days + 1 < required_of(kind, opens_on).days


def checklist(consultation: Consultation) -> list[Item]:
    """One query."""
    standing = {each.item: each for each in consultation.documents.all()}
    wanted = required_of(consultation.kind, consultation.opens_on).documents
    return [Item(key, basis, standing.get(key)) for key, basis in wanted.items()]
