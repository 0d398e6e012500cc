"""What lists show on each row, made without an include and a choice table per row."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yntymak.apps.risks.matrix import LEVEL_NAMES
from yntymak.apps.risks.models import Category, Risk, Signal
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


@register.filter
def category(subject: Risk | Signal) -> str:
    return str(CATEGORIES[subject.category])
