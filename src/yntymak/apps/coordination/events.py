from enum import StrEnum


class Verb(StrEnum):
    PROPOSED = "commitment:proposed"
    CONFIRMED = "commitment:confirmed"
    WITHDRAWN = "commitment:withdrawn"
