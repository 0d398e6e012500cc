"""Acts with their immutable versions and provisions; bills with what they would change."""

from yntymak.apps.laws.models.acts import (
    TEXT_LANGUAGES,
    Act,
    ActVersion,
    Provision,
    ProvisionText,
)
from yntymak.apps.laws.models.bills import AmendedAct, Amendment, Bill, BillVersion
from yntymak.apps.laws.models.imports import ActImport

__all__ = [
    "TEXT_LANGUAGES",
    "Act",
    "ActImport",
    "ActVersion",
    "AmendedAct",
    "Amendment",
    "Bill",
    "BillVersion",
    "Provision",
    "ProvisionText",
]
