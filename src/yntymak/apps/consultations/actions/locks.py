"""Rows are locked before they are decided upon: no gap in the numbers, no answer overlooked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yntymak.apps.consultations.models import Consultation, Contribution
from yntymak.apps.consultations.rules import may_manage
from yntymak.foundation.people.permissions import require

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yntymak.foundation.people.models import User


def require_manager(actor: User | None, consultation: Consultation) -> None:
    if actor is not None:
        require(actor, may_manage, consultation)


def locked(consultation: Consultation) -> Consultation:
    mine = Consultation.objects.select_for_update(no_key=True, of=("self",)).select_related("place")
    return mine.get(pk=consultation.pk)


def locked_contribution(contribution: Contribution) -> Contribution:
    mine: QuerySet[Contribution] = Contribution.objects.select_for_update(no_key=True, of=("self",))
    return mine.select_related("consultation__place").get(pk=contribution.pk)
