from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Subquery

from yntymak.foundation.people.scope import Kind, scope_of

if TYPE_CHECKING:
    from yntymak.apps.laws.models import Act, ActImport, Provision  # noqa: F401


class ActQuerySet(models.QuerySet["Act"]):
    def visible_to(self, user: Any) -> Self:  # noqa: ARG002
        """A law is public."""
        return self.filter(versions__isnull=False).distinct()

    def with_current_version(self) -> Self:
        """Each act carries `version_number` and `in_force_from` of its newest redaction."""
        newest = (
            apps.get_model("laws.ActVersion").objects.filter(act=OuterRef("pk")).order_by("-number")
        )
        return self.annotate(
            version_number=Subquery(newest.values("number")[:1]),
            in_force_from=Subquery(newest.values("in_force_from")[:1]),
        )


class ActImportQuerySet(models.QuerySet["ActImport"]):
    def visible_to(self, user: Any) -> Self:
        if scope_of(user).has(Kind.NATIONAL_OFFICER):
            return self.all()
        if scope_of(user).has(Kind.OBLAST_OFFICER, Kind.SPECIALIST):
            return self.filter(uploaded_by=user)
        return self.none()


class ProvisionQuerySet(models.QuerySet["Provision"]):
    def articles(self) -> Self:
        return self.filter(kind="article")
