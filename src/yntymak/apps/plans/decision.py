"""The number and the day of the kenesh's resolution, or lines on which to write them by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import pgettext

if TYPE_CHECKING:
    from yntymak.apps.plans.models import Plan

LINE = "_" * 12


def number_of(plan: Plan) -> str:
    return plan.resolution_number or LINE


def date_of(plan: Plan) -> str:
    day = plan.resolution_date
    if day is None:
        return pgettext("resolution", "20__, “____” ____________")
    return pgettext("resolution", "%(day)s %(month)s %(year)s") % {
        "day": day.day,
        "month": _month(day.month),
        "year": day.year,
    }


def session_of(plan: Plan) -> str:
    return plan.kenesh_session or pgettext(
        "resolution", "____ convocation, ____________ session ____"
    )


def _month(number: int) -> str:
    names = (
        pgettext("alt. month", "January"),
        pgettext("alt. month", "February"),
        pgettext("alt. month", "March"),
        pgettext("alt. month", "April"),
        pgettext("alt. month", "May"),
        pgettext("alt. month", "June"),
        pgettext("alt. month", "July"),
        pgettext("alt. month", "August"),
        pgettext("alt. month", "September"),
        pgettext("alt. month", "October"),
        pgettext("alt. month", "November"),
        pgettext("alt. month", "December"),
    )
    return names[number - 1]
