from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yntymak.apps.plans import terms
from yntymak.apps.plans.content import ProgressContent
from yntymak.apps.plans.forms.magnitude import AsksAgain, limit_for_use
from yntymak.apps.plans.forms.marked import MarkedForm
from yntymak.apps.plans.models import Progress
from yntymak.apps.programmes.models import Indicator
from yntymak.ui.forms import Form, ThousandSomField

if TYPE_CHECKING:
    from yntymak.apps.plans.models import BudgetLine, Measure, Plan


def current_quarter(plan: Plan) -> int:
    """The one that is under way; of a year that is over, the last."""
    today = timezone.localdate()
    return (today.month + 2) // 3 if today.year == plan.year else 1 if today.year < plan.year else 4


class QuarterForm(MarkedForm):
    quarter = forms.TypedChoiceField(label=_("Quarter"), coerce=int)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"quarter": current_quarter(plan)})
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.fields["quarter"].choices = [  # type: ignore[attr-defined]
            (quarter, _("quarter %(n)s") % {"n": quarter}) for quarter in terms.QUARTERS
        ]


REASON: dict[str, Any] = {
    "label": _("Why is an earlier report corrected?"),
    "help_text": _("Only if the report of this half-year has been sent already."),
}


class ProgressForm(AsksAgain, QuarterForm):
    """One sum for each line of the plan's year."""

    state = forms.ChoiceField(
        label=_("Where does the measure stand?"),
        choices=Progress.State.choices,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("What was done"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    reason = forms.CharField(required=False, max_length=300, **REASON)
    file = forms.FileField(
        label=_("Evidence"),
        required=False,
        help_text=_("An act, a photo, a list: up to 20 MB. It is kept with its hash."),
    )

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lines = list(measure.budget_lines.filter(year=self.plan.year))
        for line in self._lines:
            self.fields[self._name(line)] = ThousandSomField(
                label=_("Spent in the quarter, thousand som: %(source)s")
                % {"source": line.get_source_display()},
                required=False,
                help_text=_(
                    "Leave it empty while it is not known; 0 means that nothing was spent."
                ),
            )
        self.order_fields(["quarter", "state", "text", *(self._name(line) for line in self._lines)])

    def _name(self, line: BudgetLine) -> str:
        return f"spent_{line.pk}"

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for line in self._lines:
            self.ask_about(self._name(line), limit_for_use(line))
        return said

    @property
    def content(self) -> ProgressContent:
        said = self.cleaned_data
        spent = {line.pk: said[self._name(line)] for line in self._lines}
        return ProgressContent(
            state=said["state"],
            text=said["text"],
            spent={pk: tyiyn for pk, tyiyn in spent.items() if tyiyn is not None},
            reason=said["reason"],
        )


class ValueForm(QuarterForm):
    indicator: forms.ModelChoiceField[Indicator] = forms.ModelChoiceField(
        label=_("Indicator"), queryset=Indicator.objects.none(), empty_label=None
    )
    numerator = forms.DecimalField(
        label=_("Value"), min_value=0, max_digits=15, decimal_places=3, localize=True
    )
    denominator = forms.DecimalField(
        label=_("Of how many"),
        min_value=0,
        max_digits=15,
        decimal_places=3,
        localize=True,
        required=False,
        help_text=_("Only for a share: the whole, of which the value is a part."),
    )
    reason = forms.CharField(required=False, max_length=300, **REASON)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = indicators_of(self.plan)  # type: ignore[attr-defined]

    @property
    def said(self) -> dict[str, Any]:
        names = ("indicator", "quarter", "numerator", "denominator", "reason")
        return {name: self.cleaned_data[name] for name in names}


class ReportForm(MarkedForm):
    done = forms.CharField(
        label=_("What was done in the half-year"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    difficulties = forms.CharField(
        label=_("What was difficult, and what is needed"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ReturnForm(Form):
    remark = forms.CharField(
        label=_("What should be corrected?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def indicators_of(plan: Plan) -> Any:
    """Of the goals that the plan's measures serve."""
    return (
        Indicator.objects.filter(goal__measures__objective__plan=plan)
        .select_related("goal__programme")
        .order_by("goal__programme", "goal__position", "position")
        .distinct()
    )
