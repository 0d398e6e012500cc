from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from yntymak.apps.opinions.rules import PAPER_TAKERS
from yntymak.foundation.people.scope import Kind, scope_of

if TYPE_CHECKING:
    from yntymak.apps.opinions.models import (  # noqa: F401 - in the bases below
        Poll,
        Report,
        Statement,
        Vote,
        VoteSheet,
    )


def token_hash(poll: Poll, token: str) -> str:
    """The poll goes in, so that one token in two polls could not be told to be one person."""
    return hashlib.sha256(f"{poll.pk}:{token}".encode()).hexdigest()


def place_told(poll: Poll, token: str) -> int | None:
    """The place that who holds `token` has said, to be shown to them again."""
    from yntymak.apps.opinions.models import Participant  # noqa: PLC0415 - models import queries

    mine = Participant.objects.filter(poll=poll, token_hash=token_hash(poll, token))
    return mine.values_list("place_id", flat=True).first()


class PollQuerySet(models.QuerySet["Poll"]):
    def visible_to(self, user: Any) -> Self:
        """The published ones; officers see those of their place before they are published."""
        scope = scope_of(user)
        if scope.has(Kind.NATIONAL_OFFICER):
            return self.all()
        return self.filter(Q(is_published=True) | scope.where(*PAPER_TAKERS))

    def worked_on_by(self, user: Any) -> Self:
        """Those a person manages or may bring sheets to: of their place, and the national ones."""
        scope = scope_of(user)
        if not scope.has(*PAPER_TAKERS):
            return self.none()
        return self.visible_to(user).filter(Q(place=None) | scope.where(*PAPER_TAKERS))


class StatementQuerySet(models.QuerySet["Statement"]):
    def shown(self) -> Self:
        """Those that are put to people: worded, and not taken out by moderation."""
        worded = Q(text_ky__gt="") | Q(text_ru__gt="") | Q(text_en__gt="")
        return self.filter(worded, moderation__gte=0)


class VoteQuerySet(models.QuerySet["Vote"]):
    def given_by(self, poll: Poll, token: str) -> dict[int, int]:
        """Statement → the vote that counts, the statement answered last at the end. One query."""
        answers: dict[int, int] = {}
        mine = self.filter(participant__poll=poll, participant__token_hash=token_hash(poll, token))
        for statement, value in mine.order_by("pk").values_list("statement_id", "value"):
            answers.pop(statement, None)
            answers[statement] = value
        return answers


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
