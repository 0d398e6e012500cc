"""A text put to people, what they said about it, and what was decided on each contribution."""

from yntymak.apps.consultations.models.consultation import Consultation, Meeting
from yntymak.apps.consultations.models.rounds import Round
from yntymak.apps.consultations.models.voices import Contribution, Decision, Tally

__all__ = ["Consultation", "Contribution", "Decision", "Meeting", "Round", "Tally"]
