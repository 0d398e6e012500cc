"""Read by GET; a value that is not offered filters nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yntymak.apps.risks.matrix import LEVEL_NAMES
from yntymak.apps.risks.models import Category, Risk, Signal


class SignalFilter(forms.Form):
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", pgettext_lazy("filter", "all")), *Signal.State.choices],
    )
    category = forms.ChoiceField(
        label=_("Category"),
        required=False,
        choices=[("", pgettext_lazy("filter", "all")), *Category.choices],
    )
    late = forms.ChoiceField(
        label=_("Term"),
        required=False,
        choices=[("", pgettext_lazy("filter", "all")), ("1", _("the day has passed"))],
    )


class RiskFilter(forms.Form):
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", pgettext_lazy("filter", "all")), *Risk.State.choices],
    )
    level = forms.TypedChoiceField(
        label=_("Level"),
        required=False,
        coerce=int,
        choices=[("", pgettext_lazy("filter", "all")), *LEVEL_NAMES.items()],
    )
    category = forms.ChoiceField(
        label=_("Category"),
        required=False,
        choices=[("", pgettext_lazy("filter", "all")), *Category.choices],
    )


def chosen(bound: forms.Form) -> dict[str, Any]:
    """The filters that hold, by field name."""
    bound.is_valid()
    return {name: value for name, value in bound.cleaned_data.items() if value}
