"""Which risks a measure serves. Plans stand above this app, so the settings name who knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yntymak.apps.risks.models import Risk


def treated(risks: Iterable[Risk]) -> set[int]:
    """The keys of those of `risks` that a measure of some plan serves. One query.

    YNTYMAK_RISKS_TREATED = "dotted.path.of.a(keys)"; without it nobody knows of measures.
    """
    dotted = getattr(settings, "YNTYMAK_RISKS_TREATED", None)
    keys = [risk.pk for risk in risks]
    return set(import_string(dotted)(keys)) if dotted and keys else set()
