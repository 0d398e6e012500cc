"""What the style guide shows: each component once, with words of the size that real pages have."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yntymak.ui.forms import DateField, Form, ThousandSomField


class SampleForm(Form):
    statement = forms.CharField(
        label=_("Your proposal"),
        help_text=_("One thought in plain words. You may write in any language."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    article = forms.ChoiceField(
        label=_("Article"),
        choices=[("", _("Choose an article")), ("27", "27"), ("29", "29")],
    )
    channel = forms.ChoiceField(
        label=_("How was it said?"),
        choices=[("spoken", _("Spoken")), ("paper", _("On paper")), ("online", _("Online"))],
        widget=forms.RadioSelect,
    )
    topics = forms.MultipleChoiceField(
        label=_("What is it about?"),
        choices=[("water", _("Water")), ("pasture", _("Pasture")), ("school", _("School"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    met_on = DateField(label=_("Day of the meeting"))
    amount = ThousandSomField(label=_("Sum, thousand som"), required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    scan = forms.FileField(
        label=_("Scan of the paper"), help_text=_("PDF or photo, up to 10 MB."), required=False
    )
    agreed = forms.BooleanField(label=_("My words may be published without my name"))


REFUSED = {
    "refused-statement": "Сугат суу боюнча кезек бардык айылдарга ачык илинсин.",
    "refused-met_on": "31.02.2026",
    "refused-amount": "240,5 сом",
}


def context() -> dict[str, Any]:
    return {
        "steps": [
            {"title": _("Local meetings"), "state": "done", "note": _("41 of 44 minutes approved")},
            {"title": _("National consultation"), "state": "now", "note": date(2025, 5, 12)},
            {"title": _("Jogorku Kenesh"), "state": "next"},
            {"title": _("Outcome"), "state": "next"},
        ],
        "shares": [
            (pgettext_lazy("style guide", "Agree"), 412, "agree"),
            (pgettext_lazy("style guide", "Disagree"), 96, "disagree"),
            (pgettext_lazy("style guide", "Pass"), 60, "pass"),
        ],
        "crumbs": [(_("Plans"), "#plans"), (_("Ak-Suu"), "#ak-suu"), ("2026", "")],
        "measures": [
            (
                _("Agreement on sharing water"),
                _("local budget"),
                18_000_000,
                "ok",
                pgettext_lazy("style guide", "done"),
            ),
            (
                _("Joint youth camp"),
                _("partner"),
                24_050_000,
                "wait",
                pgettext_lazy("style guide", "under way"),
            ),
            (
                _("Training of mediators"),
                _("republican budget"),
                None,
                "stop",
                pgettext_lazy("style guide", "overdue"),
            ),
        ],
        "matrix": [
            (row, [_level(row, column) for column in range(1, 6)]) for row in range(5, 0, -1)
        ],
        "tiles": [
            {"x": 12 * (index % 16), "y": 12 * (index // 16), "level": (index * 7 + index // 5) % 6}
            for index in range(64)
        ],
        "today": date(2025, 5, 12),
        "sum": 124_050_000,
    }


def _level(likelihood: int, impact: int) -> tuple[int, int]:
    """(level 1 to 5, product): thresholds of the sample only; the real matrix is data."""
    product = likelihood * impact
    return 1 + sum(product > limit for limit in (3, 6, 11, 17)), product
