"""A text put to people, what they said about it, and what was decided on each contribution."""

from yntymak.apps.consultations.models.clock import Notice, ProvidedDocument, Reminder
from yntymak.apps.consultations.models.consultation import Consultation
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
    StatementCount,
)
from yntymak.apps.consultations.models.positions import Position, PositionVoice
from yntymak.apps.consultations.models.rounds import Round
from yntymak.apps.consultations.models.voices import Contribution, Decision, Tally

__all__ = [
    "APPROVED_MINUTES",
    "AttendanceCount",
    "Consultation",
    "Contribution",
    "Decision",
    "FigureSheet",
    "Meeting",
    "MinutesAddition",
    "MinutesText",
    "Notice",
    "Position",
    "PositionVoice",
    "ProvidedDocument",
    "PublicCount",
    "Reminder",
    "Round",
    "Scan",
    "Signatory",
    "StatementCount",
    "Tally",
]
