"""Yntymak: a voice to a decision, a risk to a funded measure."""

__version__ = "0.1.0"
