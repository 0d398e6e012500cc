"""A proposed wording: the article edited in context, kept as operations against the article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from yntymak.apps.laws.bills.wording import UndraftableError, alone, drafted, operations_of, reading
from yntymak.apps.laws.lawtexts import law_text
from yntymak.apps.laws.models import Amendment
from yntymak.methods.lawtext import AmendmentError, article_text, operation_as_json
from yntymak.methods.lawtext.words import Segment, word_changes

if TYPE_CHECKING:
    from yntymak.apps.consultations.models import Contribution
    from yntymak.apps.laws.models import ActVersion
    from yntymak.methods.lawtext import LawText


@dataclass(frozen=True)
class Proposed:
    """`segments` lead from the article under discussion to the proposed one, word by word."""

    unit: str
    language: str
    segments: tuple[Segment, ...]


def current_text(
    version: ActVersion, unit: str, language: str, amendment: Amendment | None = None
) -> str:
    """The article as people are asked about it: under the bill where one changes it, else as it is
    in force; "" where the text has no such article in this language.
    """
    law = alone(law_text(version, language, [unit], heads=False), unit)
    if law is None:
        return ""
    return _under(law, unit, amendment)


def _under(law: LawText, unit: str, amendment: Amendment | None) -> str:
    told = amendment.operations.get(law.language, ()) if amendment else ()
    try:
        return reading(law, unit, operations_of(told)).new_text
    except AmendmentError:
        return article_text(law, unit)


def proposed_wording(version: ActVersion, unit: str, language: str, typed: str) -> dict[str, Any]:
    """What is stored. Raises ValidationError with a sentence that says what to do."""
    try:
        operations = drafted(law_text(version, language, [unit]), unit, typed, "words")
    except UndraftableError as failure:
        raise ValidationError(failure.sentence) from failure
    if not operations:
        raise ValidationError(_("Nothing is changed yet. Change the words in the field."))
    return {
        "unit": unit,
        "language": language,
        "typed": typed,
        "operations": [operation_as_json(each) for each in operations],
    }


def shown_wording(contribution: Contribution) -> Proposed | None:
    """Two queries, three where a bill was asked about. None where it proposes no wording, or the
    text it was written on is another.
    """
    told = contribution.proposed
    provision = contribution.provision
    if not told or provision is None:
        return None
    unit, language = told["unit"], told["language"]
    law = alone(law_text(provision.version, language, [unit], heads=False), unit)
    if law is None:
        return None
    try:
        proposed = reading(law, unit, operations_of(told["operations"])).new_text
    except AmendmentError:
        return None
    asked = _under(law, unit, _asked_about(contribution, unit))
    return Proposed(unit, language, word_changes(asked, proposed))


def _asked_about(contribution: Contribution, unit: str) -> Amendment | None:
    bill = contribution.round.bill_version_id
    rows = Amendment.objects.filter(act__version=bill, act__base=contribution.round.document_id)
    return rows.filter(unit=unit).first() if bill else None
