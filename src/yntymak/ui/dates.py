"""Dates as people write them: 2025-ж. 12-май, 12 мая 2025 г., 12 May 2025."""

import re
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

from yntymak.ui.figures import MISSING, NBSP

WORD_JOINER = "\u2060"  # no width, no break: a browser may break a line behind every hyphen
_JOINT = re.compile(r"(?<=\d)[ -](?=[^\W\d_])")


def local(value: date) -> date:
    """The calendar day and clock of the place, where the value knows its zone."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def day(value: date | None) -> str:
    return MISSING if value is None else date_format(local(value), "DATE_FORMAT")


def moment(value: datetime | None) -> str:
    return MISSING if value is None else date_format(local(value), "DATETIME_FORMAT")


def month_day(value: date | None) -> str:
    return MISSING if value is None else date_format(local(value), "MONTH_DAY_FORMAT")


def month(value: date | None) -> str:
    if value is None:
        return MISSING
    text = date_format(local(value), "YEAR_MONTH_FORMAT")
    # Only English writes a month large in the middle of a sentence.
    return text if get_language() == "en" else text.lower()


def period(start: date | None, end: date | None) -> str:
    """From one day to another, the year written once where it is the same."""
    if start is None or end is None:
        return f"{day(start)} {MISSING} {day(end)}"
    first, last = local(start), local(end)
    if first.year != last.year:
        return f"{day(first)} {MISSING} {day(last)}"
    if get_language() == "ky":  # the year stands first
        return f"{day(first)} {MISSING} {month_day(last)}"
    return f"{month_day(first)} {MISSING} {day(last)}"


def unbroken(text: str) -> str:
    """For a page on a narrow screen: no line ends inside 12-май, 2026-ж. or 12 мая.

    Pages only: a document has wide lines, and what is searched or compared stays as it is typed.
    """
    return _JOINT.sub(lambda joint: NBSP if joint[0] == " " else f"-{WORD_JOINER}", text)
