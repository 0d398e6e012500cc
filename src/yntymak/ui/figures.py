"""Numbers as the offices of Kyrgyzstan write them: groups by a no-break space, a decimal comma.

The same in all three languages: sums are copied from one language to another, and 1,240 must
never be read as 1.240. A value that is missing is an en dash, never 0.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import SupportsInt

NBSP = "\u00a0"
MINUS = "\u2212"
MISSING = "\u2013"
TYIYN_PER_SOM = 100
TYIYN_PER_THOUSAND_SOM = 100_000

Number = int | float | Decimal


def grouped(value: Number, places: int = 0) -> str:
    """Half away from zero, as a person rounds: grouped(1240.45, 1) == '1\u00a0240,5'."""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{abs(exact):,f}".replace(",", NBSP).replace(".", ",")
    return f"{MINUS}{text}" if exact < 0 else text


def thousand_som(tyiyn: SupportsInt | None) -> str:
    return MISSING if tyiyn is None else grouped(Decimal(int(tyiyn)) / TYIYN_PER_THOUSAND_SOM, 1)


def som(tyiyn: SupportsInt | None) -> str:
    if tyiyn is None:
        return MISSING
    value = Decimal(int(tyiyn)) / TYIYN_PER_SOM
    return grouped(value, 0 if value == value.to_integral_value() else 2)


def percent(share: Number | None, places: int = 0) -> str:
    """share is a part of one: percent(0.625, 1) == '62,5\u00a0%'."""
    return MISSING if share is None else f"{grouped(Decimal(str(share)) * 100, places)}{NBSP}%"


def count(value: Number | None) -> str:
    return MISSING if value is None else grouped(value)
