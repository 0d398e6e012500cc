"""Words that change, marked for the eye and told to a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yntymak.apps.laws.marking import Line, Mark

register = template.Library()


@register.filter
def marked(line: Line) -> SafeString:
    """Both texts in one: what goes is struck out, what comes is underlined."""
    return _put({"insert": ("ins", "", _("added:")), "delete": ("del", "", _("taken out:"))}, line)


@register.filter
def outlined(line: Line) -> SafeString:
    """One of the two texts, its own words not struck out: they are as valid as the others."""
    said = {
        "insert": ("mark", ' class="in"', _("new:")),
        "delete": ("mark", ' class="out"', _("to be changed:")),
    }
    return _put(said, line)


def _put(said: dict[str, tuple[str, str, str]], line: Iterable[Mark]) -> SafeString:
    parts = []
    for mark in line:
        text = escape(mark.text)
        if mark.kind in said:
            name, attributes, word = said[mark.kind]
            text = (
                f"<{name}{attributes}>"
                f'<span class="unseen">[{escape(word)} </span>{text}<span class="unseen">]</span>'
                f"</{name}>"
            )
        parts.append(text)
    return SafeString("".join(parts))
