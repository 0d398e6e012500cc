"""Open risks that call for a second look: what is overdue, contradicts itself or has no measure."""

from __future__ import annotations

import datetime as dt
import operator
from dataclasses import dataclass
from functools import cache, reduce
from typing import TYPE_CHECKING

from django.db.models import Case, F, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yntymak.apps.risks.models import Risk
from yntymak.apps.risks.queries.register import RED
from yntymak.apps.risks.treatment import treated
from yntymak.foundation.registry.models import Place

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable
    from django.utils.functional import _StrPromise

    from yntymak.apps.risks.queries import RiskQuerySet

NOT_ASSESSED_AFTER = dt.timedelta(days=30)
MOST_SHOWN = 20

# What is found, and what to do about it.
SENTENCES: dict[str, tuple[_StrPromise, _StrPromise]] = {
    "untreated": (
        _("High and without a measure"),
        _("Put a measure into the plan, or have the head accept the risk until a day."),
    ),
    "hoped": (
        _("What remains is judged lower, but no measure serves the risk"),
        _("Put the measure into the plan, or judge anew what remains."),
    ),
    "inverted": (
        _("Judged graver now than if nobody did anything"),
        _("One of the two judgements is wrong: judge both anew."),
    ),
    "unassessed": (
        _("Not assessed for a month"),
        _("Assess it: until then it counts nowhere."),
    ),
    "unreviewed": (
        _("The day of the review has passed"),
        _("Look at it again and assess it."),
    ),
    "expired": (
        _("Accepted until a day that has passed"),
        _("Decide anew: accept it again or act."),
    ),
    "grown": (
        _("Has become graver since it was accepted"),
        _("What was accepted was less: decide anew."),
    ),
    "moved": (
        _("The place was merged or renamed"),
        _("Register it under the unit that carries the place on, then close it here."),
    ),
}


@dataclass(frozen=True)
class Finding:
    title: str
    advice: str
    count: int
    risks: list[Risk]


def inconsistencies(risks: RiskQuerySet, today: dt.date) -> list[Finding]:
    """Only what was found. Two queries: one passes once over the risks and tells which signs each
    bears, one reads the first rows of each sign.
    """
    keys: dict[str, list[int]] = {name: [] for name in SENTENCES}
    bearing = risks.open().annotate(signs=_as_bits(_signs(today))).exclude(signs=0)
    for pk, bits in bearing.by_urgency().values_list("pk", "signs"):
        for name in _names_in(bits):
            keys[name].append(pk)
    first = {name: found[:MOST_SHOWN] for name, found in keys.items() if found}
    rows = Risk.objects.in_short().in_bulk([pk for found in first.values() for pk in found])
    return [
        Finding(
            str(SENTENCES[name][0]),
            str(SENTENCES[name][1]),
            len(keys[name]),
            [rows[pk] for pk in found if pk in rows],  # one may be closed at this moment
        )
        for name, found in first.items()
    ]


def _as_bits(signs: dict[str, Q]) -> Combinable:
    """Each sign that a row bears as a bit of one number, in the order of SENTENCES."""
    bits = [Case(When(signs[name], then=1 << i), default=0) for i, name in enumerate(SENTENCES)]
    return reduce(operator.add, bits)


@cache
def _names_in(bits: int) -> list[str]:
    return [name for i, name in enumerate(SENTENCES) if bits >> i & 1]


def _signs(today: dt.date) -> dict[str, Q]:
    is_served = Q(pk__in=treated())
    is_lived_with = Q(accepted_until__gte=today, accepted_level__gte=F("level"))
    return {
        "untreated": Q(level__gte=RED) & ~is_served & ~is_lived_with,
        "hoped": Q(residual__lt=F("level")) & ~is_served,
        "inverted": Q(inherent__lt=F("level")),
        "unassessed": Q(level=None, opened_at__lt=timezone.now() - NOT_ASSESSED_AFTER),
        "unreviewed": Q(review_on__lt=today),
        "expired": Q(accepted_until__lt=today),
        "grown": Q(accepted_until__gte=today, accepted_level__lt=F("level")),
        "moved": Q(place__in=Place.objects.exclude(valid_to=None).values("pk")),
    }
