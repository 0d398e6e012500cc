"""Worries as they are told, the risks they point to, how a risk is judged, and early warning."""

from yntymak.apps.risks.models.register import Assessment, Matrix, Risk
from yntymak.apps.risks.models.signals import Category, Signal
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
    "Alert",
    "AlertStep",
    "Assessment",
    "Category",
    "Detector",
    "Matrix",
    "PublicQuarter",
    "Risk",
    "Signal",
    "Standing",
    "Watch",
    "WeeklyCount",
]
