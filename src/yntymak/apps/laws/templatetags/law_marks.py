"""Words that change, marked for the eye and told to a screen reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yntymak.apps.laws.marking import Line, Mark
    from yntymak.apps.laws.pages import Entry

register = template.Library()
_INNER_HYPHEN = re.compile(r"(?<=\d)-(?=\w)")


@register.filter
def unbroken(title: str) -> str:
    """A number such as 12-1 is not parted at the end of a line."""
    return _INNER_HYPHEN.sub("-\u2060", title)


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


@register.simple_tag
def contents_lines(entries: Iterable[Entry], act_url: str, keep: str, page: str) -> SafeString:
    """The lines of a table of contents: a code has 700, too many for the template's own loop.

    `page` is the language of the page around the list; a line in another one says so.
    """
    return SafeString("".join(_line(each, escape(act_url), escape(keep), page) for each in entries))


def _line(entry: Entry, act_url: str, keep: str, page: str) -> str:
    said: str = escape(entry.title)
    key: str = escape(entry.key)
    if entry.is_page:
        said = f'<a href="{act_url}{key}/{keep}">{said}</a>'
    kind = ""
    if entry.is_division:
        said, kind = f'<b id="{key}">{said}</b>', ' class="division"'
    spoken = "" if entry.language == page else f' lang="{entry.language}"'
    return f"<li{kind}{spoken}>{said}</li>"


def _put(said: dict[str, tuple[str, str, str]], line: Iterable[Mark]) -> SafeString:
    parts = []
    for mark in line:
        text: str = escape(mark.text)
        if mark.kind in said:
            name, attributes, word = said[mark.kind]
            before, inner, after = _trimmed(text)
            text = (
                f"{before}<{name}{attributes}>"
                f'<span class="unseen">[{escape(word)} </span>{inner}<span class="unseen">]</span>'
                f"</{name}>{after}"
            )
        parts.append(text)
    return SafeString("".join(parts))


def _trimmed(text: str) -> tuple[str, str, str]:
    """The spaces around words are not coloured with them."""
    inner = text.strip()
    start = text.find(inner)
    return text[:start], inner, text[start + len(inner) :]
