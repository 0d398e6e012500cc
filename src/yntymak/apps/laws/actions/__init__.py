"""Every write to the acts and the bills."""

from yntymak.apps.laws.actions.importing import (
    RESERVED_CODES,
    ActDescription,
    Correction,
    confirm_import,
    correct_provision,
    discard_import,
    upload_act,
)
from yntymak.apps.laws.actions.provisions import save_provisions

__all__ = [
    "RESERVED_CODES",
    "ActDescription",
    "Correction",
    "confirm_import",
    "correct_provision",
    "discard_import",
    "save_provisions",
    "upload_act",
]
