from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yntymak.apps.plans.content import LineContent
from yntymak.apps.plans.forms.magnitude import (
    SURPRISING,
    AsksAgain,
    limit_for_line,
    limit_for_use,
)
from yntymak.apps.plans.forms.revised import PartForm, RevisedForm
from yntymak.apps.plans.models import BudgetLine, Classification
from yntymak.ui.forms import ThousandSomField

if TYPE_CHECKING:
    from yntymak.foundation.people.models import User

WHOLE_BUDGET = 5 * SURPRISING  # more than half of what an aimak has in a year


class LineForm(AsksAgain, PartForm):
    source = forms.ChoiceField(label=_("Source of money"), choices=BudgetLine.Source.choices)
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    planned = ThousandSomField(
        label=_("Sum, thousand som"), help_text=_("For example 1 240,5 is 1 240 500 som.")
    )
    classification: forms.ModelChoiceField[Classification] = forms.ModelChoiceField(
        label=_("Economic classification"),
        queryset=Classification.objects.none(),
        required=False,
        empty_label=_("not chosen yet"),
    )

    COLUMNS = ("source", "year", "planned", "classification")

    def prepare(self, actor: User, part: BudgetLine | None) -> None:  # noqa: ARG002
        years = self.plan.budget_years
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        codes = Classification.objects.in_force(self.plan.year)
        self.fields["classification"].queryset = codes  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if "planned" in said:
            self.ask_about("planned", limit_for_line(self.plan))
        return said

    @property
    def content(self) -> LineContent:
        return LineContent(**super().content)


class AsideForm(AsksAgain, RevisedForm):
    amount = ThousandSomField(
        label=_("Set aside in the local budget of the year, thousand som"),
        required=False,
        help_text=_("Leave it empty while it is not known."),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        self.ask_about("amount", WHOLE_BUDGET)
        return said


class CommittedForm(AsksAgain, RevisedForm):
    committed = ThousandSomField(
        label=_("Promised by contracts so far, thousand som"),
        required=False,
        help_text=_("The sum of signed contracts. Leave it empty while it is not known."),
    )

    def __init__(self, *args: Any, line: BudgetLine, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line = line

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        self.ask_about("committed", limit_for_use(self.line))
        return said
