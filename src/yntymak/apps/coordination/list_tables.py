"""The rows of the page of partners, written without the template's loops.

Thirty measures and thirty promises took most of the page's time in the template language.
"""

from __future__ import annotations

from html import escape  # the plain one: Django's looks at each text whether it is lazy
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yntymak.ui.templatetags.ui import day, tag, until

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yntymak.apps.coordination.models import Commitment
    from yntymak.apps.plans.models import Measure

WORDS_SHOWN = 20


def commitments(rows: Iterable[tuple[Commitment, bool]]) -> SafeString:
    """(commitment, whether it waits for the reader's word)."""
    measure, what = escape(pgettext("plan", "Measure")), escape(_("What will be done"))
    by, standing = escape(pgettext("deadline", "By")), escape(pgettext("plan", "State"))
    your_word = tag(_("your word"), "stop")
    before, after = _address()
    return SafeString(
        "".join(
            f'<tr><th scope="row">{escape(str(each.organisation))}</th>'
            f'<td data-label="{measure}"><span><a href="{before}{each.measure_id}{after}">'
            f"{escape(each.measure.title)}</a><br>"
            f'<span class="small">{escape(str(each.plan))}</span></span></td>'
            f'<td data-label="{what}">{_shortened(each.what)}</td>'
            f'<td data-label="{by}">{day(each.due_on)}</td>'
            f'<td data-label="{standing}">{_state(each)}{f" {your_word}" if waits else ""}</td>'
            "</tr>\n"
            for each, waits in rows
        )
    )


def measures(rows: Iterable[Measure]) -> SafeString:
    rows = list(rows)
    place, when = escape(_("Municipality")), escape(_("When"))
    # Many measures run from the first day of the year to its last.
    spans = {days: until(*days) for days in {(each.starts_on, each.ends_on) for each in rows}}
    before, after = _address()
    return SafeString(
        "".join(
            f'<tr><th scope="row"><a href="{before}{each.pk}{after}">{escape(each.title)}</a></th>'
            f'<td data-label="{place}">{escape(str(each.objective.plan.place))}</td>'
            f'<td data-label="{when}">{spans[each.starts_on, each.ends_on]}</td></tr>\n'
            for each in rows
        )
    )


def _address() -> tuple[str, str]:
    before, after = reverse("coordination:measure", args=[0]).rsplit("0", 1)
    return before, after


def _shortened(text: str) -> str:
    return escape(Truncator(text).words(WORDS_SHOWN, truncate=" …"))


def _state(commitment: Commitment) -> SafeString:
    tone = "ok" if commitment.is_agreed else "none" if commitment.is_withdrawn else "wait"
    return tag(commitment.state_label(), tone)
