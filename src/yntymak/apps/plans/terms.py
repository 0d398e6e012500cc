"""The calendar of reporting, as dated settings: a rule holds from its first day until the next."""

from __future__ import annotations

import datetime as dt

HALVES = (1, 2)
QUARTERS = (1, 2, 3, 4)
# From which day on → days after the end of a half-year within which its report is due.
DAYS_TO_REPORT = ((dt.date(2020, 1, 1), 15),)
REMIND_BEFORE = (10, 3)  # days before a report is due
REMIND_AFTER = 7  # and each so many days while it is overdue


def last_day_of_half(year: int, half: int) -> dt.date:
    return dt.date(year, 6, 30) if half == 1 else dt.date(year, 12, 31)


def first_day_of_half(year: int, half: int) -> dt.date:
    return dt.date(year, 1, 1) if half == 1 else dt.date(year, 7, 1)


def first_day_of_quarter(year: int, quarter: int) -> dt.date:
    return dt.date(year, quarter * 3 - 2, 1)


def due_on(year: int, half: int) -> dt.date:
    end = last_day_of_half(year, half)
    days = max((rule for rule in DAYS_TO_REPORT if rule[0] <= end), default=DAYS_TO_REPORT[0])[1]
    return end + dt.timedelta(days=days)


def half_of(quarter: int) -> int:
    return 1 if quarter <= 2 else 2


def quarters_of(half: int) -> tuple[int, int]:
    return (1, 2) if half == 1 else (3, 4)


def halves_due(on: dt.date) -> list[tuple[int, int]]:
    """(year, half) of the half-years that are over and whose report may still be asked for."""
    over = [
        (year, half)
        for year in (on.year - 1, on.year)
        for half in HALVES
        if last_day_of_half(year, half) < on
    ]
    return over[-2:]


def is_day_to_remind(year: int, half: int, on: dt.date) -> bool:
    due = due_on(year, half)
    left = (due - on).days
    return left in REMIND_BEFORE or (left < 0 and -left % REMIND_AFTER == 1)
