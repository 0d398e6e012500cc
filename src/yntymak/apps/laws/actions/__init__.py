"""Every write to the acts and the bills."""

from yntymak.apps.laws.actions.amendments import (
    Draft,
    drafted_operations,
    drop_amendment,
    follow_redaction,
    save_amendment,
)
from yntymak.apps.laws.actions.bills import (
    BillDescription,
    begin_version,
    change_bill,
    create_bill,
    enact,
    join_act,
    publish_version,
    set_closing,
    set_stage,
)
from yntymak.apps.laws.actions.importing import (
    ActDescription,
    Correction,
    confirm_import,
    correct_provision,
    discard_import,
    upload_act,
)
from yntymak.apps.laws.actions.provisions import save_provisions

__all__ = [
    "ActDescription",
    "BillDescription",
    "Correction",
    "Draft",
    "begin_version",
    "change_bill",
    "confirm_import",
    "correct_provision",
    "create_bill",
    "discard_import",
    "drafted_operations",
    "drop_amendment",
    "enact",
    "follow_redaction",
    "join_act",
    "publish_version",
    "save_amendment",
    "save_provisions",
    "set_closing",
    "set_stage",
    "upload_act",
]
