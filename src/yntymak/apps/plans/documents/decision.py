"""The number and the day of the kenesh's resolution, or lines on which to write them by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext

if TYPE_CHECKING:
    from yntymak.apps.plans.models import Plan

LINE = "_" * 10
# 2026-жылдын 28-ноябрындагы: what a Kyrgyz date becomes before the paper that it dates.
KYRGYZ_MONTHS = (
    *("январындагы", "февралындагы", "мартындагы", "апрелиндеги", "майындагы", "июнундагы"),
    *("июлундагы", "августундагы", "сентябрындагы", "октябрындагы", "ноябрындагы", "декабрындагы"),
)


def number_of(plan: Plan) -> str:
    return plan.resolution_number or LINE


def date_of(plan: Plan) -> str:
    day = plan.resolution_date
    if day is None:
        return pgettext("resolution", "20__, “___” __________")
    return pgettext("resolution", "%(day)s %(month)s %(year)s") % {
        "day": day.day,
        "month": date_format(day, "E"),  # as it stands in a date: 12 мая
        "year": day.year,
    }


def dated(plan: Plan) -> str:
    """The day as it stands before the number of the resolution in the middle of a sentence."""
    day = plan.resolution_date
    if day is None or get_language() != "ky":
        return date_of(plan)
    return f"{day.year}-жылдын {day.day}-{KYRGYZ_MONTHS[day.month - 1]}"


def session_of(plan: Plan) -> str:
    return plan.session_name or pgettext("resolution", "____ convocation, __________ session ____")
