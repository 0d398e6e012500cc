from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from yntymak.methods.language.folding import fold

if TYPE_CHECKING:
    from yntymak.foundation.registry.models import Place


class PlaceQuerySet(models.QuerySet["Place"]):
    def current(self) -> Self:
        return self.filter(valid_to=None)

    def on(self, day: dt.date) -> Self:
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)

    def municipalities(self) -> Self:
        return self.filter(is_municipality=True)

    def inside(self, place: Place) -> Self:
        """`place` itself and all that lies inside it."""
        return self.filter(code__range=place.code_range)

    def named_like(self, words: str) -> Self:
        """Each typed word occurs in some name, whatever the keyboard or the language."""
        found = self
        for word in fold(words).split():
            found = found.filter(search_text__contains=word)
        return found
