from yntymak.apps.risks.queries.register import RED, RiskQuerySet, open_red_risks_by_place
from yntymak.apps.risks.queries.signals import (
    CategoryCount,
    SignalQuerySet,
    counts_for_public,
)

__all__ = [
    "RED",
    "CategoryCount",
    "RiskQuerySet",
    "SignalQuerySet",
    "counts_for_public",
    "open_red_risks_by_place",
]
