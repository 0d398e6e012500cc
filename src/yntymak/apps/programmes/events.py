from enum import StrEnum


class Verb(StrEnum):
    CREATED = "programme:created"
    CHANGED = "programme:changed"
    PUBLISHED = "programme:published"
