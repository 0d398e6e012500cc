"""What happens, in the past tense. The text of a worry is in none of these events."""

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
    ALERT_RAISED = "alert:raised"
    ALERT_ACKNOWLEDGED = "alert:acknowledged"
    ALERT_EXPLAINED = "alert:explained"
    ALERT_CLOSED = "alert:closed"
    ALERT_HANDED_UP = "alert:handed_up"
    DETECTOR_ISSUED = "detector:issued"
    SERIES_WATCHED = "warning:watched"
    QUARTER_PUBLISHED = "warning:quarter_published"
