from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q

from yntymak.foundation.people.scope import Kind, scope_of


class PollQuerySet(models.QuerySet["Poll"]):
    def visible_to(self, user: Any) -> Self:
        """The published ones; officers see those of their place before they are published."""
        scope = scope_of(user)
        if scope.has(Kind.NATIONAL_OFFICER):
            return self.all()
        mine = scope.where(Kind.SPECIALIST, Kind.OBLAST_OFFICER, Kind.FACILITATOR)
        return self.filter(Q(is_published=True) | mine)


class StatementQuerySet(models.QuerySet["Statement"]):
    def shown(self) -> Self:
        """Those that are put to people: not taken out by moderation."""
        return self.filter(moderation__gte=0)


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: Any) -> Self:
        from yntymak.apps.opinions.models import Poll  # noqa: PLC0415 - models import queries

        return self.filter(poll__in=Poll.objects.visible_to(user))
