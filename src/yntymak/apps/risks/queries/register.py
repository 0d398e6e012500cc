from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import get_language

from yntymak.foundation.people.scope import OFFICERS, STAFF, Kind, scope_of
from yntymak.foundation.registry.models import CODE_LENGTH, PREFIX_LENGTH
from yntymak.foundation.registry.queries import LANGUAGES, in_each_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yntymak.apps.risks.models import Assessment, Risk  # noqa: F401 - in generics
    from yntymak.foundation.registry.models import Place

RED = 4  # levels 4 and 5 are shown in red and call for a measure
LINE = ("pk", "number", "level", "category", "state")


@dataclass(frozen=True, slots=True)
class Line:
    """A risk as the register lists it."""

    pk: int
    number: int
    level: int | None
    category: str
    state: str
    title: str
    place: str

    @classmethod
    def read(cls, row: tuple[Any, ...]) -> Self:
        """The names in the language of the page, else in the first that there is."""
        pk, number, level, category, state, *names = row
        titles, places = names[: len(LANGUAGES)], names[len(LANGUAGES) :]
        return cls(pk, number, level, category, state, _said(titles), _said(places))


def _said(texts: list[str | None]) -> str:
    here = get_language()
    spoken = texts[LANGUAGES.index(here)] if here in LANGUAGES else None
    return spoken or next((text for text in texts if text), "")


class RiskQuerySet(models.QuerySet["Risk"]):
    def visible_to(self, user: Any) -> Self:
        """The register is an internal paper: staff and deputies of the place, officers above it."""
        return self.filter(scope_of(user).where(*STAFF, *OFFICERS, Kind.DEPUTY, Kind.FOCAL_POINT))

    def open(self) -> Self:
        return self.filter(state="open")

    def red(self) -> Self:
        return self.filter(level__gte=RED)

    def by_urgency(self) -> Self:
        """Open before closed, the highest level first, those not yet assessed after them."""
        return self.order_by("-state", F("level").desc(nulls_last=True), "place_id", "number")

    def saying_what_there_is(self) -> Self:
        """`has_signals`, `has_cases`, `has_causation`, `has_other_places`: whether a page has to
        ask for them at all.
        """

        def exists(model: str, *paths: str) -> Exists:
            where = Q()
            for path in paths:
                where |= Q(**{path: OuterRef("pk")})
            return Exists(apps.get_model("risks", model).objects.filter(where))

        elsewhere = apps.get_model("risks", "Risk").other_places.through.objects
        return self.annotate(
            has_signals=exists("Signal", "risk"),
            has_cases=exists("Case", "risk"),
            has_causation=exists("Causation", "cause", "effect"),
            has_other_places=Exists(elsewhere.filter(risk=OuterRef("pk"))),
        )

    def in_short(self) -> Self:
        """No more than a line of a list shows."""
        names = in_each_language("title", "place__name")
        rows = self.select_related("place")
        return rows.only("number", "category", "level", "state", "place", *names)

    def as_lines(self) -> models.QuerySet[Any]:
        """Plain rows for `Line.read`: a list of thousands of risks makes no models."""
        names = [f"{path}_{code}" for path in ("title", "place__name") for code in LANGUAGES]
        translated: Any = self
        lines: models.QuerySet[Any] = translated.rewrite(False).values_list(*LINE, *names)
        return lines

    def near(self, place: Place) -> Self:
        """Of `place`, of one inside it, of the raion or oblast around it, or of the unit that it
        was merged into or came from.
        """
        around = {place.code[:length].ljust(CODE_LENGTH, "0") for length in PREFIX_LENGTH.values()}
        near = Q(place__code__range=place.code_range) | Q(place__code__in=around)
        steps = apps.get_model("registry", "Succession").objects
        near |= Q(place__in=steps.filter(new=place).values("old"))
        if not place.is_current:
            near |= Q(place__in=steps.filter(old=place).values("new"))
        return self.filter(near)


class AppendOnlyQuerySet(models.QuerySet["Assessment"]):
    def in_short(self) -> Self:
        """With the levels of the matrix of each, without its anchors, and the name of the judge."""
        rows = self.select_related("matrix", "assessed_by")
        said = ("stage", "likelihood", "impact", "level", "confidence", "reason", "assessed_at")
        whose = ("risk", "matrix__levels", "assessed_by__username", "assessed_by__full_name")
        return rows.only(*said, *whose)

    def update(self, **_kwargs: object) -> NoReturn:
        raise TypeError("An assessment is never changed: a newer one follows it.")

    def delete(self) -> NoReturn:
        raise TypeError("An assessment is never deleted.")


def open_red_risks_by_place(places: Iterable[Place]) -> dict[int, int]:
    """Open risks of level 4 or 5 by the key of their own place. One query.

    A place stands here, with 0 or more, only if an open risk of it has been assessed: one that is
    absent has not told us anything, which is no zero and must be shown as "no data".
    """
    risk = apps.get_model("risks", "Risk")
    rows = (
        risk.objects.filter(place__in=places, state="open", level__isnull=False)
        .order_by()
        .values_list("place_id")
        .annotate(red=Count("pk", filter=Q(level__gte=RED)))
    )
    return dict(rows)
