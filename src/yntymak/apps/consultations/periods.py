"""How long a public discussion lasts at least, as dated rules: an old period keeps its own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

BY_LAW_KINDS = frozenset({"by_law", "resolution"})


@dataclass(frozen=True)
class Rule:
    """Days counted from the opening day, both ends included."""

    since: dt.date
    law: int
    by_law: int


# Law of the Kyrgyz Republic on normative legal acts: public discussion of drafts.
RULES = (Rule(since=dt.date(2009, 7, 20), law=30, by_law=15),)


def shortest_period(kind: str, opens_on: dt.date) -> int:
    rule = max((r for r in RULES if r.since <= opens_on), key=lambda r: r.since, default=RULES[0])
    return rule.by_law if kind in BY_LAW_KINDS else rule.law


def is_too_short(kind: str, opens_on: dt.date, closes_on: dt.date) -> bool:
    return (closes_on - opens_on).days + 1 < shortest_period(kind, opens_on)
