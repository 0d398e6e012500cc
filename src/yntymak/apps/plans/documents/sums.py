"""Sums as a resolution states them: in thousand som, exact to the tyiyn."""

from __future__ import annotations

from decimal import Decimal

from yntymak.ui.figures import TYIYN_PER_THOUSAND_SOM, grouped


def exact_thousand_som(tyiyn: int) -> str:
    """At least one digit after the comma and as many as the sum has: lines must add up on paper."""
    exact = Decimal(tyiyn) / TYIYN_PER_THOUSAND_SOM
    return grouped(exact, max(1, -int(exact.normalize().as_tuple().exponent)))
