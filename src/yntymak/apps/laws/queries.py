from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from yntymak.foundation.people.scope import Kind, scope_of

if TYPE_CHECKING:
    from yntymak.apps.laws.models import (  # noqa: F401 - in generics
        Act,
        ActImport,
        Amendment,
        Bill,
        BillVersion,
        Provision,
    )

# Who brings in acts and drafts bills.
DRAFTERS = (Kind.SPECIALIST, Kind.OBLAST_OFFICER, Kind.NATIONAL_OFFICER)


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


def _written_by(user: Any, path: str) -> Q:
    """Bills in work are seen by whoever writes them while in office, and by the Agency."""
    scope = scope_of(user)
    if scope.has(Kind.NATIONAL_OFFICER):
        return ~Q(pk__in=())
    if scope.has(*DRAFTERS):
        return Q(**{path: user})
    return Q(pk__in=())


class BillQuerySet(models.QuerySet["Bill"]):
    def visible_to(self, user: Any) -> Self:
        versions = apps.get_model("laws.BillVersion").objects
        published = versions.filter(bill=OuterRef("pk"), published_at__isnull=False)
        return self.filter(Exists(published) | _written_by(user, "created_by"))

    def written_by(self, user: Any) -> Self:
        return self.filter(_written_by(user, "created_by"))

    def on_act(self, act: Act) -> Self:
        """Whose newest published version, or version in work, changes this act."""
        amended = apps.get_model("laws.AmendedAct").objects
        return self.filter(Exists(amended.filter(version__bill=OuterRef("pk"), base__act=act)))


class BillVersionQuerySet(models.QuerySet["BillVersion"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(Q(published_at__isnull=False) | _written_by(user, "bill__created_by"))

    def published(self) -> Self:
        return self.filter(published_at__isnull=False)


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    def in_order(self) -> Self:
        """As the amending law gives them: act by act, in the order of the text."""
        return self.order_by("act__position", "position", "unit")
