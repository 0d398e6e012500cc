from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yntymak.apps.programmes.actions import Heading
from yntymak.apps.programmes.outline import read_goals, write_goals
from yntymak.apps.programmes.rules import may_keep_programme_of
from yntymak.foundation.people.models import Organisation
from yntymak.foundation.people.scope import OFFICERS, STAFF, scope_of
from yntymak.foundation.registry.models import Place
from yntymak.ui.forms import Form

if TYPE_CHECKING:
    from yntymak.apps.programmes.models import Programme
    from yntymak.apps.programmes.outline import GoalLine
    from yntymak.foundation.people.models import User

NATION = "nation"
ISSUERS = (Organisation.Kind.STATE_BODY, Organisation.Kind.MUNICIPALITY, Organisation.Kind.KENESH)


class GoalsField(forms.CharField):
    """One goal to a line; cleaned into GoalLines."""

    widget = forms.Textarea(attrs={"rows": 12})

    def clean(self, value: Any) -> Any:
        return read_goals(super().clean(value))


class ProgrammeForm(Form):
    area = forms.ChoiceField(label=_("For which area is the programme?"))
    title_ky = forms.CharField(label=_("Title in Kyrgyz"), max_length=300)
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=300, required=False)
    issuer: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label=_("Who issued it?"), queryset=Organisation.objects.none(), empty_label=None
    )
    first_year = forms.IntegerField(label=_("First year"), min_value=2000, max_value=2100)
    last_year = forms.IntegerField(label=_("Last year"), min_value=2000, max_value=2100)
    goals_ky = GoalsField(
        label=_("Goals in Kyrgyz"),
        help_text=_("One goal to a line, with its number: 1. and under it 1.1, 1.2."),
    )
    goals_ru = GoalsField(
        label=_("Goals in Russian"), required=False, help_text=_("The same numbers.")
    )

    def __init__(
        self, *args: Any, actor: User, programme: Programme | None = None, **kwargs: Any
    ) -> None:
        if programme is not None:
            kwargs["initial"] = _initial_of(programme)
        super().__init__(*args, **kwargs)
        self._places = _places_of(actor)
        self.fields["issuer"].queryset = _issuers_for(self._places)  # type: ignore[attr-defined]
        if programme is None:
            self.fields["area"].choices = _area_choices(actor, self._places)  # type: ignore[attr-defined]
        else:
            del self.fields["area"]

    @property
    def place(self) -> Place | None:
        chosen = self.cleaned_data["area"]
        return next((p for p in self._places if str(p.pk) == chosen), None)

    @property
    def heading(self) -> Heading:
        said = self.cleaned_data
        return Heading(
            said["title_ky"],
            said["title_ru"],
            said["issuer"],
            said["first_year"],
            said["last_year"],
        )

    @property
    def goals(self) -> dict[str, list[GoalLine]]:
        return {name: self.cleaned_data[name] for name in ("goals_ky", "goals_ru")}


def _initial_of(programme: Programme) -> dict[str, Any]:
    goals = list(programme.goals.all())
    names = ("title_ky", "title_ru", "issuer", "first_year", "last_year")
    return {
        **{name: getattr(programme, name) for name in names},
        **{f"goals_{language}": write_goals(goals, language) for language in ("ky", "ru")},
    }


def _places_of(actor: User) -> list[Place]:
    """Where the actor may keep a programme."""
    roles = scope_of(actor).where(*OFFICERS, *STAFF, field="parent")
    own = [place.pk for place in scope_of(actor).places(*OFFICERS, *STAFF)]
    near = Place.objects.current().filter(roles, kind__in=("oblast", "republican_city"))
    found = {p.pk: p for p in (*near, *Place.objects.current().filter(pk__in=own))}
    return [p for p in found.values() if may_keep_programme_of(actor, p)]


def _area_choices(actor: User, places: list[Place]) -> list[tuple[str, Any]]:
    nation = [(NATION, _("The whole country"))] if may_keep_programme_of(actor, None) else []
    return [*nation, *((str(place.pk), str(place)) for place in places)]


def _issuers_for(places: list[Place]) -> Any:
    central = Organisation.objects.filter(kind=Organisation.Kind.STATE_BODY, place=None)
    return central | Organisation.objects.filter(kind__in=ISSUERS, place__in=places)
