"""What lists show on each row, made without an include and a choice table per row."""

from collections.abc import Iterable

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yntymak.apps.risks.matrix import LEVEL_NAMES
from yntymak.apps.risks.models import Alert, Case, Category, Risk, Signal
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
    risks: Iterable[Risk], level_label: str, category_label: str, place_label: str, state_label: str
) -> SafeString:
    """Made here: a template would take three times as long for a page of them."""
    levels = {step: level(step) for step in (None, *LEVEL_NAMES)}
    categories = {code: str(label) for code, label in CATEGORIES.items()}
    states = {code: str(label) for code, label in Risk.State.choices}
    base = reverse("risks:list")
    return format_html_join(
        "",
        '<tr><th scope="row"><a href="{}{}/">№ {}. {}</a></th><td data-label="{}">{}</td>'
        '<td data-label="{}">{}</td><td data-label="{}">{}</td><td data-label="{}">{}</td></tr>',
        (
            (
                *(base, risk.pk, risk.number, risk.title, level_label, levels[risk.level]),
                *(category_label, categories[risk.category], place_label, risk.place.name),
                *(state_label, states[risk.state]),
            )
            for risk in risks
        ),
    )
