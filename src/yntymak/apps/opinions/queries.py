from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q

from yntymak.apps.opinions.rules import PAPER_TAKERS
from yntymak.foundation.people.scope import Kind, scope_of


class PollQuerySet(models.QuerySet["Poll"]):
    def visible_to(self, user: Any) -> Self:
        """The published ones; officers see those of their place before they are published."""
        scope = scope_of(user)
        if scope.has(Kind.NATIONAL_OFFICER):
            return self.all()
        return self.filter(Q(is_published=True) | scope.where(*PAPER_TAKERS))


class StatementQuerySet(models.QuerySet["Statement"]):
    def shown(self) -> Self:
        """Those that are put to people: worded, and not taken out by moderation."""
        worded = Q(text_ky__gt="") | Q(text_ru__gt="") | Q(text_en__gt="")
        return self.filter(worded, moderation__gte=0)


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: Any) -> Self:
        from yntymak.apps.opinions.models import Poll  # noqa: PLC0415 - models import queries

        return self.filter(poll__in=Poll.objects.visible_to(user))


class VoteSheetQuerySet(models.QuerySet["VoteSheet"]):
    def visible_to(self, user: Any) -> Self:
        """Only those who may bring sheets see which were brought."""
        scope = scope_of(user)
        if scope.has(Kind.NATIONAL_OFFICER):
            return self.all()
        return self.filter(scope.where(*PAPER_TAKERS, field="poll__place") | Q(uploaded_by=user.pk))
