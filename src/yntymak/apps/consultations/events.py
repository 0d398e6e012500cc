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
OPENED = "contribution:opened"
TRANSLATED = "contribution:translated"
CONSENT_WITHDRAWN = "contribution:consent_withdrawn"
DECIDED_TOGETHER = "consultation:decided_together"
DECISION_CONFIRMED = "decision:confirmed"
ANSWERS_PUBLISHED = "consultation:answers_published"
ANSWERING_CHANGED = "consultation:answering_changed"
EFFECT_STATED = "effect:stated"
EFFECT_WITHDRAWN = "effect:withdrawn"
CODE_MADE = "code:made"
CODE_MERGED = "code:merged"
CODED = "consultation:coded"
UNCODED = "consultation:uncoded"
PAPER_MADE = "paper:made"
