"""What the drafter has before their eyes: the article in force, as it would read, what changes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from yntymak.apps.laws.actions import drafted_operations
from yntymak.apps.laws.bills.consolidation import languages_of
from yntymak.apps.laws.bills.wording import operations_of, reading
from yntymak.apps.laws.lawtexts import law_text
from yntymak.apps.laws.models import Provision
from yntymak.apps.laws.pages import article_label, language_for
from yntymak.methods.lawtext import AmendmentError, word_changes, write_formula
from yntymak.methods.lawtext.applying import is_repealed
from yntymak.methods.lawtext.comparison import NOT_COMPARED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yntymak.apps.laws.actions import Draft
    from yntymak.apps.laws.bills.wording import Reading
    from yntymak.apps.laws.models import AmendedAct, Amendment
    from yntymak.methods.lawtext import LawText, Operation, Segment

_NEW_ARTICLE = re.compile(r"art_\d{1,4}(-\d{1,3}){0,3}", re.ASCII)


@dataclass(frozen=True)
class Side:
    """One language: the marked change, and how the amending law will order it."""

    language: str
    reading: Reading
    formula: str

    @property
    def segments(self) -> tuple[Segment, ...]:
        return word_changes(self.reading.old_text, self.reading.new_text)

    @property
    def changes(self) -> bool:
        return bool(self.formula)


class Editor:
    def __init__(self, act: AmendedAct, unit: str, page_language: str = "ky") -> None:
        self.act = act
        self.unit = unit
        self.languages = languages_of(act)
        self.shown = language_for(self.languages, page_language)
        self.standing: Amendment | None = act.amendments.filter(unit=unit).first()

    @cached_property
    def laws(self) -> dict[str, LawText]:
        return {
            language: law_text(self.act.base, language, [self.unit]) for language in self.languages
        }

    @cached_property
    def stored(self) -> dict[str, list[Any]]:
        operations = self.standing.operations if self.standing else {}
        return {language: operations.get(language, []) for language in self.languages}

    @cached_property
    def readings(self) -> dict[str, Reading]:
        """As the amendment that is kept makes it; the article in force where there is none, or
        where it was written on words that are in force no more.
        """
        return {
            language: self._read(language, operations_of(self.stored[language]))
            for language in self.languages
        }

    def _read(self, language: str, operations: tuple[Operation, ...]) -> Reading:
        try:
            return reading(self.laws[language], self.unit, operations)
        except AmendmentError:
            return reading(self.laws[language], self.unit, ())

    @property
    def is_outdated(self) -> bool:
        """What is kept no longer fits the words in force."""
        return any(
            self.stored[language] and each.old_text == each.new_text
            for language, each in self.readings.items()
        )

    @property
    def is_new(self) -> bool:
        return all(each.old is None for each in self.readings.values())

    @cached_property
    def is_known(self) -> bool:
        """It is a page of the act that a law can change, or the key of a possible new article."""
        found = Provision.objects.filter(version=self.act.base, key=self.unit)
        told = found.values_list("article__key", "kind").first()
        if told is None:
            return bool(_NEW_ARTICLE.fullmatch(self.unit))
        page, kind = told
        return page == self.unit and kind not in NOT_COMPARED

    @property
    def is_repealed(self) -> bool:
        """The bill takes the whole article out of force."""
        return any(
            each.old is not None and each.new is not None and is_repealed(each.new, self.unit)
            for each in self.readings.values()
        )

    @property
    def title(self) -> str:
        told = self.readings[self.shown]
        words = told.old_text or told.new_text or article_label(self.unit, self.shown)
        return words.partition("\n")[0]

    @property
    def initial(self) -> dict[str, Any]:
        kept = self.standing
        texts = {f"text_{language}": self._text(language) for language in self.languages}
        if kept is None:
            return {"seen": 0, **texts}
        names = ("style", "rationale_ky", "rationale_ru", "note_ky", "note_ru", "initiative")
        said = {name: getattr(kept, name) for name in names}
        return {"seen": kept.revision, "is_repealed": self.is_repealed, **said, **texts}

    def _text(self, language: str) -> str:
        each = self.readings[language]
        if each.old is None and each.new is None:
            return f"{article_label(self.unit, language)} "
        return each.old_text if self.is_repealed else each.new_text

    def sides(self, operations: Mapping[str, list[Any]] | None = None) -> list[Side]:
        """Under the operations that are kept, or under others that are only tried."""
        told = self.stored if operations is None else operations
        return [self._side(language, told[language]) for language in self.languages]

    def tried(self, draft: Draft) -> list[Side]:
        """Raises ValidationError whose code is the language of the text that makes no article."""
        return self.sides(drafted_operations(self.act.base, self.unit, draft))

    def _side(self, language: str, stored: list[Any]) -> Side:
        operations = operations_of(stored)
        shown = self._read(language, operations)
        return Side(language, shown, write_formula(operations, language) if operations else "")
