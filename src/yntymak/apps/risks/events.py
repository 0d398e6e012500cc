"""What happens to worries and risks, in the past tense. The text of a worry is in none of them."""

from enum import StrEnum


class Event(StrEnum):
    SIGNAL_RECEIVED = "signal:received"
    SIGNAL_ENTERED = "signal:entered"
    SIGNAL_OPENED = "signal:opened"
    SIGNAL_RESEALED = "signal:resealed"
    SIGNAL_CHECKED = "signal:checked"
    SIGNAL_LINKED = "signal:linked"
    SIGNAL_SET_ASIDE = "signal:set_aside"
    RISK_REGISTERED = "risk:registered"
    RISK_ASSESSED = "risk:assessed"
    RISK_CLOSED = "risk:closed"
