"""What all documents of a version say of themselves: what they are of, and whether it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import override, pgettext

from yntymak.apps.laws.bills.comparative import places_of
from yntymak.apps.laws.bills.naming import name_of
from yntymak.apps.laws.models import TEXT_LANGUAGES
from yntymak.ui.dates import day, moment

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from yntymak.apps.laws.bills.comparative import Place
    from yntymak.apps.laws.models import ActVersion, AmendedAct, BillVersion

LANGUAGES = tuple(code for code, _name in TEXT_LANGUAGES)
# In both languages whatever the document's: whoever holds the paper must not mistake it.
DRAFT_MARK = "ДОЛБООР, жарыялана элек / ПРОЕКТ, не опубликован"
SAMPLE_MARK = "Көрсөтүү үчүн үлгү / Образец для показа"


@dataclass(frozen=True)
class Paper:
    """A version with all its rows at hand, and the languages of the document."""

    version: BillVersion
    acts: tuple[AmendedAct, ...]
    languages: tuple[str, ...]

    @property
    def language(self) -> str:
        return self.languages[0]

    @property
    def places(self) -> list[Place]:
        return places_of(self.acts)

    @property
    def mark(self) -> str:
        """At the head of every page."""
        marks = [] if self.version.is_published else [DRAFT_MARK]
        if self.version.bill.is_demonstration:
            marks.append(SAMPLE_MARK)
        return " · ".join(marks)

    @property
    def moment(self) -> dt.datetime:
        """When what the document says was last changed: the same rows make the same file."""
        changes = [amendment.changed_at for _act, amendment in self.places]
        begun = self.version.bill.created_at
        return self.version.published_at or max(changes, default=begun)

    @property
    def author(self) -> str:
        return str(self.version.bill.organisation)

    def title(self, language: str) -> str:
        bill = self.version.bill
        return getattr(bill, f"title_{language}") or bill.title_ky or bill.title

    def act_title(self, act: AmendedAct, language: str) -> str:
        return name_of(act.base.act, language).plain

    def stamp(self, language: str) -> list[str]:
        """Lines that say of which words the document was made."""
        version = self.version
        with override(language):
            said = {"bill": self.title(language), "number": version.number}
            lines = [pgettext("document", "Bill: %(bill)s. Version %(number)s") % said]
            if version.published_at:
                published = {"moment": moment(version.published_at), "sha256": version.sha256}
                lines.append(
                    pgettext("document", "Published %(moment)s. SHA-256: %(sha256)s") % published
                )
        return lines

    def redaction(self, act: AmendedAct, language: str) -> str:
        return f"{self.act_title(act, language)}: {_redaction(act.base, language)}"

    def in_languages(self, words: Callable[[], str]) -> str:
        """Said in each language of the document."""
        said = []
        for language in self.languages:
            with override(language):
                said.append(words())
        return " / ".join(dict.fromkeys(said))


def _redaction(base: ActVersion, language: str) -> str:
    with override(language):
        if base.in_force_from is None:
            return pgettext("document", "redaction %(number)s") % {"number": base.number}
        said = {"number": base.number, "day": day(base.in_force_from)}
        return pgettext("document", "redaction %(number)s, in force from %(day)s") % said


def paper_of(version: BillVersion, languages: Sequence[str]) -> Paper:
    """Two queries, whatever the version holds; `version` has its bill and organisation at hand."""
    acts = version.acts.select_related("base__act").prefetch_related("amendments")
    return Paper(version, tuple(acts), tuple(languages))
