"""A text put to people, what they said about it, and what was decided on each contribution."""

from yntymak.apps.consultations.models.answers import AnsweringRules, Effect
from yntymak.apps.consultations.models.beside import Contact, InstitutionalOpinion, Translation
from yntymak.apps.consultations.models.clock import Notice, ProvidedDocument, Reminder
from yntymak.apps.consultations.models.codes import Code, Coding
from yntymak.apps.consultations.models.consultation import Consultation
from yntymak.apps.consultations.models.folds import Fold, Folding
from yntymak.apps.consultations.models.meetings import (
    APPROVED_MINUTES,
    Meeting,
    MinutesAddition,
    MinutesText,
    Signatory,
)
from yntymak.apps.consultations.models.paper import (
    AttendanceCount,
    FigureSheet,
    PublicCount,
    Scan,
    SheetRelease,
    StatementCount,
)
from yntymak.apps.consultations.models.papers import Paper, Results
from yntymak.apps.consultations.models.positions import Position, PositionVoice
from yntymak.apps.consultations.models.rounds import Round
from yntymak.apps.consultations.models.voices import Contribution, Decision, Tally

__all__ = [
    "APPROVED_MINUTES",
    "AnsweringRules",
    "AttendanceCount",
    "Code",
    "Coding",
    "Consultation",
    "Contact",
    "Contribution",
    "Decision",
    "Effect",
    "FigureSheet",
    "Fold",
    "Folding",
    "InstitutionalOpinion",
    "Meeting",
    "MinutesAddition",
    "MinutesText",
    "Notice",
    "Paper",
    "Position",
    "PositionVoice",
    "ProvidedDocument",
    "PublicCount",
    "Reminder",
    "Results",
    "Round",
    "Scan",
    "SheetRelease",
    "Signatory",
    "StatementCount",
    "Tally",
    "Translation",
]
