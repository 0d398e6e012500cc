"""What stands between a bill and its publication: a list of things to do, each with its article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from yntymak.apps.laws.bills.amending import is_misread
from yntymak.apps.laws.bills.consolidation import languages_of
from yntymak.apps.laws.bills.wording import FAILURES, operations_of
from yntymak.apps.laws.lawtexts import law_text
from yntymak.methods.lawtext import lint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.utils.functional import _StrPromise

    from yntymak.apps.laws.models import AmendedAct, Amendment, BillVersion
    from yntymak.methods.lawtext import Operation

SENTENCES: dict[str, _StrPromise] = {
    **FAILURES,
    "number_out_of_order": _("The number does not follow the one before it."),
    "collision": _("Two changes of this bill touch the same words."),
    "languages_differ": _("The Kyrgyz and the Russian text are not changed in the same places."),
    "different_parts": _("After the change the two languages have different parts."),
    "different_paragraphs": _("After the change the two languages have different paragraphs."),
    "missing_in_ru": _("After the change the Russian text lacks a provision."),
    "missing_in_ky": _("After the change the Kyrgyz text lacks a provision."),
    "different_order": _("After the change the two languages are in different order."),
    "result_differs": _("The instructions give another text than the one shown to people."),
    "misread": _(
        "In the amending law these words would be read as something else. See that each quotation "
        "mark in the new text has its partner («…»), then save the article again."
    ),
    "one_language": _("The article is changed in one language only."),
    "no_rationale": _("It is not said in both languages why the article is changed."),
    "no_note": _("There is no explanation in plain words."),
    "nothing_changed": _("The bill changes nothing yet."),
    "no_closing": _("It is not said in both languages when the law enters into force."),
    "newer_redaction": _("The act has a newer redaction than the one the bill was written on."),
}
_OTHER = _("Look at this place.")
# With these the bill would say something else than people read, or could not be carried out.
BLOCKING = frozenset(
    {
        *FAILURES,
        "collision",
        "result_differs",
        "misread",
        "nothing_changed",
        "one_language",
        "newer_redaction",
    }
)


@dataclass(frozen=True)
class ToDo:
    """`unit` is empty where the whole bill is meant, `language` where both are."""

    code: str
    act: AmendedAct | None = None
    unit: str = ""
    language: str = ""
    detail: str = ""

    @property
    def sentence(self) -> _StrPromise:
        return SENTENCES.get(self.code, _OTHER)

    @property
    def is_blocking(self) -> bool:
        return self.code in BLOCKING


def findings(version: BillVersion) -> list[ToDo]:
    """What must be put right first, then what should be; each in the order of the bill."""
    found: list[ToDo] = []
    acts = list(version.acts.select_related("base__act").prefetch_related("amendments"))
    if not any(act.amendments.all() for act in acts):
        found.append(ToDo("nothing_changed"))
    if not (version.closing_ky and version.closing_ru):
        found.append(ToDo("no_closing"))
    for act in acts:
        found += _of_act(act)
    return sorted(found, key=lambda each: not each.is_blocking)


def _of_act(act: AmendedAct) -> Iterator[ToDo]:
    if act.base.act.versions.filter(number__gt=act.base.number).exists():
        yield ToDo("newer_redaction", act)
    amendments = list(act.amendments.in_order())
    languages = languages_of(act)
    for each in amendments:
        yield from _of_amendment(act, each, languages)
    yield from _of_operations(act, amendments, languages)


def _of_amendment(act: AmendedAct, each: Amendment, languages: list[str]) -> Iterator[ToDo]:
    for language in languages:
        if is_misread(each, language):
            yield ToDo("misread", act, each.unit, language)
    if any(not each.operations.get(language) for language in languages):
        yield ToDo("one_language", act, each.unit)
    if not (each.rationale_ky and each.rationale_ru):
        yield ToDo("no_rationale", act, each.unit)
    if not (each.note_ky and each.note_ru):
        yield ToDo("no_note", act, each.unit)


def _of_operations(
    act: AmendedAct, amendments: list[Amendment], languages: list[str]
) -> Iterator[ToDo]:
    operations: dict[str, list[Operation]] = {language: [] for language in languages}
    units: dict[str, list[str]] = {language: [] for language in languages}
    for each in amendments:
        for language in languages:
            own = operations_of(each.operations.get(language, ()))
            operations[language] += own
            units[language] += [each.unit] * len(own)
    touched = {each.unit for each in amendments}
    laws = {language: law_text(act.base, language, touched) for language in languages}
    for finding in lint(operations, laws):
        own_units = units.get(finding.language, [])
        known = 0 <= finding.operation < len(own_units)
        unit = own_units[finding.operation] if known else ""
        yield ToDo(finding.code, act, unit, finding.language, finding.detail)
