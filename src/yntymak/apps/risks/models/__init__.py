"""Worries as they are told, cases, the risks they point to, how a risk is judged, and warning."""

from yntymak.apps.risks.models.cases import Case, CaseStep, Party
from yntymak.apps.risks.models.register import (
    Acceptance,
    Assessment,
    Causation,
    Matrix,
    Risk,
    Subtype,
)
from yntymak.apps.risks.models.signals import Category, Signal, SignalNote
from yntymak.apps.risks.models.terms import Holiday, Term
from yntymak.apps.risks.models.warning import (
    Alert,
    AlertStep,
    Detector,
    PublicQuarter,
    Standing,
    Watch,
    WeeklyCount,
)

__all__ = [
    "Acceptance",
    "Alert",
    "AlertStep",
    "Assessment",
    "Case",
    "CaseStep",
    "Category",
    "Causation",
    "Detector",
    "Holiday",
    "Matrix",
    "Party",
    "PublicQuarter",
    "Risk",
    "Signal",
    "SignalNote",
    "Standing",
    "Subtype",
    "Term",
    "Watch",
    "WeeklyCount",
]
