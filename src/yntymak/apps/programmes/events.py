from enum import StrEnum


class Verb(StrEnum):
    CREATED = "programme:created"
    CHANGED = "programme:changed"
    PUBLISHED = "programme:published"
    GOAL_DELETED = "programme:goal_deleted"
    GOAL_ASSIGNED = "programme:goal_assigned"
    INDICATOR_ADDED = "programme:indicator_added"
    INDICATOR_DELETED = "programme:indicator_deleted"
