from __future__ import annotations

from typing import Any, Self

from django.db import models

from yntymak.foundation.people.scope import OFFICERS, Kind, scope_of


class ActQuerySet(models.QuerySet["Act"]):
    def visible_to(self, user: Any) -> Self:  # noqa: ARG002
        """A law is public."""
        return self.filter(versions__isnull=False).distinct()


class ActImportQuerySet(models.QuerySet["ActImport"]):
    def visible_to(self, user: Any) -> Self:
        if scope_of(user).has(Kind.NATIONAL_OFFICER):
            return self.all()
        if scope_of(user).has(*OFFICERS, Kind.SPECIALIST):
            return self.filter(uploaded_by=user)
        return self.none()


class ProvisionQuerySet(models.QuerySet["Provision"]):
    def articles(self) -> Self:
        return self.filter(kind="article")
