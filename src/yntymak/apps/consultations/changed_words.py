"""What a newer version says otherwise, article by article, with the words that changed marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from yntymak.apps.consultations.open_items import Change, next_redaction
from yntymak.apps.laws.bills.wording import alone, operations_of, reading
from yntymak.apps.laws.lawtexts import law_text
from yntymak.apps.laws.marking import rows
from yntymak.apps.laws.models import Amendment
from yntymak.apps.laws.pages import article_label, language_for
from yntymak.methods.lawtext import AmendmentError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from yntymak.apps.consultations.models import Consultation, Contribution, Effect
    from yntymak.apps.laws.marking import Line, Row
    from yntymak.apps.laws.models import ActVersion
    from yntymak.methods.lawtext import LawText


@dataclass(frozen=True)
class ChangedText:
    """One article; `rows` are those of its parts that changed."""

    unit: str
    title: str
    language: str
    rows: Sequence[Row]

    @property
    def words(self) -> str:
        """As the newer version has them, without marks; of what is gone, that it is gone."""
        added = ["\n".join(_plain(line) for line in row.new) for row in self.rows if row.new]
        if added:
            return "\n".join(added)
        gone = ["\n".join(_plain(line) for line in row.old) for row in self.rows]
        return _("Taken out: %s") % "\n".join(gone)


def _plain(line: Line) -> str:
    return "".join(mark.text for mark in line)


def changed_texts(
    consultation: Consultation, changes: Iterable[Change], language: str
) -> list[ChangedText]:
    """From the text that people were asked about to the newer one; without what is the same.

    One query for each redaction that is read, however many articles.
    """
    told = list(changes)
    texts = _Texts(language, [each.unit for each in told])
    newer = next_redaction(consultation) if any(c.source == "redaction" for c in told) else None
    found = []
    for each in told:
        old = texts.under(each.before, each.unit, consultation.document)
        new = (
            texts.article(newer, each.unit)
            if newer is not None
            else texts.under(each.amendment, each.unit, consultation.document)
        )
        found.append(texts.compared(each.unit, old, new))
    return [each for each in found if each.rows]


def marked_effects(contribution: Contribution, effects: Iterable[Effect], language: str) -> None:
    """Gives each effect that names an amendment its `marked`: what changed since the contributor
    was asked, and whether its words are those of the amendment. Others are left as they are.
    """
    named = [each for each in effects if each.amendment_id is not None]
    if not named:
        return
    amendments = Amendment.objects.select_related("act__base").in_bulk(
        [each.amendment_id for each in named]
    )
    asked = contribution.round
    seen = Amendment.objects.filter(act__version=asked.bill_version_id, act__base=asked.document_id)
    units = [each.unit for each in named]
    before = {each.unit: each for each in seen.filter(unit__in=units).select_related("act__base")}
    available = [code for each in amendments.values() for code in each.act.base.sources]
    first = language_for(available, language)
    for spoken in dict.fromkeys((first, *available)):
        texts = _Texts(spoken, units)
        for each in named:
            amendment = amendments[each.amendment_id or 0]
            old = texts.under(before.get(each.unit), each.unit, amendment.act.base)
            new = texts.under(amendment, each.unit, amendment.act.base)
            text = texts.compared(each.unit, old, new)
            if text.rows and each.marked is None:
                each.marked = text
            if text.words == each.words:
                each.is_quoted = True


class _Texts:
    """Articles in one language, each redaction read once."""

    def __init__(self, language: str, units: Collection[str]) -> None:
        self.language, self.units = language, units
        self._laws: dict[int, LawText] = {}

    def article(self, version: ActVersion, unit: str) -> LawText | None:
        return alone(self._law(version), unit)

    def under(self, amendment: Amendment | None, unit: str, base: ActVersion) -> LawText | None:
        """The article under the amendment; as it is in force where there is none."""
        if amendment is None:
            return self.article(base, unit)
        law = self._law(amendment.act.base)
        try:
            told = amendment.operations.get(self.language, ())
            return reading(law, unit, operations_of(told)).new
        except AmendmentError:
            return alone(law, unit)

    def compared(self, unit: str, old: LawText | None, new: LawText | None) -> ChangedText:
        changed = [row for row in rows(old, new) if not row.is_same]
        return ChangedText(unit, self._title(unit, new or old), self.language, changed)

    def _title(self, unit: str, law: LawText | None) -> str:
        if law is None or unit not in law:
            return article_label(unit, self.language)
        return " ".join(part for part in (law[unit].label, law[unit].heading) if part)

    def _law(self, version: ActVersion) -> LawText:
        if version.pk not in self._laws:
            self._laws[version.pk] = law_text(version, self.language, self.units, heads=False)
        return self._laws[version.pk]
