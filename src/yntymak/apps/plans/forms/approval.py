from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from yntymak.apps.plans.content import Resolution
from yntymak.apps.plans.forms.revised import RevisedForm
from yntymak.ui.forms import DateField


class ApprovalForm(RevisedForm):
    kenesh_session = forms.CharField(
        label=_("Session of the kenesh"),
        max_length=60,
        help_text=_("For example: 28th convocation, regular session V"),
    )
    resolution_number = forms.CharField(label=_("Number of the resolution"), max_length=40)
    resolution_date = DateField(label=_("Date of the resolution"))

    @property
    def resolution(self) -> Resolution:
        skipped = ("key", "revision")
        return Resolution(**{n: v for n, v in self.cleaned_data.items() if n not in skipped})
