from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yntymak.apps.programmes.content import Heading, IndicatorContent, Responsible
from yntymak.apps.programmes.models import Indicator, Programme
from yntymak.apps.programmes.outline import read_goals, write_goals
from yntymak.apps.programmes.rules import may_keep_programme_of
from yntymak.foundation.people.models import Organisation
from yntymak.foundation.people.scope import OFFICERS, STAFF, scope_of
from yntymak.foundation.registry.models import Place
from yntymak.ui.forms import Form

if TYPE_CHECKING:
    from yntymak.apps.programmes.outline import GoalLine
    from yntymak.foundation.people.models import User

NATION = "nation"
ISSUERS = (Organisation.Kind.STATE_BODY, Organisation.Kind.MUNICIPALITY, Organisation.Kind.KENESH)


class GoalsField(forms.CharField):
    """One goal to a line; cleaned into GoalLines."""

    widget = forms.Textarea(attrs={"rows": 12})

    def clean(self, value: Any) -> Any:
        return read_goals(super().clean(value))


class HeadingForm(Form):
    """What a programme says of itself, and for which area."""

    area = forms.ChoiceField(label=_("For which area is the programme?"))
    title_ky = forms.CharField(label=_("Title in Kyrgyz"), max_length=300)
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=300, required=False)
    issuer: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label=_("Who issued it?"), queryset=Organisation.objects.none(), empty_label=None
    )
    first_year = forms.IntegerField(label=_("First year"), min_value=2000, max_value=2100)
    last_year = forms.IntegerField(label=_("Last year"), min_value=2000, max_value=2100)
    succeeds: forms.ModelChoiceField[Programme] = forms.ModelChoiceField(
        label=_("Which programme does it continue?"),
        queryset=Programme.objects.none(),
        required=False,
        empty_label=_("none"),
    )

    def __init__(
        self, *args: Any, actor: User, programme: Programme | None = None, **kwargs: Any
    ) -> None:
        if programme is not None:
            kwargs["initial"] = _initial_of(programme)
        super().__init__(*args, **kwargs)
        self._places = _places_of(actor)
        self.fields["issuer"].queryset = _issuers_for(self._places)  # type: ignore[attr-defined]
        earlier = Programme.objects.visible_to(actor).filter(is_published=True)
        if programme is not None:
            earlier = earlier.exclude(pk=programme.pk)
        self.fields["succeeds"].queryset = earlier  # type: ignore[attr-defined]
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
        names = ("title_ky", "title_ru", "issuer", "first_year", "last_year", "succeeds")
        return Heading(**{name: self.cleaned_data[name] for name in names})


class ProgrammeForm(HeadingForm):
    goals_ky = GoalsField(
        label=_("Goals in Kyrgyz"),
        help_text=_("One goal to a line, with its number: 1. and under it 1.1, 1.2."),
    )
    goals_ru = GoalsField(
        label=_("Goals in Russian"), required=False, help_text=_("The same numbers.")
    )

    @property
    def goals(self) -> dict[str, list[GoalLine]]:
        return {name: self.cleaned_data[name] for name in ("goals_ky", "goals_ru")}


class ImportForm(HeadingForm):
    """First the file, which is read and shown; then what was read comes back signed."""

    file = forms.FileField(
        label=_("Spreadsheet (XLSX)"),
        required=False,
        help_text=_("The first row names the columns. Nothing is written before you confirm."),
    )
    reading = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not said.get("file") and not said.get("reading"):
            self.add_error("file", _("Choose the file."))
        return said

    def carry(self, reading: str) -> None:
        """Have the page bring it back; a file field never does."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data[self.add_prefix("reading")] = reading  # type: ignore[index]


class ResponsibleForm(Form):
    responsible_ky = forms.CharField(label=_("Who answers for it, in Kyrgyz"), max_length=200)
    responsible_ru = forms.CharField(
        label=_("Who answers for it, in Russian"), max_length=200, required=False
    )

    @property
    def responsible(self) -> Responsible:
        return Responsible(self.cleaned_data["responsible_ky"], self.cleaned_data["responsible_ru"])


class IndicatorForm(Form):
    name_ky = forms.CharField(label=_("Indicator in Kyrgyz"), max_length=300)
    unit_ky = forms.CharField(
        label=_("Unit in Kyrgyz"), max_length=60, help_text=_("For example: pieces, percent")
    )
    name_ru = forms.CharField(label=_("Indicator in Russian"), max_length=300, required=False)
    unit_ru = forms.CharField(label=_("Unit in Russian"), max_length=60, required=False)
    direction = forms.ChoiceField(label=_("Direction"), choices=Indicator.Direction.choices)
    over_time = forms.ChoiceField(
        label=_("Over the quarters of a year"), choices=Indicator.OverTime.choices
    )
    over_places = forms.ChoiceField(
        label=_("Over several places"), choices=Indicator.OverPlaces.choices
    )
    missing = forms.ChoiceField(
        label=_("Where nothing was reported"), choices=Indicator.Missing.choices
    )
    baseline = forms.DecimalField(
        label=_("Value at the beginning"),
        max_digits=18,
        decimal_places=3,
        required=False,
        localize=True,
    )
    target = forms.DecimalField(
        label=_("Target"), max_digits=18, decimal_places=3, required=False, localize=True
    )

    @property
    def content(self) -> IndicatorContent:
        return IndicatorContent(**{n: v for n, v in self.cleaned_data.items() if n != "key"})


def _initial_of(programme: Programme) -> dict[str, Any]:
    goals = list(programme.goals.all())
    names = ("title_ky", "title_ru", "issuer", "first_year", "last_year", "succeeds")
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
