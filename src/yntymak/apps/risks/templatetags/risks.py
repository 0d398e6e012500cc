"""What lists show on each row, made without an include and a choice table per row."""

from collections.abc import Iterable, Mapping
from functools import cache
from html import escape
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yntymak.apps.risks.matrix import LEVEL_NAMES, Cell, Row
from yntymak.apps.risks.models import Alert, Case, Category, Risk, Signal
from yntymak.apps.risks.queries.register import Line
from yntymak.ui import figures
from yntymak.ui.templatetags.ui import tag

register = template.Library()

CATEGORIES = dict(Category.choices)
STATES = dict(Signal.State.choices)
LANES = dict(Signal.Lane.choices)
TONES = {
    Signal.State.NEW: "info",
    Signal.State.CHECKED: "wait",
    Signal.State.LINKED: "ok",
    Signal.State.DROPPED: "none",
}
ALERT_TONES = {
    Alert.State.NEW: "stop",
    Alert.State.ACKNOWLEDGED: "wait",
    Alert.State.EXPLAINED: "info",
    Alert.State.CLOSED: "none",
}


@register.simple_tag
def level(step: int | None) -> SafeString:
    if step is None:
        return tag(_("not assessed yet"))
    return format_html('<span class="tag r{}">{} {}</span>', step, step, LEVEL_NAMES[step])


@register.simple_tag
def state_and_lane(signal: Signal) -> SafeString:
    lane = tag(str(LANES[signal.lane]), "stop" if signal.is_protected else "none")
    state = tag(str(STATES[signal.state]), TONES[Signal.State(signal.state)])
    return format_html("{} {}", state, lane)


@register.simple_tag
def alert_level(alert: Alert) -> SafeString:
    """On the two upper steps of the scale of risks, in words."""
    step = 5 if alert.level == Alert.Level.HIGH else 3
    return format_html('<span class="tag r{}">{}</span>', step, alert.get_level_display())


@register.simple_tag
def alert_state(alert: Alert) -> SafeString:
    words = alert.get_outcome_display() if alert.outcome else alert.get_state_display()
    return tag(str(words), ALERT_TONES[Alert.State(alert.state)])


@register.filter
def category(subject: Risk | Signal | Alert | Case) -> str:
    return str(CATEGORIES[subject.category])


@register.filter
def rate(value: float | None) -> str:
    """Reports a week: one digit is all that such a mean can carry."""
    return figures.MISSING if value is None else figures.grouped(value, 1)


@register.simple_tag
def severity(case: Case) -> SafeString:
    """On the upper steps of the scale of risks, in words."""
    step = case.severity + 1
    return format_html('<span class="tag r{}">{}</span>', step, case.get_severity_display())


@register.simple_tag
def register_rows(
    rows: Iterable[tuple[Any, ...]],
    level_label: str,
    category_label: str,
    place_label: str,
    state_label: str,
) -> SafeString:
    """Made here: a template would take three times as long for a page of them."""
    levels = _cells(level_label, {step: level(step) for step in (None, *LEVEL_NAMES)})
    categories = _cells(category_label, CATEGORIES)
    states = _cells(state_label, dict(Risk.State.choices))
    base, place = reverse("risks:list"), escape(place_label)
    lines = (
        f'<tr><th scope="row"><a href="{base}{risk.pk}/">'
        f"№ {risk.number}. {escape(risk.title)}</a></th>"
        f"{levels[risk.level]}{categories[risk.category]}"
        f'<td data-label="{place}">{escape(risk.place)}</td>{states[risk.state]}</tr>'
        for risk in map(Line.read, rows)
    )
    return mark_safe("".join(lines))  # noqa: S308 - each part is escaped


def _cells(heading: str, contents: Mapping[Any, Any]) -> dict[Any, SafeString]:
    """The few cells that a column can hold, each made once."""
    return {
        key: format_html('<td data-label="{}">{}</td>', heading, content)
        for key, content in contents.items()
    }


@register.simple_tag
def matrix_rows(rows: Iterable[Row]) -> SafeString:
    """The body of a drawn matrix, kept: a version of it never changes."""
    return _matrix_rows(tuple(rows), get_language())


@cache
def _matrix_rows(rows: tuple[Row, ...], _language: str | None) -> SafeString:
    likelihood = escape(_("Likelihood"))
    drawn = (
        f'<tr><th scope="row"><span class="unseen">{likelihood} </span>{row.likelihood}</th>'
        f"{''.join(map(_cell, row.cells))}</tr>"
        for row in rows
    )
    return mark_safe("".join(drawn))  # noqa: S308 - numbers, and words of this app


def _cell(cell: Cell) -> str:
    marked = ' aria-current="true"' if cell.is_marked else ""
    name = escape(str(cell.level_name))
    return f'<td class="r{cell.level}"{marked}>{cell.level}<span class="unseen"> {name}</span></td>'
