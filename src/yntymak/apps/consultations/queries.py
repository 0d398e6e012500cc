from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from yntymak.foundation.people.scope import OFFICERS, Kind, scope_of

RUNNERS = (*OFFICERS, Kind.SPECIALIST, Kind.FACILITATOR)


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def visible_to(self, user: Any) -> Self:
        scope = scope_of(user)
        if scope.has(Kind.NATIONAL_OFFICER):
            return self.all()
        return self.filter(Q(state="published") | scope.where(*RUNNERS))

    def open(self) -> Self:
        today = timezone.localdate()
        return self.filter(state="published", opens_on__lte=today, closes_on__gte=today)


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def visible_to(self, user: Any) -> Self:
        scope = scope_of(user)
        if scope.has(Kind.NATIONAL_OFFICER):
            return self.all()
        mine = scope.where(*RUNNERS, field="consultation__place")
        return self.filter(Q(state="published", consultation__state="published") | mine)
