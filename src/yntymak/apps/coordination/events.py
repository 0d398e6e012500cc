from enum import StrEnum


class Verb(StrEnum):
    PROPOSED = "commitment:proposed"
    CONFIRMED = "commitment:confirmed"
    WITHDRAWN = "commitment:withdrawn"
    PART_PROPOSED = "joint:part_proposed"
    PART_CONFIRMED = "joint:part_confirmed"
    PART_DECLINED = "joint:part_declined"
    REQUEST_MADE = "request:made"
    REQUEST_ANSWERED = "request:answered"
    RESOURCE_OFFERED = "resource:offered"
    RESOURCE_WITHDRAWN = "resource:withdrawn"
    LOAN_ASKED = "loan:asked"
    LOAN_ANSWERED = "loan:answered"
    LOAN_WITHDRAWN = "loan:withdrawn"
    HEARING_JOINED = "hearing:joined"
