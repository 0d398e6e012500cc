"""A text put to people, what they said about it, and what was decided on each contribution."""

from yntymak.apps.consultations.models.answers import AnsweringRules, Effect
from yntymak.apps.consultations.models.beside import Contact, InstitutionalOpinion, Translation
from yntymak.apps.consultations.models.codes import Code, Coding
from yntymak.apps.consultations.models.consultation import Consultation, Meeting
from yntymak.apps.consultations.models.folds import Fold, Folding
from yntymak.apps.consultations.models.papers import Paper, Results
from yntymak.apps.consultations.models.rounds import Round
from yntymak.apps.consultations.models.voices import Contribution, Decision, Tally

__all__ = [
    "AnsweringRules",
    "Code",
    "Coding",
    "Consultation",
    "Contact",
    "Contribution",
    "Decision",
    "Effect",
    "Fold",
    "Folding",
    "InstitutionalOpinion",
    "Meeting",
    "Paper",
    "Results",
    "Round",
    "Tally",
    "Translation",
]
