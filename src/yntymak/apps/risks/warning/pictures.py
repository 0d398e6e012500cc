"""A series of weekly counts as a drawing; a table with the same numbers stands beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from yntymak.ui import dates, figures

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from django.utils.safestring import SafeString

WIDTH, HEIGHT = 480, 190
LEFT, RIGHT, TOP, BOTTOM = 30, 8, 10, 24
SHOWN = 52


@dataclass(frozen=True)
class Week:
    """`usual` is expected, up to `limit` would be no surprise; None where nothing can be said."""

    begins: dt.date
    count: int | None
    usual: float | None = None
    limit: float | None = None

    @property
    def is_over(self) -> bool:
        return self.count is not None and self.limit is not None and self.count > self.limit


def drawing(weeks: Sequence[Week], label: str) -> SafeString:
    """Of the last year. Whoever cannot see it has the table."""
    shown = list(weeks[-SHOWN:])
    highest = max([5, *(w.count or 0 for w in shown), *(int(w.limit or 0) + 1 for w in shown)])
    scale = _Scale(len(shown), highest)
    limits = [(i, w.limit) for i, w in enumerate(shown) if w.limit is not None]
    usual = [(i, w.usual) for i, w in enumerate(shown) if w.usual is not None]
    told = [(i, w.count) for i, w in enumerate(shown) if w.count is not None]
    return format_html(
        '<svg class="series" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}{}{}</svg>',
        WIDTH,
        HEIGHT,
        label,
        _band(scale, limits),
        _axes(scale, shown),
        _line("usual", scale, usual),
        _line("told", scale, told),
        format_html_join(
            "",
            '<circle class="over" cx="{}" cy="{}" r="5"/>',
            ((scale.x(i), scale.y(w.count or 0)) for i, w in enumerate(shown) if w.is_over),
        ),
    )


@dataclass(frozen=True)
class _Scale:
    n: int
    highest: int

    def x(self, week: float) -> str:
        return f"{LEFT + week * (WIDTH - LEFT - RIGHT) / max(self.n - 1, 1):.1f}"

    def y(self, count: float) -> str:
        return f"{HEIGHT - BOTTOM - count * (HEIGHT - BOTTOM - TOP) / self.highest:.1f}"


def _line(kind: str, scale: _Scale, points: Sequence[tuple[int, float]]) -> SafeString:
    if len(points) < 2:
        return format_html("")
    path = " ".join(f"{scale.x(i)},{scale.y(v)}" for i, v in points)
    return format_html('<polyline class="{}" points="{}"/>', kind, path)


def _band(scale: _Scale, limits: list[tuple[int, float]]) -> SafeString:
    if len(limits) < 2:
        return format_html("")
    over = " ".join(f"{scale.x(i)},{scale.y(v)}" for i, v in limits)
    back = f"{scale.x(limits[-1][0])},{scale.y(0)} {scale.x(limits[0][0])},{scale.y(0)}"
    return format_html('<polygon class="band" points="{} {}"/>', over, back)


def _axes(scale: _Scale, shown: list[Week]) -> SafeString:
    ground, end = scale.y(0), WIDTH - RIGHT
    return format_html(
        '<path class="axis" d="M{} {}H{}"/><text x="{}" y="{}" text-anchor="end">0</text>'
        '<text x="{}" y="{}" text-anchor="end">{}</text>'
        '<text x="{}" y="{}">{}</text><text x="{}" y="{}" text-anchor="end">{}</text>',
        LEFT,
        ground,
        end,
        LEFT - 6,
        ground,
        LEFT - 6,
        TOP + 8,
        scale.highest,
        LEFT,
        HEIGHT - 6,
        dates.day(shown[0].begins),
        end,
        HEIGHT - 6,
        dates.day(shown[-1].begins),
    )


def table_rows(weeks: Sequence[Week], *, with_band: bool, short: bool) -> SafeString:
    """The same numbers, newest first. Made here: a template would take ten times as long."""
    written = dates.month_day if short else dates.day
    return format_html_join(
        "",
        '<tr><th scope="row">{}</th>{}{}</tr>',
        (
            (
                dates.unbroken(written(week.begins)),
                _cell(figures.count(week.count), is_bold=week.is_over),
                _band_cells(week) if with_band else "",
            )
            for week in reversed(weeks)
        ),
    )


def _cell(text: str, *, is_bold: bool = False) -> SafeString:
    return format_html('<td class="n"><b>{}</b></td>' if is_bold else '<td class="n">{}</td>', text)


def _band_cells(week: Week) -> SafeString:
    usual = figures.MISSING if week.usual is None else figures.grouped(week.usual, 1)
    return _cell(usual) + _cell(figures.count(week.limit))


def described(weeks: Sequence[Week]) -> str:
    """What a reader of the drawing would say."""
    last = weeks[-1]
    return _("Reports by week up to the week of %(day)s, in which there were %(count)s.") % {
        "day": dates.day(last.begins),
        "count": last.count,
    }
