from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yntymak.apps.coordination.actions import Asked, Part
from yntymak.apps.coordination.models import Request
from yntymak.foundation.registry.forms import PlaceField
from yntymak.ui.forms import Form, ThousandSomField


class PartForm(Form):
    place = PlaceField(label=_("Which municipality?"))
    what = forms.CharField(
        label=_("What is its part?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    share = forms.IntegerField(
        label=_("Its share of the money, percent"),
        min_value=0,
        max_value=99,
        help_text=_("0 if it gives work and no money."),
    )

    @property
    def part(self) -> Part:
        return Part(self.cleaned_data["what"], self.cleaned_data["share"])


class ReasonForm(Form):
    reason = forms.CharField(
        label=_("Why is it declined?"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class AskForm(Form):
    kind = forms.ChoiceField(
        label=_("What is asked for?"), choices=Request.Kind.choices, widget=forms.RadioSelect
    )
    level = forms.ChoiceField(
        label=_("Of whom?"), choices=Request.Level.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("The request"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    amount = ThousandSomField(label=_("Sum, thousand som"), required=False)

    @property
    def asked(self) -> Asked:
        names = ("kind", "level", "text", "amount")
        said: dict[str, Any] = {name: self.cleaned_data[name] for name in names}
        return Asked(**said)


class AnswerForm(Form):
    outcome = forms.ChoiceField(
        label=_("Answer"), choices=Request.Outcome.choices, widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label=_("In words"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
