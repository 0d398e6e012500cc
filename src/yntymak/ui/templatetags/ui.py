"""The components that a page is put together from; the style guide shows each of them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, SupportsInt

from django import template
from django.core.paginator import Page
from django.template.defaultfilters import stringfilter
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.text import normalize_newlines
from django.utils.translation import gettext as _

from yntymak.ui import dates, figures

register = template.Library()

TONES = ("ok", "wait", "stop", "info", "none")


@register.simple_tag
def tag(text: str, tone: str = "none") -> SafeString:
    """A state in a word; the tone only colours what the word already says."""
    return format_html('<span class="tag {}">{}</span>', _tone(tone), text)


@register.inclusion_tag("ui/_steps.html")
def steps(items: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Items are mappings with title, state (done, now, next) and optionally note, url."""
    return {"items": items}


@register.inclusion_tag("ui/_bar.html")
def bar(parts: Iterable[Any], label: str = "") -> dict[str, Any]:
    """Shares of a whole. A part is (label, value, tone); a tone is a class .f-… of the styles."""
    rows = [tuple(part) for part in parts]
    total = sum(value for _label, value, _tone_name in rows)
    shares = []
    start = 0.0
    for name, value, tone in rows:
        share = value / total if total else 0
        # Written as plain text: a decimal comma of the page's language would break the drawing.
        geometry = {"x": f"{start:.3f}", "width": f"{share * 100:.3f}"}
        shares.append({"label": name, "value": value, "tone": tone, "share": share, **geometry})
        start += share * 100
    return {"parts": shares, "label": label, "total": total}


@register.inclusion_tag("ui/_figure_card.html")
def figure_card(value: str, label: str, source: str = "", url: str = "") -> dict[str, Any]:
    """One figure, what it means, where it comes from."""
    return {"value": value, "label": label, "source": source, "url": url}


@register.inclusion_tag("ui/_empty.html")
def empty(
    title: str, text: str = "", action_url: str = "", action_label: str = ""
) -> dict[str, Any]:
    """Tells what will stand here and how to begin."""
    return {"title": title, "text": text, "action_url": action_url, "action_label": action_label}


@register.inclusion_tag("ui/_breadcrumbs.html")
def breadcrumbs(*crumbs: Any) -> dict[str, Any]:
    """Either one list of (label, url) pairs, or label, url, label, url … as arguments."""
    if len(crumbs) == 1 and not isinstance(crumbs[0], str):
        return {"crumbs": [tuple(crumb) for crumb in crumbs[0]]}
    return {"crumbs": list(zip(crumbs[::2], crumbs[1::2], strict=True))}


@register.inclusion_tag("ui/_pagination.html", takes_context=True)
def pagination(context: template.Context, page_obj: Page[Any]) -> dict[str, Any]:
    """Links that keep the rest of the query: a filter is not lost on the second page."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else None

    def link(number: int) -> str:
        if query is None:
            return f"?page={number}"
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    return {
        "page": page_obj,
        "previous": link(page_obj.previous_page_number()) if page_obj.has_previous() else "",
        "next": link(page_obj.next_page_number()) if page_obj.has_next() else "",
    }


@register.inclusion_tag("ui/_receipt.html")
def receipt(number: str, text: str = "") -> dict[str, Any]:
    return {"number": number, "text": text}


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: str = "") -> SafeString:
    head = format_html("<p><b>{}</b></p>", title) if title else ""
    return format_html('<div class="notice {}">{}{}</div>', _tone(tone), head, content)


@register.simple_block_tag
def details(content: str, summary: str, *, is_open: bool = False) -> SafeString:
    opening = "<details open>" if is_open else "<details>"
    return format_html("{}<summary>{}</summary>{}</details>", SafeString(opening), summary, content)


@register.simple_tag(takes_context=True)
def block_text(context: template.Context, name: str) -> str:
    """The words of another block of the page: the window's title repeats the heading."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks is not None else None
    if block is None:
        return ""
    return SafeString(" ".join(normalize_newlines(strip_tags(block.render(context))).split()))


@register.filter
def thousand_som(tyiyn: SupportsInt | None, unit: str = "") -> str:
    """A sum in thousand som. With any argument the unit follows: {{ sum|thousand_som:"unit" }}."""
    text = figures.thousand_som(tyiyn)
    return text + figures.NBSP + _("thousand som") if unit and tyiyn is not None else text


@register.filter
def som(tyiyn: SupportsInt | None) -> str:
    text = figures.som(tyiyn)
    return text if tyiyn is None else text + figures.NBSP + _("som")


@register.filter
def percent(share: float | None, places: int = 0) -> str:
    return figures.percent(share, places)


@register.filter
def count(value: int | None) -> str:
    return figures.count(value)


@register.filter
def day(value: date | None) -> str:
    return dates.unbroken(dates.day(value))


@register.filter
def moment(value: datetime | None) -> str:
    return dates.unbroken(dates.moment(value))


@register.filter
def month_day(value: date | None) -> str:
    return dates.unbroken(dates.month_day(value))


@register.filter
def month(value: date | None) -> str:
    return dates.unbroken(dates.month(value))


@register.filter
def until(start: date | None, end: date | None) -> str:
    """{{ round.opens|until:round.closes }}: a span of days."""
    return dates.unbroken(dates.period(start, end))


@register.filter(is_safe=True)
@stringfilter
def unbroken(text: str) -> str:
    """For a heading: {% filter unbroken %}…{% endfilter %} keeps 2026-жылга on one line."""
    return dates.unbroken(text)


def _tone(tone: str) -> str:
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"{tone!r} is no tone; choose from {', '.join(TONES)}")
    return tone
