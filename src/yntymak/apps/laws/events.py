"""What the ledger says of laws."""

from __future__ import annotations

ACT_UPLOADED = "act_import:uploaded"
ACT_CORRECTED = "act_import:corrected"
ACT_CONFIRMED = "act_import:confirmed"
ACT_DISCARDED = "act_import:discarded"
VERSION_SAVED = "act_version:saved"
