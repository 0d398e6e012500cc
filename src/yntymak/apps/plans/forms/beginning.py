from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yntymak.foundation.people.scope import STAFF, scope_of
from yntymak.foundation.registry.models import Place
from yntymak.ui.forms import Form

if TYPE_CHECKING:
    from yntymak.foundation.people.models import User


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
