from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yntymak.apps.risks.forms.choices import CategoryField, OwnPlaceField, WordsField, offer
from yntymak.apps.risks.forms.signals import not_in_the_future
from yntymak.apps.risks.models import Case, Category, Party
from yntymak.foundation.people.scope import OFFICERS, STAFF, scope_of
from yntymak.foundation.registry.forms import PlaceField
from yntymak.foundation.registry.models import Place
from yntymak.ui.forms import DateField, Form

if TYPE_CHECKING:
    from yntymak.foundation.people.models import User

ALL = ("", pgettext_lazy("filter", "all"))


class SeverityField(forms.TypedChoiceField):
    def __init__(self) -> None:
        super().__init__(
            label=_("How grave is it now?"),
            coerce=int,
            choices=Case.Severity.choices,
            widget=forms.RadioSelect,
            initial=Case.Severity.WORDS,
            error_messages={"required": _("Choose how grave it is.")},
        )


class OpenCaseForm(Form):
    title = forms.CharField(
        label=_("Short name of the case"),
        help_text=_("For example: the sluice of the lower canal, July. No private names."),
        max_length=200,
        error_messages={"required": _("Give the case a short name.")},
    )
    text = WordsField(
        label=_("What happens?"),
        rows=4,
        missing=_("Write what happens."),
    )
    category = CategoryField()
    severity = SeverityField()
    occurred_on = DateField(
        label=_("When did it happen?"), required=False, validators=[not_in_the_future]
    )
    holder = OwnPlaceField(label=_("Who holds it?"))
    place = PlaceField(label=_("Where else is it?"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = [unit.code for unit in scope_of(user).places(*STAFF, *OFFICERS)]
        offer(self.fields["holder"], Place.objects.current().filter(code__in=codes))

    @property
    def said(self) -> dict[str, Any]:
        """What the action takes: the place is the holder's own and one more."""
        fields = dict(self.cleaned_data)
        also, holder = fields.pop("place"), fields["holder"]
        own = [holder] if holder.is_municipality else []
        return {**fields, "places": [*own, *([also] if also else [])] or [holder]}


class PartyForm(Form):
    kind = forms.ChoiceField(
        label=_("Who is it?"),
        choices=[
            (Party.Kind.GROUP, _("A group: named by what its people do or where they live")),
            (Party.Kind.ORGANISATION, _("An organisation, an office or a firm")),
        ],
        widget=forms.RadioSelect,
        initial=Party.Kind.GROUP,
        error_messages={"required": _("Choose who it is.")},
    )
    name = forms.CharField(
        label=_("Name of the side"),
        help_text=_("For example: water users of the lower canal. Never a person."),
        max_length=120,
        error_messages={"required": _("Name the side.")},
    )
    wants = forms.CharField(label=_("What does it want?"), max_length=300, required=False)


class CasePlaceForm(Form):
    place = PlaceField(label=_("Where else is it?"))


class CaseNoteForm(Form):
    text = WordsField(
        label=_("What happened?"),
        help_text=_("No names of private people, no word on anybody's descent."),
        missing=_("Write what happened."),
    )
    severity = SeverityField()
    is_in_talks = forms.BooleanField(label=_("The sides are talking"), required=False)


class HandForm(Form):
    to: forms.ModelChoiceField[Place] = forms.ModelChoiceField(
        label=_("To whom?"),
        queryset=Place.objects.none(),
        empty_label=_("Choose a unit."),
        to_field_name="code",
        error_messages={
            "required": _("Choose a unit."),
            "invalid_choice": _("Choose one of the units of the list."),
        },
    )
    text = WordsField(
        label=_("What do you ask them to do?"),
        missing=_("Write what you ask the other unit to do."),
    )

    def __init__(self, *args: Any, units: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Place.objects.filter(pk__in=[unit.pk for unit in units])
        self.fields["to"].queryset = rows  # type: ignore[attr-defined]


class ReturnForm(Form):
    text = WordsField(
        label=_("Why do you return it?"),
        rows=2,
        missing=_("Write why you return it."),
    )


class CloseCaseForm(Form):
    outcome = forms.ChoiceField(
        label=_("How did it end?"),
        choices=[each for each in Case.Outcome.choices if each[0] != Case.Outcome.PAST],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it ended.")},
    )
    text = WordsField(
        label=_("Where is that on paper?"),
        help_text=_("What was decided, the number and day of the paper, who watches over it."),
        missing=_("Write how it ended and where that is on paper."),
    )


class CaseFilter(forms.Form):
    status = forms.ChoiceField(
        label=_("State"), required=False, choices=[ALL, *Case.Status.choices]
    )
    severity = forms.TypedChoiceField(
        label=_("Severity"), required=False, coerce=int, choices=[ALL, *Case.Severity.choices]
    )
    category = forms.ChoiceField(
        label=_("Category"), required=False, choices=[ALL, *Category.choices]
    )
    mine = forms.ChoiceField(
        label=_("Who holds it?"),
        required=False,
        choices=[ALL, ("held", _("we hold it, or are asked to")), ("asked", _("waits for us"))],
    )
