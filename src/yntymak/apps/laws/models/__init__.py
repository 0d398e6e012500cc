"""Acts, their immutable versions, and the provisions of a version in each language."""

from yntymak.apps.laws.models.acts import (
    TEXT_LANGUAGES,
    Act,
    ActVersion,
    Provision,
    ProvisionText,
)
from yntymak.apps.laws.models.imports import ActImport

__all__ = ["TEXT_LANGUAGES", "Act", "ActImport", "ActVersion", "Provision", "ProvisionText"]
