from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from yntymak.apps.plans.content import MeasureContent, ObjectiveContent
from yntymak.apps.plans.forms.revised import PartForm, RevisedForm
from yntymak.apps.programmes.models import Goal, Programme
from yntymak.apps.risks.models import Risk
from yntymak.ui.forms import DateField

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yntymak.apps.plans.models import Measure, Plan
    from yntymak.foundation.people.models import User


class ObjectiveForm(PartForm):
    title_ky = forms.CharField(
        label=_("Objective in Kyrgyz"),
        max_length=300,
        help_text=_("What should be different at the end of the year?"),
    )
    title_ru = forms.CharField(label=_("Objective in Russian"), max_length=300, required=False)

    COLUMNS = ("title_ky", "title_ru")

    @property
    def content(self) -> ObjectiveContent:
        return ObjectiveContent(**super().content)


class RiskChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, risk: Any) -> str:
        level = _("level %(level)s") % {"level": risk.level} if risk.level else _("not assessed")
        return f"№ {risk.number}. {risk.title} ({level})"


class _ByProgramme(ModelChoiceIterator):  # type: ignore[type-arg]
    """The name of a programme once, above its goals."""

    def __iter__(self) -> Iterator[Any]:
        for programme, goals in groupby(self.queryset, key=attrgetter("programme")):
            yield str(programme), [self.choice(goal) for goal in goals]


class GoalChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    iterator = _ByProgramme


class MeasureForm(PartForm):
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

    COLUMNS = (
        *(
            f"{w}_{code}"
            for w in ("title", "responsible", "expected_effect")
            for code in ("ky", "ru")
        ),
        "starts_on",
        "ends_on",
    )

    def initial_of(self, part: Measure) -> dict[str, Any]:
        """Links as ids, so that what stands can be compared with what was typed."""
        links = {
            name: [row.pk for row in getattr(part, name).all()] for name in MeasureContent.LINKS
        }
        return {**super().initial_of(part), **links}

    def prepare(self, actor: User, part: Measure | None) -> None:
        self.fields["risks"].queryset = _risks_for(self.plan, actor, part)  # type: ignore[attr-defined]
        self.fields["goals"].queryset = _goals_for(self.plan, part)  # type: ignore[attr-defined]

    @property
    def content(self) -> MeasureContent:
        links = {name: self.cleaned_data[name] for name in MeasureContent.LINKS}
        return MeasureContent(**super().content, **links)


class SharesForm(RevisedForm):
    """One percentage for each goal that the measure serves."""

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        aligned = list(measure.alignments.select_related("goal__programme"))
        kwargs["initial"] = {f"share_{each.goal_id}": each.share for each in aligned}
        super().__init__(*args, **kwargs)
        for each in aligned:
            self.fields[f"share_{each.goal_id}"] = forms.IntegerField(
                label=str(each.goal),
                help_text=str(each.goal.programme),
                min_value=1,
                max_value=100,
                required=False,
            )

    @property
    def shares(self) -> dict[int, int | None]:
        return {
            int(name.removeprefix("share_")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("share_")
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
