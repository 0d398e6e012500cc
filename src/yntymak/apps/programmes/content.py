"""What people write of programmes, as it travels from a form or a file to an action."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from yntymak.apps.programmes.models import Programme
    from yntymak.foundation.people.models import Organisation


@dataclass(frozen=True)
class Heading:
    """What a programme says of itself, goals aside."""

    title_ky: str
    title_ru: str
    issuer: Organisation
    first_year: int
    last_year: int
    succeeds: Programme | None = None


@dataclass(frozen=True)
class Responsible:
    ky: str
    ru: str = ""


@dataclass(frozen=True)
class IndicatorContent:
    name_ky: str
    unit_ky: str
    name_ru: str = ""
    unit_ru: str = ""
    direction: str = "up"
    over_time: str = "last"
    over_places: str = "sum"
    missing: str = "unknown"
    baseline: Decimal | None = None
    target: Decimal | None = None
