from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yntymak.apps.coordination.actions import Promise
from yntymak.apps.coordination.rules import is_of_municipality
from yntymak.foundation.people.models import Organisation
from yntymak.foundation.people.scope import scope_of
from yntymak.ui.forms import DateField, Form, ThousandSomField

if TYPE_CHECKING:
    from yntymak.apps.plans.models import Measure
    from yntymak.foundation.people.models import User

PARTNERS = (
    Organisation.Kind.CIVIL_SOCIETY,
    Organisation.Kind.COUNCIL,
    Organisation.Kind.INTERNATIONAL,
    Organisation.Kind.STATE_BODY,
)


class CommitmentForm(Form):
    organisation: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=None
    )
    what = forms.CharField(
        label=_("What will be done?"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000
    )
    amount = ThousandSomField(
        label=_("Sum, thousand som"),
        required=False,
        help_text=_("Only if money is promised. For example 120,5 is 120 500 som."),
    )
    due_on = DateField(label=_("By what day?"))

    def __init__(self, *args: Any, actor: User, measure: Measure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Organisation.objects.filter(pk__in=[o.pk for o in scope_of(actor).organisations()])
        if is_of_municipality(actor, measure):
            found = found | Organisation.objects.filter(kind__in=PARTNERS)
        self.fields["organisation"].queryset = found  # type: ignore[attr-defined]

    @property
    def promise(self) -> Promise:
        said = self.cleaned_data
        return Promise(said["what"], said["due_on"], said["amount"])


class WithdrawalForm(Form):
    reason = forms.CharField(
        label=_("Why is it withdrawn?"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
