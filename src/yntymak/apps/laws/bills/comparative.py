"""What a version changes, article by article: the rows of the comparative table.

Only the amended articles are read, in one query for each act and language, whatever the length of
the acts; a page of the table reads only the articles of that page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yntymak.apps.laws.bills.wording import operations_of, reading
from yntymak.apps.laws.lawtexts import law_text
from yntymak.apps.laws.models import ProvisionText
from yntymak.apps.laws.pages import article_label
from yntymak.methods.lawtext import AmendmentError, LawText, comparative_rows
from yntymak.methods.lawtext.operations import Insert

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from yntymak.apps.laws.bills.wording import Reading
    from yntymak.apps.laws.models import AmendedAct, Amendment
    from yntymak.methods.lawtext.comparative import Row

Place = tuple["AmendedAct", "Amendment"]


@dataclass(frozen=True)
class Side:
    """One article in one language; `failure` is a code where its changes do not fit the text."""

    language: str
    heading: str
    rows: tuple[Row, ...]
    rationale: str
    failure: str = ""


@dataclass(frozen=True)
class Compared:
    act: AmendedAct
    amendment: Amendment
    sides: tuple[Side, ...]

    @property
    def unit(self) -> str:
        return self.amendment.unit


def places_of(acts: Iterable[AmendedAct]) -> list[Place]:
    """Every amended article, in the order of the amending law."""
    return [(act, amendment) for act in acts for amendment in act.amendments.all()]


def compared(places: Sequence[Place], languages: Sequence[str]) -> list[Compared]:
    laws = _laws(places, languages)
    return [
        Compared(
            act,
            amendment,
            tuple(_side(laws[act.pk, each], amendment, each) for each in languages),
        )
        for act, amendment in places
    ]


def readings(places: Sequence[Place], language: str) -> list[Reading]:
    """The amended articles before and after. Raises AmendmentError where one does not fit."""
    laws = _laws(places, [language])
    return [
        reading(laws[act.pk, language], each.unit, operations_of(each.operations.get(language, ())))
        for act, each in places
    ]


def titles(places: Sequence[Place], language: str) -> list[str]:
    """«Статья 5. Понятия» for every amended article: one query an act, heads alone."""
    found: dict[tuple[int, str], str] = {}
    for act, units in _by_act(places):
        told = ProvisionText.objects.filter(
            provision__version=act.base_id, provision__key__in=units, language=language
        ).values_list("provision__key", "label", "heading")
        found |= {(act.pk, key): f"{label} {heading}".strip() for key, label, heading in told}
    return [found.get((act.pk, each.unit)) or _new_title(each, language) for act, each in places]


def _laws(places: Sequence[Place], languages: Sequence[str]) -> dict[tuple[int, str], LawText]:
    return {
        (act.pk, language): law_text(act.base, language, units, heads=False)
        for act, units in _by_act(places)
        for language in languages
    }


def _by_act(places: Sequence[Place]) -> list[tuple[AmendedAct, list[str]]]:
    acts = {act.pk: act for act, _amendment in places}
    return [
        (act, [amendment.unit for of, amendment in places if of.pk == pk])
        for pk, act in acts.items()
    ]


def _side(law: LawText, amendment: Amendment, language: str) -> Side:
    operations = operations_of(amendment.operations.get(language, ()))
    rationale = getattr(amendment, f"rationale_{language}")
    try:
        article = reading(law, amendment.unit, operations)
    except AmendmentError as failure:
        label = article_label(amendment.unit, language)
        return Side(language, label, (), rationale, failure.code)
    nothing = LawText(language, ())
    rows = comparative_rows(article.old or nothing, article.new or nothing)
    text = article.old_text or article.new_text
    heading = text.partition("\n")[0] if text else article_label(amendment.unit, language)
    return Side(language, heading, rows, rationale)


def _new_title(amendment: Amendment, language: str) -> str:
    for each in operations_of(amendment.operations.get(language, ())):
        if isinstance(each, Insert) and each.text:
            return each.text.partition("\n")[0]
    return article_label(amendment.unit, language)
