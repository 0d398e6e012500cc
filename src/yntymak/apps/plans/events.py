from enum import StrEnum


class Verb(StrEnum):
    CREATED = "plan:created"
    OBJECTIVE_ADDED = "plan:objective_added"
    OBJECTIVE_CHANGED = "plan:objective_changed"
    OBJECTIVE_DELETED = "plan:objective_deleted"
    MEASURE_ADDED = "plan:measure_added"
    MEASURE_CHANGED = "plan:measure_changed"
    MEASURE_DELETED = "plan:measure_deleted"
    LINE_ADDED = "plan:line_added"
    LINE_CHANGED = "plan:line_changed"
    LINE_DELETED = "plan:line_deleted"
    SUBMITTED = "plan:submitted"
    TAKEN_BACK = "plan:taken_back"
    APPROVED = "plan:approved"
