"""The published proposals with their answers, read in portions so that any number fits."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from yntymak.apps.consultations.models import (
    Coding,
    Contribution,
    Decision,
    Effect,
    Fold,
    InstitutionalOpinion,
    Translation,
)
from yntymak.apps.laws.pages import contents, language_for
from yntymak.apps.opinions.models import Channel
from yntymak.foundation.registry.models import Place

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from yntymak.apps.consultations.models import Consultation

AT_ONCE = 2000
_FIELDS = (
    *("pk", "number", "article_key", "kind", "language", "text", "channel", "place"),
    *("received_at", "fold", "round__number"),
)


@dataclass(frozen=True, slots=True)
class Proposal:
    pk: int
    number: int
    round: int
    article_key: str
    article: str
    kind: str
    language: str
    text: str
    translation: str
    translation_is_checked: bool
    channel: str
    place: str
    place_code: str
    day: dt.date
    same: int  # how many near-identical texts there are, this one with them
    first_of_same: int  # the number of the first of them
    themes: tuple[str, ...]
    outcome: str
    reason: str
    changed: tuple[str, ...]
    organisation: str
    signatory: str
    signed_on: dt.date | None

    @property
    def outcome_name(self) -> str:
        return str(Decision.Outcome(self.outcome).label) if self.outcome else _("not answered yet")

    @property
    def channel_name(self) -> str:
        return str(Channel(self.channel).label)

    @property
    def kind_name(self) -> str:
        return str(Contribution.Kind(self.kind).label)


def proposals(consultation: Consultation, language: str) -> Iterator[Proposal]:
    """In the order of their numbers, citizens and organisations alike; `kind` tells them apart."""
    rows = consultation.contributions.published().order_by("number").values_list(*_FIELDS)
    places = dict(Place.objects.values_list("pk", "code"))
    names = {place.pk: place.name for place in Place.objects.all()}
    version = consultation.document
    text_language = language_for(version.sources, language)
    titles = {each.key: each.title for each in contents(version, text_language)}
    portion: list[tuple[Any, ...]] = []
    for row in rows.iterator(chunk_size=AT_ONCE):
        portion.append(row)
        if len(portion) == AT_ONCE:
            yield from _described(portion, language, places, names, titles)
            portion = []
    yield from _described(portion, language, places, names, titles)


def _described(
    portion: list[tuple[Any, ...]],
    language: str,
    places: dict[int, str],
    names: dict[int, str],
    titles: dict[str, str],
) -> Iterator[Proposal]:
    beside = _Beside([row[0] for row in portion], language, {row[9] for row in portion} - {None})
    for pk, number, key, kind, spoken, text, channel, place, at, fold, asked_in in portion:
        said = beside.decisions.get(pk, (0, "", ""))
        letter = beside.letters.get(pk, ("", "", None))
        translation = beside.translations.get(pk, ("", False))
        size, first = beside.folds.get(fold, (1, number))
        yield Proposal(
            pk=pk,
            number=number,
            round=asked_in,
            article_key=key,
            article=titles.get(key, key) if key else _("The text as a whole"),
            kind=kind,
            language=spoken,
            text=text,
            translation=translation[0],
            translation_is_checked=translation[1],
            channel=channel,
            place=names.get(place, ""),
            place_code=places.get(place, ""),
            day=at.date(),
            same=size,
            first_of_same=first,
            themes=tuple(beside.themes[pk]),
            outcome=said[1],
            reason=said[2],
            changed=tuple(beside.effects[pk]),
            organisation=letter[0],
            signatory=letter[1],
            signed_on=letter[2],
        )


class _Beside:
    """What stands beside a portion of contributions: one query for each kind of it."""

    def __init__(self, pks: Collection[int], language: str, folds: Collection[int]) -> None:
        decisions = Decision.objects.readable().filter(contribution__in=pks).order_by("pk")
        # In the order of their making: the newest is written last and stays.
        self.decisions = {
            row[0]: row[1:]
            for row in decisions.values_list("contribution", "pk", "outcome", "reason")
        }
        self.letters = {
            row[0]: row[1:]
            for row in InstitutionalOpinion.objects.filter(contribution__in=pks).values_list(
                "contribution", "name", "signatory", "signed_on"
            )
        }
        self.translations = {
            row[0]: row[1:]
            for row in Translation.objects.filter(
                contribution__in=pks, language=language
            ).values_list("contribution", "text", "is_checked")
        }
        self.folds = {
            row[0]: row[1:]
            for row in Fold.objects.filter(pk__in=folds).values_list("pk", "size", "leader__number")
        }
        self.themes = _listed(
            Coding.objects.filter(contribution__in=pks)
            .order_by("code__name")
            .values_list("contribution", "code__name")
        )
        self.effects = _listed(
            Effect.objects.filter(
                withdrawn_at=None,
                decision__contribution__in=pks,
                decision__standing=Decision.Standing.PUBLIC,
            )
            .order_by("pk")
            .values_list("decision__contribution", "words")
        )


def _listed(pairs: Any) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for pk, value in pairs:
        found[pk].append(value)
    return found
