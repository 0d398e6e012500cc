"""Which risks a measure serves. Plans stand above this app, so the settings name who knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet


def treated() -> QuerySet[Any, Any] | Iterable[int]:
    """The keys of risks that a measure of some plan serves, for a filter `pk__in`. No query.

    YNTYMAK_RISKS_TREATED = "dotted.path.of.a()"; without it nobody knows of measures. A QuerySet
    stays in the database: an oblast has more red risks than a statement may have parameters.
    """
    dotted = getattr(settings, "YNTYMAK_RISKS_TREATED", None)
    return import_string(dotted)() if dotted else set()
