from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yntymak.apps.plans.content import LineContent
from yntymak.apps.plans.forms.revised import PartForm, RevisedForm
from yntymak.apps.plans.models import BudgetLine, Classification
from yntymak.ui.figures import TYIYN_PER_THOUSAND_SOM, som, thousand_som
from yntymak.ui.forms import ThousandSomField

if TYPE_CHECKING:
    from yntymak.foundation.people.models import User

# A single line above ten million som is rare where the whole budget of an aimak is some eighty
# million: more often somebody typed som where thousand som are asked.
SURPRISING = 10_000 * TYIYN_PER_THOUSAND_SOM


class LineForm(PartForm):
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
    is_thousands = forms.BooleanField(label=_("Yes, the sum is right"), required=False)

    def initial_of(self, part: BudgetLine) -> dict[str, Any]:
        return {
            name: getattr(part, name) for name in ("source", "year", "planned", "classification")
        }

    def prepare(self, actor: User, part: BudgetLine | None) -> None:  # noqa: ARG002
        years = self.plan.budget_years
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        codes = Classification.objects.in_force(self.plan.year)
        self.fields["classification"].queryset = codes  # type: ignore[attr-defined]
        self._question = self.fields["is_thousands"]
        if not self.data.get("is_thousands"):
            del self.fields["is_thousands"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        planned = said.get("planned")
        if planned is not None and planned >= SURPRISING and not said.get("is_thousands"):
            self.fields["is_thousands"] = self._question
            self.add_error(
                "planned",
                _(
                    "%(thousands)s thousand som is %(som)s som. If you meant %(less)s thousand som,"
                    " correct the sum; if it is right, tick the box below."
                )
                % {
                    "thousands": thousand_som(planned),
                    "som": som(planned),
                    "less": thousand_som(planned // 1000),
                },
            )
        return said

    @property
    def content(self) -> LineContent:
        said = self.cleaned_data
        return LineContent(said["source"], said["year"], said["planned"], said["classification"])


class AsideForm(RevisedForm):
    amount = ThousandSomField(
        label=_("Set aside in the local budget of the year, thousand som"),
        required=False,
        help_text=_("Leave it empty while it is not known."),
    )


class CommittedForm(RevisedForm):
    committed = ThousandSomField(
        label=_("Promised by contracts so far, thousand som"),
        required=False,
        help_text=_("The sum of signed contracts. Leave it empty while it is not known."),
    )
