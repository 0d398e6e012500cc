from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yntymak.apps.risks.forms.choices import CATEGORY_CHOICES, inside, offer
from yntymak.apps.risks.models import Risk, Signal
from yntymak.foundation.people.scope import OFFICERS, STAFF, Kind, scope_of
from yntymak.foundation.registry.forms import PlaceField
from yntymak.foundation.registry.models import Place
from yntymak.ui.forms import DateField, Form

if TYPE_CHECKING:
    import datetime as dt

    from yntymak.apps.risks.queries import RiskQuerySet
    from yntymak.foundation.people.models import User

LONGEST_TEXT = 5000

LANE_CHOICES = [
    (
        Signal.Lane.PUBLIC,
        _("Public: it is counted openly, and the officials of the place read your words."),
    ),
    (
        Signal.Lane.OFFICIALS,
        _("For officials: only the officials of the place and those above them read it."),
    ),
    (
        Signal.Lane.PROTECTED,
        _("Protected: it is stored locked, and only a trained focal point can open it."),
    ),
]


def not_in_the_future(day: dt.date) -> None:
    if day > timezone.localdate():
        raise ValidationError(_("This day has not come yet. Write the day on which it happened."))


class WorryForm(Form):
    """What both a resident and an official at the counter fill in."""

    text = forms.CharField(
        label=_("What worries you?"),
        help_text=_(
            "Say what happens, where exactly and who may be hurt. "
            "Leave out names of private people."
        ),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Write what worries you, in one sentence or more."),
            "max_length": _("Make it shorter: at most %(limit_value)d characters."),
        },
    )
    category = forms.ChoiceField(
        label=_("What is it about?"),
        choices=CATEGORY_CHOICES,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what it is about. If you are not sure, choose “Other”."),
        },
    )
    place = PlaceField(label=_("Where is it?"))
    occurred_on = DateField(
        label=_("When did it happen?"), required=False, validators=[not_in_the_future]
    )
    lane = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=LANE_CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who may read it.")},
    )


class ReportForm(WorryForm):
    pass


class EnterForm(WorryForm):
    """The same at the counter: the own municipality and the usual lane stand there already."""

    channel = forms.ChoiceField(
        label=_("How did you hear it?"),
        choices=[
            (Signal.Channel.SPOKEN, _("Spoken: at the counter, by telephone, at a meeting")),
            (Signal.Channel.PAPER, _("On paper: a letter or an application")),
        ],
        widget=forms.RadioSelect,
        initial=Signal.Channel.SPOKEN,
        error_messages={"required": _("Choose how you heard it.")},
    )
    field_order = ("key", "channel", "text", "category", "place", "occurred_on", "lane")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = inside(scope_of(user).places(*STAFF, *OFFICERS, Kind.FOCAL_POINT))
        self.fields["text"].label = _("What did the person say?")
        self.fields["lane"].initial = Signal.Lane.OFFICIALS
        offer(self.fields["place"], Place.objects.current().municipalities().filter(mine))


class LinkForm(Form):
    risk: forms.ModelChoiceField[Risk] = forms.ModelChoiceField(
        label=_("Which risk does it point to?"),
        queryset=Risk.objects.none(),
        empty_label=_("Choose a risk."),
        error_messages={
            "required": _("Choose a risk."),
            "invalid_choice": _("Choose an open risk of this place."),
        },
    )

    def __init__(self, *args: Any, risks: RiskQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["risk"].queryset = risks  # type: ignore[attr-defined]


class SetAsideForm(Form):
    reason = forms.CharField(
        label=_("Why is it set aside?"),
        help_text=_(
            "The sender reads this by the receipt number. Do not repeat what was said in it."
        ),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Write why the worry is set aside: the sender will read it."),
        },
    )
