"""The detector in force and its settings, as data with a day from which they hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from django.utils import timezone

from yntymak.apps.risks.models import Detector


@dataclass(frozen=True, slots=True)
class Settings:
    """`answer_days`: by level, the days to answer before an alert is handed up."""

    alpha: float = 0.01
    rate: float = 0.1  # false discoveries among the series of a week
    budget: int = 20  # alerts a week that people of the whole country can follow up
    sentinels: tuple[str, ...] = ("intercultural",)
    answer_days: tuple[int, int] = (7, 3)  # raised, high
    sentinel_days: int = 2
    silence: float = 0.05
    replicates: int = 999
    cluster_p: float = 0.001

    @classmethod
    def of(cls, stored: dict[str, Any]) -> Settings:
        """Raises ValueError with a sentence where they cannot be used."""
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in stored.items()
        }
        try:
            found = cls(**values)
            found.check()
        except TypeError as error:
            raise ValueError(f"These settings cannot be read: {error}.") from error
        return found

    def check(self) -> None:
        shares = {
            "alpha": self.alpha,
            "rate": self.rate,
            "silence": self.silence,
            "cluster_p": self.cluster_p,
        }
        for name, share in shares.items():
            if not 0 < share < 1:
                raise ValueError(f"{name} must lie between 0 and 1.")
        if self.budget < 0 or self.replicates < 1:
            raise ValueError("The budget must be 0 or more, and the replicates 1 or more.")
        if len(self.answer_days) != 2 or min(*self.answer_days, self.sentinel_days) < 1:
            raise ValueError("The days to answer must be 1 or more, for each of the two levels.")

    def days_to_answer(self, level: int, *, is_sentinel: bool) -> int:
        days = self.answer_days[level - 1]
        return min(days, self.sentinel_days) if is_sentinel else days

    def stored(self) -> dict[str, Any]:
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in asdict(self).items()
        }


def in_force(day: dt.date | None = None) -> Detector:
    """One query. A database without any version (emptied by hand) gets the first one again."""
    day = day or timezone.localdate()
    return Detector.objects.filter(in_force_from__lte=day).first() or ensure_detector()


def ensure_detector(model: type[Detector] = Detector) -> Detector:
    """Version 1, made where it is missing. Migrations hand in their own state of the model."""
    first: dict[str, Any] = {"name": "ladder", "settings": Settings().stored()}
    first["in_force_from"] = dt.date(2020, 1, 1)
    return model.objects.get_or_create(version=1, defaults=first)[0]
