"""What lists show on each row, made without an include and a choice table per row."""

from django import template
from django.utils.html import format_html
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
