"""The detector in force and its settings, as data with a day from which they hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from django.utils import timezone

from yntymak.apps.risks.models import Category, Detector

WHOLE = {"budget": (0, 1_000), "sentinel_days": (1, 365), "replicates": (9, 99_999)}


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
        for name in ("alpha", "rate", "silence", "cluster_p"):
            share = getattr(self, name)
            if not isinstance(share, float | int) or not 0 < share < 1:
                raise ValueError(f"{name} must lie between 0 and 1.")
        for name, (least, most) in WHOLE.items():
            if not _is_whole(getattr(self, name), least, most):
                raise ValueError(f"{name} must be a whole number from {least} to {most}.")
        days = self.answer_days
        if (
            not isinstance(days, tuple)
            or len(days) != 2
            or not all(_is_whole(number, *WHOLE["sentinel_days"]) for number in days)
        ):
            raise ValueError(
                "answer_days must be two whole numbers: for a raised and a high level."
            )
        known = list(Category.values)
        if not isinstance(self.sentinels, tuple) or not set(self.sentinels) <= set(known):
            raise ValueError(f"sentinels must be a list of categories: {', '.join(known)}.")

    def days_to_answer(self, level: int, *, is_sentinel: bool) -> int:
        days = self.answer_days[level - 1]
        return min(days, self.sentinel_days) if is_sentinel else days

    def stored(self) -> dict[str, Any]:
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in asdict(self).items()
        }


def _is_whole(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def in_force(day: dt.date | None = None) -> Detector:
    """One query. A database without any version (emptied by hand) gets the first one again."""
    day = day or timezone.localdate()
    return Detector.objects.filter(in_force_from__lte=day).first() or ensure_detector()


def ensure_detector(model: type[Detector] = Detector) -> Detector:
    """Version 1, made where it is missing. Migrations hand in their own state of the model."""
    first: dict[str, Any] = {"name": "ladder", "settings": Settings().stored()}
    first["in_force_from"] = dt.date(2020, 1, 1)
    return model.objects.get_or_create(version=1, defaults=first)[0]
