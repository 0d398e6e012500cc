from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yntymak.apps.plans.models import Plan, PlanTemplate
from yntymak.foundation.people.scope import STAFF, scope_of
from yntymak.foundation.registry.models import Place
from yntymak.ui.forms import Form

if TYPE_CHECKING:
    from yntymak.foundation.people.models import User


EMPTY, LAST_YEAR = "empty", "last-year"


class PlanForm(Form):
    place: forms.ModelChoiceField[Place] = forms.ModelChoiceField(
        label=_("Municipality"), queryset=Place.objects.none(), empty_label=None
    )
    year = forms.TypedChoiceField(label=_("Year of the plan"), coerce=int)

    begin_with = forms.ChoiceField(
        label=_("Begin with"), required=False, widget=forms.RadioSelect, initial=EMPTY
    )

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        this_year = timezone.localdate().year
        kwargs.setdefault("initial", {"year": this_year + 1})
        super().__init__(*args, **kwargs)
        held = [place.code for place in scope_of(actor).places(*STAFF)]
        mine = Place.objects.current().municipalities().filter(code__in=held)
        self.fields["place"].queryset = mine  # type: ignore[attr-defined]
        # Last year's too: its last report is due now, and next year's plan may be copied from it.
        years = range(this_year - 1, this_year + 3)
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        templates = PlanTemplate.objects.filter(is_current=True)
        self._templates = {f"template-{each.pk}": each for each in templates}
        self.fields["begin_with"].choices = [  # type: ignore[attr-defined]
            (EMPTY, _("an empty plan")),
            (LAST_YEAR, _("the plan of the year before")),
            *((key, self._label(each)) for key, each in self._templates.items()),
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("begin_with") == LAST_YEAR and said.get("place") and said.get("year"):
            found = Plan.objects.filter(place__code=said["place"].code, year=said["year"] - 1)
            said["previous"] = found.in_their_own_right().first()
            if said["previous"] is None:
                self.add_error("begin_with", _("There is no plan of the year before to copy."))
        return said

    @property
    def begins_with(self) -> Plan | PlanTemplate | None:
        chosen = self.cleaned_data["begin_with"]
        return self.cleaned_data.get("previous") or self._templates.get(chosen)

    def _label(self, template: PlanTemplate) -> str:
        kind = _("example template: %(title)s") if template.is_example else _("template: %(title)s")
        return str(kind) % {"title": template.title}
