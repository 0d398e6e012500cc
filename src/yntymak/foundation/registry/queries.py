from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from yntymak.methods.language.folding import fold

if TYPE_CHECKING:
    import datetime as dt

    from yntymak.foundation.registry.models import Place

LANGUAGES = ("ky", "ru", "en")
_PUNCTUATION = re.compile(r"[.,;()«»\"]+")


def in_each_language(*paths: str) -> list[str]:
    """The columns behind texts in three languages, for a list that reads `only` what it shows."""
    return [name for path in paths for name in (path, *(f"{path}_{code}" for code in LANGUAGES))]


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

    def with_surroundings(self) -> Self:
        """With raion and oblast: one query."""
        return self.select_related("parent__parent")

    def named_like(self, words: str) -> Self:
        """Each typed word occurs in some name, whatever the keyboard or the language."""
        found = self
        for word in fold(words).split():
            found = found.filter(search_text__contains=word)
        return found


# What a name says besides the name itself, folded.
GENERIC_WORDS = frozenset(
    (
        *("айыл", "аймагы", "шаары", "шаар", "району", "облусу"),
        *("айылный", "аймак", "город", "г", "район", "область"),
        *("aiyl", "aimak", "city", "raion", "oblast"),
    )
)


def find_places(places: PlaceQuerySet, words: str) -> list[Place]:
    """The places that `words` may mean: by code, by whole name, else by all words. One query.

    A whole name wins over a part of a longer one, so that "Арал" is not also "Ак-Арал". Words may
    also stand in the name of the raion or oblast around ("Ак-Суу Москва").
    """
    code = words.replace(" ", "")
    if code.isdecimal() and code.isascii():
        return list(places.filter(code=code).with_surroundings())
    wanted = own_words(words)
    if not wanted:
        return []
    found = places.with_surroundings()
    for word in wanted:
        found = found.filter(
            Q(search_text__contains=word)
            | Q(parent__search_text__contains=word)
            | Q(parent__parent__search_text__contains=word)
        )
    candidates = list(found)
    exact = [place for place in candidates if _spaced(words) in _full_names(place)]
    if exact:
        return exact
    lengths = [_whole_name_length(place, wanted) for place in candidates]
    longest = max(lengths, default=0)
    if not longest:
        return candidates
    return [place for place, length in zip(candidates, lengths, strict=True) if length == longest]


def _full_names(place: Place) -> set[str]:
    """Each name, alone and with that of the unit around: "каракол шаары ысык кол облусу"."""
    names = set()
    for language in ("name_ky", "name_ru", "name_en"):
        own = _spaced(getattr(place, language) or "")
        around = _spaced((place.parent and getattr(place.parent, language)) or "")
        names |= {own, f"{own} {around}"}
    return names


def _whole_name_length(place: Place, wanted: list[str]) -> int:
    """How many of the first words are the whole name; 0 unless the rest names what lies around."""
    around = [p.search_text for p in (place.parent, place.parent and place.parent.parent) if p]
    best = 0
    for name in (place.name_ky, place.name_ru, place.name_en):
        own = own_words(name or "")
        rest = wanted[len(own) :]
        if own and wanted[: len(own)] == own and all(any(w in a for a in around) for w in rest):
            best = max(best, len(own))
    return best


def own_words(name: str) -> list[str]:
    """The folded words that tell one place from another: without "айыл аймагы", "город"."""
    return [word for word in _spaced(name).split() if word not in GENERIC_WORDS]


def _spaced(text: str) -> str:
    return fold(_PUNCTUATION.sub(" ", text))
