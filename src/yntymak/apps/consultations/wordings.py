"""A proposed wording: the article edited in context, kept as operations against the article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from yntymak.apps.laws.lawtexts import law_text
from yntymak.apps.laws.wording import UndraftableError, alone, drafted, operations_of, reading
from yntymak.methods.lawtext import AmendmentError, operation_as_json
from yntymak.methods.lawtext.payload import subtree_text
from yntymak.methods.lawtext.words import Segment, word_changes

if TYPE_CHECKING:
    from yntymak.apps.consultations.models import Contribution
    from yntymak.apps.laws.models import ActVersion


@dataclass(frozen=True)
class Proposed:
    """`segments` lead from the article under discussion to the proposed one, word by word."""

    unit: str
    language: str
    segments: tuple[Segment, ...]


def current_text(version: ActVersion, unit: str, language: str) -> str:
    """The article as a person edits it; "" where the text has no such article in this language."""
    law = alone(law_text(version, language, [unit]), unit)
    return subtree_text(law, unit) if law else ""


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
    """One query. None where it proposes no wording, or the text it was written on is another."""
    told = contribution.proposed
    provision = contribution.provision
    if not told or provision is None:
        return None
    unit, language = told["unit"], told["language"]
    law = law_text(provision.version, language, [unit])
    try:
        read = reading(law, unit, operations_of(told["operations"]))
    except AmendmentError:
        return None
    return Proposed(unit, language, word_changes(read.old_text, read.new_text))
