"""What the style guide shows: each component once, with words of the size that real pages have."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy

from yntymak.ui.forms import DateField, Form, ThousandSomField


class SampleForm(Form):
    statement = forms.CharField(
        label=pgettext_lazy("style guide", "Your proposal"),
        help_text=pgettext_lazy(
            "style guide", "One thought in plain words. You may write in any language."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    article = forms.ChoiceField(
        label=pgettext_lazy("style guide", "Article"),
        choices=[
            ("", pgettext_lazy("style guide", "Choose an article")),
            ("27", "27"),
            ("29", "29"),
        ],
    )
    channel = forms.ChoiceField(
        label=pgettext_lazy("style guide", "How was it said?"),
        choices=[
            ("spoken", pgettext_lazy("style guide", "Spoken")),
            ("paper", pgettext_lazy("style guide", "On paper")),
            ("online", pgettext_lazy("style guide", "Online")),
        ],
        widget=forms.RadioSelect,
    )
    topics = forms.MultipleChoiceField(
        label=pgettext_lazy("style guide", "What is it about?"),
        choices=[
            ("water", pgettext_lazy("style guide", "Water")),
            ("pasture", pgettext_lazy("style guide", "Pasture")),
            ("school", pgettext_lazy("style guide", "School")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    met_on = DateField(label=pgettext_lazy("style guide", "Day of the meeting"))
    amount = ThousandSomField(
        label=pgettext_lazy("style guide", "Sum, thousand som"), required=False
    )
    email = forms.EmailField(label=pgettext_lazy("style guide", "E-mail"), required=False)
    scan = forms.FileField(
        label=pgettext_lazy("style guide", "Scan of the paper"),
        help_text=pgettext_lazy("style guide", "PDF or photo, up to 10 MB."),
        required=False,
    )
    agreed = forms.BooleanField(
        label=pgettext_lazy("style guide", "My words may be published without my name")
    )


REFUSED = {
    "refused-statement": "Сугат суу боюнча кезек бардык айылдарга ачык илинсин.",
    "refused-met_on": "31.02.2026",
    "refused-amount": "240,5 сом",
}


def context() -> dict[str, Any]:
    return {
        "steps": [
            {
                "title": pgettext_lazy("style guide", "Local meetings"),
                "state": "done",
                "note": pgettext_lazy("style guide", "41 of 44 minutes approved"),
            },
            {
                "title": pgettext_lazy("style guide", "National consultation"),
                "state": "now",
                "note": date(2025, 5, 12),
            },
            {"title": pgettext_lazy("style guide", "Jogorku Kenesh"), "state": "next"},
            {"title": pgettext_lazy("style guide", "Outcome"), "state": "next"},
        ],
        "shares": [
            (pgettext_lazy("style guide", "Agree"), 412, "agree"),
            (pgettext_lazy("style guide", "Disagree"), 96, "disagree"),
            (pgettext_lazy("style guide", "Pass"), 60, "pass"),
        ],
        "crumbs": [
            (pgettext_lazy("style guide", "Plans"), "#plans"),
            (pgettext_lazy("style guide", "Ak-Suu"), "#ak-suu"),
            ("2026", ""),
        ],
        "measures": [
            (
                pgettext_lazy("style guide", "Agreement on sharing water"),
                pgettext_lazy("style guide", "local budget"),
                18_000_000,
                "ok",
                pgettext_lazy("style guide", "done"),
            ),
            (
                pgettext_lazy("style guide", "Joint youth camp"),
                pgettext_lazy("style guide", "partner"),
                24_050_000,
                "wait",
                pgettext_lazy("style guide", "under way"),
            ),
            (
                pgettext_lazy("style guide", "Training of mediators"),
                pgettext_lazy("style guide", "republican budget"),
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
