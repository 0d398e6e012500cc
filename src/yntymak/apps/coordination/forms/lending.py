from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yntymak.apps.coordination.actions import Offer, Wish
from yntymak.apps.coordination.models import Loan, Resource
from yntymak.foundation.people.scope import STAFF, scope_of
from yntymak.foundation.registry.models import Place
from yntymak.ui.forms import DateField, Form

if TYPE_CHECKING:
    from yntymak.foundation.people.models import User


class OfOwnPlaceForm(Form):
    """For one of the municipalities that this person works for; most have one and see no choice."""

    place: forms.ModelChoiceField[Place] = forms.ModelChoiceField(
        label=_("Your municipality"), queryset=Place.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = [place.code for place in scope_of(actor).places(*STAFF)]
        mine = Place.objects.current().municipalities().filter(code__in=codes)
        field = self.fields["place"]
        field.queryset = mine  # type: ignore[attr-defined]
        if len(mine) == 1:
            field.widget, field.initial = forms.HiddenInput(), mine[0].pk


class OfferForm(OfOwnPlaceForm):
    kind = forms.ChoiceField(
        label=_("What kind of thing is it?"),
        choices=Resource.Kind.choices,
        widget=forms.RadioSelect,
    )
    what = forms.CharField(
        label=_("What is lent?"), max_length=200, help_text=_("For example: excavator, mediator.")
    )
    first_day = DateField(label=_("From what day?"))
    last_day = DateField(label=_("To what day?"))
    terms = forms.CharField(
        label=_("On what terms?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: with the driver; the fuel is paid by who borrows."),
    )

    @property
    def offer(self) -> Offer:
        names = ("kind", "what", "first_day", "last_day", "terms")
        return Offer(**{name: self.cleaned_data[name] for name in names})


class WishForm(OfOwnPlaceForm):
    first_day = DateField(label=_("From what day?"))
    last_day = DateField(label=_("To what day?"))
    purpose = forms.CharField(
        label=_("What for?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    @property
    def wish(self) -> Wish:
        names = ("purpose", "first_day", "last_day")
        return Wish(**{name: self.cleaned_data[name] for name in names})


class LoanAnswerForm(Form):
    outcome = forms.ChoiceField(
        label=_("Answer"),
        choices=[(each, each.label) for each in (Loan.Outcome.GRANTED, Loan.Outcome.REFUSED)],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("In words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A refusal needs a reason."),
    )
