"""What the ledger says of consultations.

The receipt number stands in no event: whoever knows it reads the answer as the one who spoke.
"""

from __future__ import annotations

CREATED = "consultation:created"
CHANGED = "consultation:changed"
PUBLISHED = "consultation:published"
MEETING_HELD = "meeting:held"
RECEIVED = "contribution:received"
ENTERED = "contribution:entered"
CONTRIBUTION_PUBLISHED = "contribution:published"
CONTRIBUTION_HIDDEN = "contribution:hidden"
DECIDED = "contribution:decided"
MEETING_PLANNED = "meeting:planned"
MEETING_CHANGED = "meeting:changed"
MEETING_CANCELLED = "meeting:cancelled"
MINUTES_WRITTEN = "minutes:written"
MINUTES_READ_OUT = "minutes:read-out"
MINUTES_APPROVED = "minutes:approved"
MINUTES_LOCKED = "minutes:locked"
MINUTES_ADDED = "minutes:added-to"
FIGURES_ENTERED = "meeting:figures-entered"
FIGURES_AGREED = "meeting:figures-agreed"
SCAN_KEPT = "meeting:scan-kept"
POSITION_WRITTEN = "position:written"
ROUND_OPENED = "round:opened"
ROUND_CLOSED = "round:closed"
ARCHIVED = "consultation:archived"
DOCUMENT_PROVIDED = "consultation:document-provided"
NOTICE_ASKED = "consultation:notice-asked"
NOTICE_SENT = "consultation:notice-sent"
