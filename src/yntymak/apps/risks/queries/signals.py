from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn, Self

from django.apps import apps
from django.db import models
from django.db.models import Q

from yntymak.foundation.people.scope import OFFICERS, STAFF, scope_of
from yntymak.foundation.people.scope import Kind as RoleKind
from yntymak.foundation.registry.models import Kind
from yntymak.foundation.registry.queries import in_each_language

if TYPE_CHECKING:
    import datetime as dt

    from yntymak.apps.risks.models import Signal, SignalNote  # noqa: F401 - in generics
    from yntymak.foundation.registry.models import Place


class SignalQuerySet(models.QuerySet["Signal"]):
    def visible_to(self, user: Any) -> Self:
        """Each lane opens to its own people: a protected voice to focal points only.

        Nobody sees a signal by being a visitor: a public one appears in counts, and its sender
        reaches it by the receipt.
        """
        scope = scope_of(user)
        open_lanes = scope.where(*STAFF, *OFFICERS) & ~Q(lane="protected")
        return self.filter(open_lanes | (scope.where(RoleKind.FOCAL_POINT) & Q(lane="protected")))

    def in_short(self) -> Self:
        """No more than a list shows; whether it is late is seen by the four days."""
        said = ("receipt", "lane", "channel", "category", "state", "text", "received_at")
        days = ("acknowledge_by", "acknowledged_at", "answer_by", "answered_at")
        rows = self.select_related("place")
        return rows.only(*said, *days, "place", *in_each_language("place__name"))

    def untriaged(self) -> Self:
        return self.filter(state="new")

    def late(self, today: dt.date) -> Self:
        """Not confirmed, or not answered, by the day on which it had to be."""
        return self.filter(
            Q(acknowledged_at=None, acknowledge_by__lt=today)
            | Q(answered_at=None, answer_by__lt=today)
        )

    def published(self) -> Self:
        """What everybody may read: words of an official on a worry of the public lane."""
        return self.filter(lane="public", published_on__isnull=False)


class NoteQuerySet(models.QuerySet["SignalNote"]):
    def delete(self) -> NoReturn:
        raise TypeError("A note is never deleted: its words can be erased.")


@dataclass(frozen=True)
class CategoryCount:
    category: str
    label: str
    count: int


def counts_for_public(place: Place) -> list[CategoryCount]:
    """Worries of the public lane in an oblast in the last published quarter, most first. One query.

    Of the published table alone: another count of the same worries beside it, of a municipality or
    of another time, would give the withheld numbers away by subtraction.
    """
    if place.kind not in (Kind.COUNTRY, Kind.OBLAST, Kind.REPUBLICAN_CITY):
        return []
    quarter = apps.get_model("risks", "PublicQuarter").objects.first()
    table: dict[str, Any] = quarter.table if quarter else {"oblasts": []}
    if quarter and place.kind == Kind.COUNTRY:
        cells = table["of_categories"]
    elif place.code in table["oblasts"]:
        cells = table["cells"][table["oblasts"].index(place.code)]
    else:
        return []
    signal = apps.get_model("risks", "Signal")
    found = [
        CategoryCount(code, str(signal(category=code).get_category_display()), n)
        for code, n in zip(table["categories"], cells, strict=True)
        if n is not None
    ]
    return sorted(found, key=lambda row: (-row.count, row.category))
