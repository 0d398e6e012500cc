from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yntymak.apps.plans.content import LineContent, MeasureContent, Resolution
from yntymak.apps.plans.models import BudgetLine, Measure, Objective, Plan
from yntymak.apps.programmes.models import Goal, Programme
from yntymak.apps.risks.models import Risk
from yntymak.foundation.people.scope import STAFF, scope_of
from yntymak.foundation.registry.models import Place
from yntymak.ui.figures import TYIYN_PER_THOUSAND_SOM, som, thousand_som
from yntymak.ui.forms import DateField, Form, ThousandSomField

if TYPE_CHECKING:
    from yntymak.foundation.people.models import User

# A single line above ten million som is rare where the whole budget of an aimak is some eighty
# million: more often somebody typed som where thousand som are asked.
SURPRISING = 10_000 * TYIYN_PER_THOUSAND_SOM


class RevisedForm(Form):
    """Knows on which revision of the plan it was opened."""

    data: Any  # a QueryDict when bound
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        kwargs["initial"] = {**kwargs.get("initial", {}), "revision": plan.revision}
        super().__init__(*args, **kwargs)
        self.plan = plan

    def reopen_on(self, revision: int) -> None:
        """What was typed stays; sent again it is meant for `revision`."""
        self.data = self.data.copy()
        self.data[self.add_prefix("revision")] = str(revision)


class PlanForm(Form):
    place: forms.ModelChoiceField[Place] = forms.ModelChoiceField(
        label=_("Municipality"), queryset=Place.objects.none(), empty_label=None
    )
    year = forms.TypedChoiceField(label=_("Year of the plan"), coerce=int)

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        this_year = timezone.localdate().year
        kwargs.setdefault("initial", {"year": this_year + 1})
        super().__init__(*args, **kwargs)
        held = [place.code for place in scope_of(actor).places(*STAFF)]
        mine = Place.objects.current().municipalities().filter(code__in=held)
        self.fields["place"].queryset = mine  # type: ignore[attr-defined]
        years = range(this_year, this_year + 3)
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]


class ObjectiveForm(RevisedForm):
    title_ky = forms.CharField(
        label=_("Objective in Kyrgyz"),
        max_length=300,
        help_text=_("What should be different at the end of the year?"),
    )
    title_ru = forms.CharField(label=_("Objective in Russian"), max_length=300, required=False)

    def __init__(self, *args: Any, objective: Objective | None = None, **kwargs: Any) -> None:
        if objective is not None:
            kwargs["initial"] = {
                "title_ky": objective.title_ky,
                "title_ru": objective.title_ru or "",
            }
        super().__init__(*args, **kwargs)

    @property
    def titles(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("title_ky", "title_ru")}


class RiskChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, risk: Any) -> str:
        level = _("level %(level)s") % {"level": risk.level} if risk.level else _("not assessed")
        return f"№ {risk.number}. {risk.title} ({level})"


class GoalChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, goal: Any) -> str:
        return f"{goal} ({goal.programme})"


class MeasureForm(RevisedForm):
    title_ky = forms.CharField(label=_("Measure in Kyrgyz"), max_length=300)
    responsible_ky = forms.CharField(label=_("Who is responsible, in Kyrgyz"), max_length=200)
    starts_on = DateField(label=_("Begins"))
    ends_on = DateField(label=_("Ends"))
    expected_effect_ky = forms.CharField(
        label=_("Expected effect, in Kyrgyz"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    risks = RiskChoices(
        label=_("Which risks does it treat?"),
        queryset=Risk.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    goals = GoalChoices(
        label=_("Which goals of programmes does it serve?"),
        queryset=Goal.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    title_ru = forms.CharField(label=_("Measure in Russian"), max_length=300, required=False)
    responsible_ru = forms.CharField(
        label=_("Who is responsible, in Russian"), max_length=200, required=False
    )
    expected_effect_ru = forms.CharField(
        label=_("Expected effect, in Russian"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, actor: User, measure: Measure | None = None, **kwargs: Any
    ) -> None:
        if measure is not None:
            kwargs["initial"] = _initial_of(measure)
        super().__init__(*args, **kwargs)
        self.fields["risks"].queryset = _risks_for(self.plan, actor, measure)  # type: ignore[attr-defined]
        self.fields["goals"].queryset = _goals_for(self.plan, measure)  # type: ignore[attr-defined]

    @property
    def content(self) -> MeasureContent:
        skipped = ("key", "revision")
        said = {name: v for name, v in self.cleaned_data.items() if name not in skipped}
        return MeasureContent(**said)


class LineForm(RevisedForm):
    source = forms.ChoiceField(label=_("Source of money"), choices=BudgetLine.Source.choices)
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    planned = ThousandSomField(
        label=_("Sum, thousand som"), help_text=_("For example 1 240,5 is 1 240 500 som.")
    )
    is_thousands = forms.BooleanField(label=_("Yes, the sum is right"), required=False)

    def __init__(self, *args: Any, line: BudgetLine | None = None, **kwargs: Any) -> None:
        if line is not None:
            kwargs["initial"] = {
                name: getattr(line, name) for name in ("source", "year", "planned")
            }
        super().__init__(*args, **kwargs)
        years = self.plan.budget_years
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
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
        return LineContent(said["source"], said["year"], said["planned"])


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


def _initial_of(measure: Measure) -> dict[str, Any]:
    """Links as ids, so that what stands can be compared with what was typed."""
    words = ("title", "responsible", "expected_effect")
    texts = {
        f"{w}_{code}": getattr(measure, f"{w}_{code}") or "" for w in words for code in ("ky", "ru")
    }
    return {
        **texts,
        "starts_on": measure.starts_on,
        "ends_on": measure.ends_on,
        "risks": [risk.pk for risk in measure.risks.all()],
        "goals": [goal.pk for goal in measure.goals.all()],
    }


def _risks_for(plan: Plan, actor: User, measure: Measure | None) -> Any:
    """Open risks of the place, and those that the measure already treats."""
    seen = Risk.objects.visible_to(actor).filter(place__code__range=plan.place.code_range)
    chosen = list(measure.risks.values_list("pk", flat=True)) if measure else []
    found = seen.open() | seen.filter(pk__in=chosen)
    return found.select_related("place").order_by("-level", "number")


def _goals_for(plan: Plan, measure: Measure | None) -> Any:
    running = Programme.objects.filter(is_published=True).running_in(plan.year).serving(plan.place)
    chosen = list(measure.goals.values_list("pk", flat=True)) if measure else []
    found = Goal.objects.filter(programme__in=running) | Goal.objects.filter(pk__in=chosen)
    return found.select_related("programme").order_by("programme", "position")
