"""Worries as they are told, the risks they point to, and how a risk is judged over time."""

from yntymak.apps.risks.models.register import Assessment, Matrix, Risk
from yntymak.apps.risks.models.signals import Category, Signal

__all__ = ["Assessment", "Category", "Matrix", "Risk", "Signal"]
