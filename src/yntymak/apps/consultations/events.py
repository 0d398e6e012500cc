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
