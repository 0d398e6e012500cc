"""What the ledger says of laws."""

from __future__ import annotations

ACT_UPLOADED = "act_import:uploaded"
ACT_CORRECTED = "act_import:corrected"
ACT_CONFIRMED = "act_import:confirmed"
ACT_DISCARDED = "act_import:discarded"
VERSION_SAVED = "act_version:saved"

BILL_CREATED = "bill:created"
BILL_CHANGED = "bill:changed"
BILL_STAGE_SET = "bill:stage_set"
ACT_JOINED = "bill_version:act_joined"
REDACTION_FOLLOWED = "bill_version:redaction_followed"
AMENDMENT_SAVED = "amendment:saved"
AMENDMENT_DROPPED = "amendment:dropped"
BILL_VERSION_BEGUN = "bill_version:begun"
BILL_VERSION_PUBLISHED = "bill_version:published"
BILL_ENACTED = "bill_version:enacted"
