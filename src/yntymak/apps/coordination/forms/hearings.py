from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yntymak.apps.consultations.models import Consultation
from yntymak.ui.forms import Form

if TYPE_CHECKING:
    from yntymak.apps.plans.models import Hearing
    from yntymak.foundation.people.models import User


class JoinForm(Form):
    consultation: forms.ModelChoiceField[Consultation] = forms.ModelChoiceField(
        label=_("With which consultation is the hearing held?"),
        queryset=Consultation.objects.none(),
        required=False,
        empty_label=_("with none: it is held alone"),
        help_text=_("Its meetings and how many people came are then shown here."),
    )

    def __init__(self, *args: Any, hearing: Hearing, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["consultation"]
        field.queryset = offered_for(hearing, actor)  # type: ignore[attr-defined]


def offered_for(hearing: Hearing, user: User) -> Any:
    """Published ones of the place and of what lies around it that ran in those two years."""
    codes = hearing.plan.place.codes_around
    years = (hearing.held_on.year - 1, hearing.held_on.year)
    return (
        Consultation.objects.visible_to(user)
        .filter(Q(place=None) | Q(place__code__in=codes), state="published")
        .filter(Q(opens_on__year__in=years) | Q(closes_on__year__in=years))
    )
